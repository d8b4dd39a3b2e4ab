// House rules about pages: each page says who may enter, and each form carries the token against forged requests.
import { codeAlone, withoutComments } from "./source.mjs";

/** The one file that writes the tag of a form that changes something. */
const formFile = "src/ui/form.tsx";

/** @returns one sentence per breach */
export const formBreaches = (files) => files.flatMap((file) => [...accessBreaches(file), ...tagBreaches(file)]);

function accessBreaches({ path, pieces, imports }) {
	const importsPage = imports.some(
		({ path: target, names }) => target?.startsWith("src/web/page") && names.some(({ name }) => name === "page"),
	);
	if (!importsPage) return [];
	return callsOf(codeAlone(pieces), "page")
		.filter((call) => !/\baccess\s*:/.test(call))
		.map(() => `${path}: a page doesn't say who may enter. Give it "access".`);
}

function tagBreaches({ path, pieces }) {
	if (path === formFile || !path.endsWith(".tsx")) return [];
	return [...withoutComments(pieces).matchAll(/<form\b[^>]*\bmethod=("[^"]*"|\{[^}]*\})/g)]
		.filter(([, method]) => method !== '"get"')
		.map(() => `${path}: writes a form without the token against forged requests. Take Form of ${formFile}.`);
}

/** The text between the parentheses of each call. */
function callsOf(code, name) {
	return [...code.matchAll(new RegExp(`(?<![.\\w$])${name}\\s*\\(`, "g"))].map(({ index, 0: start }) => {
		let depth = 1;
		let end = index + start.length;
		for (; end < code.length && depth > 0; end++) {
			if (code[end] === "(") depth++;
			if (code[end] === ")") depth--;
		}
		return code.slice(index + start.length, end - 1);
	});
}
