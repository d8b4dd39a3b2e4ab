// The elements of an enumeration, such as the fields of a page: those that ship, and those that somebody has added.
import type { Ctx } from "../context";
import { notFound } from "../errors";
import { catalogue } from "./catalogue";
import type { EnumerationQuery } from "./schema";
import { readSnapshot } from "./snapshot";
import { findValue, keysOf, localeOf, type Snapshot } from "./values";

export interface Element {
	key: string;
	/** Null for an element of which nobody has said a number. */
	number: number | null;
	/** By their names behind the key. */
	attributes: Record<string, string>;
}

/** Reads the enabled elements by their order, with the texts in a language. */
export async function getEnumeration(ctx: Ctx, name: string, { scope, locale }: EnumerationQuery): Promise<Element[]> {
	if (!catalogue.some((property) => property.name === `${name}.{key}` || property.name === `${name}.{type}`)) {
		throw notFound("Enumeration", name);
	}
	const wanted = localeOf(locale ?? "");
	return elementsOf(await readSnapshot(ctx, scope), name, wanted === null ? [] : [wanted]);
}

/** Enumeration → the attributes that its elements may have: `fields.enum.{key}.name` is one of `fields.enum`. */
const attributeNames = new Map<string, string[]>();
for (const { name } of catalogue) {
	const [, enumeration, attribute] = /^(.*?)\.\{[^}]*\}\.(.*)$/.exec(name) ?? [];
	if (enumeration === undefined || attribute === undefined) continue;
	attributeNames.set(enumeration, [...(attributeNames.get(enumeration) ?? []), attribute]);
}

/** An element whose `enabled` is false isn't there. */
function elementsOf(snapshot: Snapshot, enumeration: string, wanted: readonly string[]): Element[] {
	const elements = keysOf(snapshot, enumeration).map((key) => elementOf(snapshot, enumeration, key, wanted));
	const placeOf = ({ attributes, number }: Element) => Number(attributes.order ?? number ?? Number.POSITIVE_INFINITY);
	return elements.filter(({ attributes }) => attributes.enabled !== "false").sort((a, b) => placeOf(a) - placeOf(b));
}

/** One element, enabled or not. */
export function elementOf(snapshot: Snapshot, enumeration: string, key: string, wanted: readonly string[]): Element {
	const begin = `${enumeration}.${key}`;
	const attributes = (attributeNames.get(enumeration) ?? []).flatMap((attribute) => {
		const found = findValue(snapshot, `${begin}.${attribute}`, wanted);
		return found === null ? [] : [[attribute, found.value] as const];
	});
	const number = findValue(snapshot, begin);
	return { key, number: number === null ? null : Number(number.value), attributes: Object.fromEntries(attributes) };
}
