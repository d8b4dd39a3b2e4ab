// Which packages only compute: they read no clock, no network and no storage.

const packages = [
	"@noble/hashes",
	"fast-png",
	"fast-xml-parser",
	"libphonenumber-js",
	"dot-properties",
	"re2js",
	"papaparse",
	"scim2-parse-filter",
	"uqr",
	"zod",
];

/** @param target as imported: `zod` or `@noble/hashes/sha2.js` */
export const onlyComputes = (target) => packages.some((name) => target === name || target.startsWith(`${name}/`));
