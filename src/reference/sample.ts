// Example values from JSON Schemas: a schema's own example, else the plainest value that fits. PURE.
import { type JsonSchema, type OpenApiDocument, resolve } from "./document";

/** What an example shows: of a request what has to be sent, of an answer everything. */
type Side = "request" | "answer";

const byFormat: Record<string, string> = {
	"date-time": "2026-11-22T09:30:00.000Z",
	date: "2026-11-22",
	uri: "https://example.com/",
	email: "ada@example.com",
	uuid: "7f1d2c9e-58b4-4f0a-9c36-0e5b1a7d4c28",
};

const maxDepth = 8;

/** Returns an example value. In a request it has the required fields, and optional fields that have an example. */
export function sampleOf(document: OpenApiDocument, given: JsonSchema, side: Side, depth = 0): unknown {
	const schema = resolve(document, given);
	if (schema.examples?.[0] !== undefined) return schema.examples[0];
	if (schema.const !== undefined) return schema.const;
	if (schema.default !== undefined) return schema.default;
	if (schema.enum) return schema.enum[0];
	const alternatives = schema.oneOf ?? schema.anyOf;
	if (alternatives) {
		const chosen = alternatives.find((part) => resolve(document, part).type !== "null") ?? {};
		return sampleOf(document, chosen, side, depth);
	}
	if (schema.allOf) {
		const parts = schema.allOf.map((part) => sampleOf(document, part, side, depth));
		return parts.every(isObject) ? Object.assign({}, ...parts) : parts[0];
	}
	const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
	switch (type) {
		case "object":
			return depth < maxDepth ? objectSample(document, schema, side, depth) : {};
		case "array":
			return typeof schema.items === "object" && depth < maxDepth
				? [sampleOf(document, schema.items, side, depth + 1)]
				: [];
		case "integer":
		case "number":
			return schema.minimum ?? 0;
		case "boolean":
			return true;
		case "string":
			return byFormat[schema.format ?? ""] ?? "string";
		default:
			return null;
	}
}

function objectSample(document: OpenApiDocument, schema: JsonSchema, side: Side, depth: number): unknown {
	const required = new Set(schema.required);
	const shown = Object.entries(schema.properties ?? {}).filter(
		([name, property]) => side === "answer" || required.has(name) || hasExample(document, property, depth + 1),
	);
	const sampled = shown.map(([name, property]) => [name, sampleOf(document, property, side, depth + 1)] as const);
	return Object.fromEntries(sampled.filter(([name, value]) => required.has(name) || !isEmpty(value)));
}

function hasExample(document: OpenApiDocument, given: JsonSchema, depth: number): boolean {
	const schema = resolve(document, given);
	if (schema.examples !== undefined) return true;
	if (depth === maxDepth) return false;
	return Object.values(schema.properties ?? {}).some((property) => hasExample(document, property, depth + 1));
}

const isEmpty = (value: unknown) => value === null || (isObject(value) && Object.keys(value as object).length === 0);

const isObject = (value: unknown) => typeof value === "object" && value !== null && !Array.isArray(value);
