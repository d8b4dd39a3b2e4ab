// From the routes' zod schemas to JSON Schema: bodies and queries as they come in, answers as they go out. PURE.
import * as z from "zod";
import type { Route } from "../web/router";
import { capitalized, type JsonSchema, operationIdOf } from "./document";

export interface RouteSchemas {
	body?: JsonSchema;
	answer?: JsonSchema;
	query: { name: string; isRequired: boolean; schema: JsonSchema }[];
}

/** A route, or a request of ours. */
type Described = Pick<Route, "summary" | "query" | "body" | "answer">;

interface DescribedSchemas {
	of(route: Described): RouteSchemas;
	/** All schemas with an id, and all that several routes share, by name. */
	components: Record<string, JsonSchema>;
}

type Shape = Record<string, z.ZodType>;

/** @param extra schemas that belong to no route, by component name */
export function describeSchemas(routes: readonly Described[], extra: Shape = {}): DescribedSchemas {
	const keys = new Map(routes.map((route, index) => [route, `${index}`]));
	const incoming: Shape = {};
	const outgoing: Shape = { ...extra };
	for (const [route, key] of keys) {
		if (route.body) incoming[`${key}.body`] = route.body;
		for (const [name, schema] of Object.entries(route.query?.shape ?? {})) {
			incoming[`${key}.query.${name}`] = schema as z.ZodType;
		}
		if (route.answer) outgoing[`${key}.answer`] = route.answer;
	}
	const metadata = namingRegistry(sharedSchemas(routes));
	const output = convert(outgoing, "output", metadata, (name) => name);
	// A schema that goes both ways has two forms: a field with a default is optional in requests, present in answers.
	const input = convert(incoming, "input", metadata, (name) => (name in output.named ? `${name}Request` : name));
	const of = (route: Described): RouteSchemas => {
		const key = keys.get(route);
		return {
			body: input.roots[`${key}.body`],
			answer: output.roots[`${key}.answer`],
			query: Object.keys(route.query?.shape ?? {}).map((name) => ({
				name,
				isRequired: input.required.has(`${key}.query.${name}`),
				schema: input.roots[`${key}.query.${name}`]!,
			})),
		};
	};
	return { of, components: { ...output.named, ...input.named } };
}

/** Converts all schemas as properties of one object, so that those with a name come out once, as its definitions. */
function convert(shape: Shape, io: "input" | "output", metadata: Names, rename: (name: string) => string) {
	const converted = z.toJSONSchema(z.object(shape), { io, metadata, unrepresentable: "any", override: tidy });
	const { properties, required, $defs } = JSON.parse(JSON.stringify(converted), (key, value) =>
		key === "$ref" && typeof value === "string"
			? `#/components/schemas/${rename(value.replace("#/$defs/", ""))}`
			: value,
	);
	const named = Object.entries<JsonSchema>($defs ?? {}).map(([name, schema]) => [rename(name), schema] as const);
	return {
		roots: properties as Record<string, JsonSchema>,
		required: new Set<string>(required),
		named: Object.fromEntries(named),
	};
}

/** Leaves out what zod adds and no reader needs. */
function tidy({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodType; jsonSchema: z.core.JSONSchema.BaseSchema }) {
	// The pattern of a format fills a screen, and the format's name says enough.
	if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
	if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
	if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
	// Answers get more fields over time. A client that was generated today must not refuse them tomorrow.
	const { def } = zodSchema._zod as { def: { type: string; catchall?: unknown } };
	if (def.type === "object" && def.catchall === undefined) delete jsonSchema.additionalProperties;
}

/** Finds bodies and answers without an id that several routes use. They are named after the first of these routes. */
function sharedSchemas(routes: readonly Described[]): Map<z.core.$ZodType, string> {
	const first = new Map<z.core.$ZodType, string>();
	const shared = new Map<z.core.$ZodType, string>();
	for (const { summary, body, answer } of routes) {
		const uses = answer instanceof z.ZodArray ? { Body: body, Item: answer.element } : { Body: body, Answer: answer };
		for (const [suffix, schema] of Object.entries(uses)) {
			if (!(schema instanceof z.ZodObject)) continue;
			const name = first.get(schema);
			if (name === undefined) first.set(schema, capitalized(operationIdOf(summary)) + suffix);
			else shared.set(schema, name);
		}
	}
	return shared;
}

type Names = typeof z.globalRegistry;

/** zod's registry of descriptions and ids, with names for schemas that have no id. */
function namingRegistry(names: Map<z.core.$ZodType, string>): Names {
	const registry = z.registry() as Names;
	registry.get = (schema) => {
		const known = z.globalRegistry.get(schema);
		const id = known?.id ?? names.get(schema);
		return (id === undefined ? known : { ...known, id }) as ReturnType<Names["get"]>;
	};
	return registry;
}
