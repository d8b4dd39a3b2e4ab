// The places inside a JSON body that can be changed, and what the document's schema says about each.
import { type JsonSchema, type OpenApiDocument, resolve } from "../../../src/reference/document";
import { type JsonType, typeOf } from "./values";

export type Path = readonly (string | number)[];

/** A place inside a body, and the types that the schema allows there. Empty when the schema names no type. */
export interface Place {
	path: Path;
	types: ReadonlySet<JsonType>;
}

/** Every place inside a body that its schema knows, the body as a whole first. */
export function placesOf(document: OpenApiDocument, schema: JsonSchema, body: unknown): Place[] {
	const visit = (given: JsonSchema, value: unknown, path: Path): Place[] => {
		const { items, properties } = alternativeFor(document, given, value);
		const parts = typeof value === "object" && value !== null ? Object.entries(value) : [];
		const inner = parts.flatMap(([key, part]) => {
			const partSchema = Array.isArray(value) ? items : properties?.[key];
			return typeof partSchema === "object"
				? visit(partSchema, part, [...path, Array.isArray(value) ? +key : key])
				: [];
		});
		return [{ path, types: new Set(typesOf(document, given)) }, ...inner];
	};
	return visit(schema, body, []);
}

/** Returns the alternative whose constants the value has. */
function alternativeFor(document: OpenApiDocument, given: JsonSchema, value: unknown): JsonSchema {
	const schema = resolve(document, given);
	const alternatives = (schema.oneOf ?? schema.anyOf ?? [schema]).map((part) => resolve(document, part));
	const fits = ({ properties = {} }: JsonSchema) =>
		Object.entries(properties).every(
			([key, { const: wanted }]) => wanted === undefined || (value as Record<string, unknown>)?.[key] === wanted,
		);
	return alternatives.find((part) => part.type === typeOf(value) && fits(part)) ?? alternatives[0]!;
}

function typesOf(document: OpenApiDocument, given: JsonSchema): JsonType[] {
	const schema = resolve(document, given);
	const alternatives = schema.oneOf ?? schema.anyOf;
	if (alternatives) return alternatives.flatMap((part) => typesOf(document, part));
	if (schema.const !== undefined) return [typeOf(schema.const)];
	if (schema.type === undefined) return [];
	return [schema.type].flat().map((type) => (type === "integer" ? "number" : (type as JsonType)));
}

export const valueAt = (value: unknown, path: Path): unknown =>
	path.reduce<unknown>((part, key) => (part as Record<string | number, unknown>)[key], value);

/** Returns a copy with another value at a place; undefined removes the key. */
export function put(value: unknown, [key, ...rest]: Path, replacement: unknown): unknown {
	if (key === undefined) return replacement;
	const part = put((value as Record<string | number, unknown>)[key], rest, replacement);
	return Array.isArray(value) ? value.with(key as number, part) : { ...(value as object), [key]: part };
}
