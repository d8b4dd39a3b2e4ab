// The catalogue: every property that there is, and how a name is found in it. PURE.
import { challengeTypeDefaults, challengeTypeKeys, challengeTypeProperties } from "./challenge-types";
import { deliveryProperties } from "./delivery";
import { fieldDefaults, fieldKeys, fieldProperties } from "./fields";
import { noticeProperties } from "./notices";
import { pageDefaults, pageProperties } from "./pages";
import type { Defaults, Property } from "./property";

export const catalogue: readonly Property[] = [
	...fieldProperties,
	...challengeTypeProperties,
	...pageProperties,
	...deliveryProperties,
	...noticeProperties,
];

/** By the name behind the scope. */
export const defaults: Defaults = { ...fieldDefaults, ...challengeTypeDefaults, ...pageDefaults };

/** What stands in the place of a placeholder where something ships: by how names begin. */
const shippedElements: readonly (readonly [begin: string, words: readonly string[]])[] = [
	["userinfo.inputs.enum.", fieldKeys],
	["challenge.type.enum.", challengeTypeKeys],
	["{type}.", challengeTypeKeys],
	["messages.enum.", ["terms", "privacy"]],
	["error.", fieldKeys.map((key) => `otp.invalid.${key}`)],
];

/** Every name that ships, without its scope. */
export const shippedNames: readonly string[] = catalogue.flatMap(({ name }) => {
	if (!/\{\w+\}/.test(name)) return [name];
	const [, words = []] = shippedElements.find(([begin]) => name.startsWith(begin)) ?? [];
	return words.map((word) => name.replace(/\{\w+\}/, word));
});

/** The scope of the values that all applications share. */
export const defaultScope = "default";

/** A name that the catalogue knows. */
export interface Named {
	property: Property;
	/** `default`, an application's id, the name of a group; empty for a global property. */
	scope: string;
	/** The name behind the scope, in the catalogue's spelling. */
	name: string;
}

const scoped = /^bharosa\.uio\.([A-Za-z0-9_-]{1,64})\.(.+)$/;
const maxLength = 256;

/** Finds the property of a whole name, such as `bharosa.uio.default.otp.generate.code.length`. */
export function findNamed(whole: string): Named | null {
	if (whole.length > maxLength) return null;
	const [, scope = "", rest = ""] = scoped.exec(whole) ?? [];
	const [name, isGlobal] = scope === "" ? [whole, true] : [rest, false];
	for (const { property, pattern, own } of patterns) {
		if ((property.isGlobal ?? false) !== isGlobal || !pattern.test(name)) continue;
		// "default" is the end of every chain, so it extends nothing.
		return property.name === "extends" && scope === defaultScope ? null : { property, scope, name: own ?? name };
	}
	return null;
}

/** The whole name: what files and the API call the property. */
export const wholeName = ({ scope, name }: Pick<Named, "scope" | "name">): string =>
	scope === "" ? name : `bharosa.uio.${scope}.${name}`;

const placeholders: Readonly<Record<string, string>> = {
	"{key}": "[A-Za-z][A-Za-z0-9_]{0,63}",
	// A type that a customer adds is called like the action that chooses it, such as MyChallenge.
	"{type}": "(?=[A-Za-z0-9_]*Challenge)[A-Za-z][A-Za-z0-9_]{0,63}",
	"{code}": "[A-Za-z0-9_-]{1,64}(?:\\.[A-Za-z0-9_-]{1,64}){0,9}",
};

const patternOf = (name: string): RegExp =>
	new RegExp(`^${name.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, (part) => placeholders[part] ?? part)}$`);

/** An alias finds the property, too, and `own` is then the catalogue's spelling. */
const patterns = catalogue.flatMap((property) => [
	{ property, pattern: patternOf(property.name), own: null },
	...(property.aliases ?? []).map((alias) => ({ property, pattern: patternOf(alias), own: property.name })),
]);
