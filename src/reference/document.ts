// The parts of OpenAPI 3.1 and JSON Schema 2020-12 that the reference writes and reads. PURE.

export interface JsonSchema {
	$ref?: string;
	title?: string;
	type?: string | string[];
	description?: string;
	properties?: Record<string, JsonSchema>;
	required?: string[];
	additionalProperties?: boolean | JsonSchema;
	propertyNames?: JsonSchema;
	items?: boolean | JsonSchema;
	anyOf?: JsonSchema[];
	oneOf?: JsonSchema[];
	allOf?: JsonSchema[];
	enum?: unknown[];
	const?: unknown;
	default?: unknown;
	examples?: unknown[];
	format?: string;
	pattern?: string;
	minLength?: number;
	maxLength?: number;
	minimum?: number;
	maximum?: number;
	minItems?: number;
	maxItems?: number;
}

export interface Parameter {
	name: string;
	in: "path" | "query";
	required: boolean;
	description?: string;
	schema: JsonSchema;
}

interface MediaType {
	schema: JsonSchema;
	examples?: Record<string, { summary: string; value: unknown }>;
}

export interface Response {
	description: string;
	headers?: Record<string, { description: string; schema: JsonSchema }>;
	content?: Record<string, MediaType>;
}

export interface Reference {
	$ref: string;
}

export interface Operation {
	operationId: string;
	tags: string[];
	summary: string;
	description?: string;
	security?: Record<string, string[]>[];
	"x-roles": string[];
	parameters: Parameter[];
	requestBody?: { required: boolean; content: Record<string, MediaType> };
	/** A success is written out; errors point into the components. */
	responses: Record<string, Response | Reference>;
	/** Name → URL → method. */
	callbacks?: Record<string, Record<string, Record<string, CallbackOperation>>>;
}

/** What a service of somebody else's is asked by us. */
export type CallbackOperation = Pick<Operation, "summary" | "description" | "parameters" | "requestBody" | "responses">;

export interface OpenApiDocument {
	openapi: string;
	info: { title: string; version: string; summary: string; description: string };
	servers: { url: string }[];
	security: Record<string, string[]>[];
	tags: { name: string }[];
	paths: Record<string, Record<string, Operation>>;
	components: {
		securitySchemes: Record<string, object>;
		schemas: Record<string, JsonSchema>;
		responses: Record<string, Response>;
	};
}

/** Returns the schema that a `$ref` points at, and a schema without `$ref` as it is. */
export function resolve(document: OpenApiDocument, schema: JsonSchema): JsonSchema {
	if (schema.$ref === undefined) return schema;
	const { $ref, ...own } = schema;
	const target = document.components.schemas[$ref.slice($ref.lastIndexOf("/") + 1)];
	// What stands beside a $ref wins, such as a description for this one place.
	return { ...target, ...own };
}

const articles = new Set(["a", "an", "the"]);

/**
 * Names an operation: "Revoke an API token" becomes `revokeApiToken`, the method name in a generated client. Two routes
 * must not share a summary, and a new wording renames the method.
 */
export function operationIdOf(summary: string): string {
	const words = summary
		.replaceAll(/['’]s\b/g, "")
		.split(/[^A-Za-z0-9]+/)
		.map((word) => word.toLowerCase())
		.filter((word) => word !== "" && !articles.has(word));
	return words.map((word, index) => (index === 0 ? word : capitalized(word))).join("");
}

export const capitalized = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
