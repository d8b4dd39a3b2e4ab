// A JSON Schema as a person reads it: fields with a type in words, their limits, and what lies inside them. PURE.
import { type JsonSchema, type OpenApiDocument, resolve } from "./document";
import type { Reading } from "./reading";

export interface Field {
	name: string;
	/** In words: `string`, `array of objects`, `date-time or null`. */
	type: string;
	isRequired: boolean;
	description?: string;
	/** The limits of a value, in words: `1–255 characters`. */
	limits: string[];
	/** All possible values, if they can be listed. */
	values: unknown[];
	default?: unknown;
	example?: unknown;
	inside: FieldGroup[];
}

/** Fields that come together. Each alternative is a group of its own. */
export interface FieldGroup {
	title: string | null;
	fields: Field[];
}

/** Deeper levels are left to the OpenAPI document. The limit also ends schemas that contain themselves. */
const maxDepth = 6;

/** Returns the fields of an object, of an array's items, or of each alternative; none for a plain value. */
export function groupsOf(reading: Reading, given: JsonSchema, depth = 0): FieldGroup[] {
	const { document } = reading;
	const schema = resolve(document, given);
	if (depth === maxDepth) return [];
	if (typeof schema.items === "object") return groupsOf(reading, schema.items, depth);
	const alternatives = schema.oneOf ?? schema.anyOf;
	if (alternatives) {
		const groups = alternatives.map((alternative) => {
			const inner = groupsOf(reading, alternative, depth);
			return inner.map((group) => ({ ...group, title: group.title ?? titleOf(document, alternative) }));
		});
		const filled = groups.flat();
		return filled.length === 1 ? [{ title: null, fields: filled[0]!.fields }] : filled;
	}
	if (schema.allOf) {
		const fields = schema.allOf.flatMap((part) => groupsOf(reading, part, depth).flatMap((group) => group.fields));
		return fields.length > 0 ? [{ title: null, fields }] : [];
	}
	const properties = Object.entries(schema.properties ?? {});
	const others = schema.additionalProperties;
	if (typeof others === "object" && Object.keys(others).length > 0) properties.push(["{key}", others]);
	if (properties.length === 0) return [];
	const required = new Set(schema.required);
	const fields = properties.map(([name, property]) => fieldOf(reading, name, property, required.has(name), depth));
	return [{ title: null, fields }];
}

/** One field or parameter. */
export function fieldOf(reading: Reading, name: string, given: JsonSchema, isRequired: boolean, depth = 0): Field {
	const { document } = reading;
	const schema = resolve(document, given);
	// The limits of a nullable or repeated value stand one level deeper.
	const alternatives = (schema.anyOf ?? schema.oneOf ?? [schema]).map((part) => resolve(document, part));
	const plain = alternatives.filter((part) => part.type !== "null");
	const only = plain.length === 1 ? plain[0]! : schema;
	const value = only.items !== undefined && typeof only.items === "object" ? resolve(document, only.items) : only;
	return {
		name,
		type: typeOf(reading, schema),
		isRequired,
		description: schema.description ?? only.description,
		limits: [...new Set([...limitsOf(reading, only), ...limitsOf(reading, value)])],
		values: value.enum ?? (value.const === undefined ? [] : [value.const]),
		default: schema.default,
		example: schema.examples?.[0] ?? only.examples?.[0],
		inside: groupsOf(reading, schema, depth + 1),
	};
}

/** The type in words. */
export function typeOf(reading: Reading, given: JsonSchema): string {
	const { document, words } = reading;
	const schema = resolve(document, given);
	const alternatives = schema.oneOf ?? schema.anyOf;
	if (alternatives) return words.oneTypeOf([...new Set(alternatives.map((part) => typeOf(reading, part)))]);
	if (Array.isArray(schema.type)) return words.oneTypeOf(schema.type);
	if (schema.type === "array") {
		const item = typeof schema.items === "object" ? typeOf(reading, schema.items) : words.anyType;
		return item === words.anyType ? words.listOfAny : words.listOf(item);
	}
	if (schema.type === "string" && schema.format !== undefined) return schema.format;
	return schema.type ?? (schema.properties || schema.allOf ? "object" : words.anyType);
}

function limitsOf({ words }: Reading, schema: JsonSchema): string[] {
	const limits = [
		["characters", schema.minLength, schema.maxLength],
		["number", schema.minimum, schema.maximum],
		["items", schema.minItems, schema.maxItems],
	] as const;
	return limits.flatMap(([unit, least, most]) => {
		if (least === undefined) return most === undefined ? [] : [words.atMost(most, unit)];
		if (most === undefined) return [words.atLeast(least, unit)];
		return [least === most ? words.exactly(least, unit) : words.between(least, most, unit)];
	});
}

/** Returns what distinguishes an alternative from the others: its constants, as in `factorType: token:hotp`. */
function titleOf(document: OpenApiDocument, alternative: JsonSchema): string | null {
	const schema = resolve(document, alternative);
	if (schema.title !== undefined) return schema.title;
	const constants = Object.entries(schema.properties ?? {}).filter(([, property]) => property.const !== undefined);
	return constants.length > 0 ? constants.map(([name, property]) => `${name}: ${property.const}`).join(", ") : null;
}
