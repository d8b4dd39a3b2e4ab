import { describe, expect, it } from "vitest";
import * as z from "zod";
import { routes } from "../../src/app";
import type { JsonSchema, Operation, Parameter } from "../../src/reference/document";
import { openApiDocument } from "../../src/reference/openapi";
import { sampleOf } from "../../src/reference/sample";
import { type Route, route } from "../../src/web/router";
import { createWorld } from "../support/world";

const origin = "https://otp.test";
const document = openApiDocument(routes, origin);
const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));

/** Every object anywhere inside a value. */
function* objectsIn(value: unknown): Generator<Record<string, unknown>> {
	if (typeof value !== "object" || value === null) return;
	if (!Array.isArray(value)) yield value as Record<string, unknown>;
	for (const inner of Object.values(value)) yield* objectsIn(inner);
}

const at = (pointer: string): unknown =>
	pointer
		.slice(2)
		.split("/")
		.reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], document);

const bodyOf = (operation: Operation) => operation.requestBody?.content["application/json"]?.schema;

function operationOf(spec: Route): Operation {
	const operation = openApiDocument([spec], origin).paths[spec.path]?.[spec.method.toLowerCase()];
	if (!operation) throw new Error("the route is not in the document");
	return operation;
}

describe("the OpenAPI document of the product", () => {
	it("is public, cacheable, and names the configured origin", async () => {
		const world = await createWorld();
		const { status, body, headers } = await world.call("GET", "/openapi.json", undefined, { token: null });
		expect(status).toBe(200);
		expect(headers.get("cache-control")).toBe("public, max-age=300");
		expect(body.openapi).toMatch(/^3\.1\.\d$/);
		expect(body.servers).toEqual([{ url: origin }]);
		expect(body).toEqual(JSON.parse(JSON.stringify(document)));
	});

	it("has every mounted route, with its roles", () => {
		expect(operations).toHaveLength(routes.length);
		for (const { method, path, access } of routes) {
			const operation = document.paths[path]?.[method.toLowerCase()];
			expect(operation, `${method} ${path}`).toBeDefined();
			expect(operation?.["x-roles"]).toEqual(access === "public" ? [] : access);
		}
	});

	it("gives every operation an id of its own", () => {
		const ids = operations.map(({ operationId }) => operationId);
		expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
		for (const id of ids) expect(id).toMatch(/^[a-z][A-Za-z0-9]+$/);
	});

	it("declares every parameter of a path, as required, and no other", () => {
		for (const [path, methods] of Object.entries(document.paths)) {
			const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
			for (const { parameters } of Object.values(methods)) {
				const declared = parameters.filter((parameter) => parameter.in === "path");
				expect(declared.map(({ name }) => name)).toEqual(inPath);
				expect(declared.every(({ required }) => required)).toBe(true);
			}
		}
	});

	it("says what may be left out, and what is taken then", () => {
		const { requestBody } = document.paths["/api/v1/authenticators"]?.post ?? {};
		const settings = [...objectsIn(requestBody)].filter(({ properties }) =>
			Object.hasOwn(properties ?? {}, "protocol"),
		);
		expect(settings.map(({ required }) => (required as string[]).includes("protocol"))).toEqual([false, true]);
		const limit = document.paths["/api/v1/logs"]?.get?.parameters.find(({ name }) => name === "limit");
		expect([limit?.required, limit?.schema.default]).toEqual([false, 100]);
	});

	it("points only at what is there, and keeps no component that nobody points at", () => {
		const pointers = [...objectsIn(document)].flatMap(({ $ref }) => (typeof $ref === "string" ? [$ref] : []));
		expect(pointers.length).toBeGreaterThan(0);
		for (const pointer of pointers) expect(at(pointer), pointer).toBeTypeOf("object");
		const used = new Set(pointers);
		for (const name of Object.keys(document.components.schemas)) expect(used).toContain(`#/components/schemas/${name}`);
	});

	it("holds JSON Schemas that compile", () => {
		const definitions = JSON.parse(
			JSON.stringify(document.components.schemas).replaceAll("components/schemas", "$defs"),
		);
		const compile = (schema: JsonSchema) => {
			const text = JSON.stringify(schema).replaceAll("components/schemas", "$defs");
			return z.fromJSONSchema({ ...JSON.parse(text), $defs: definitions });
		};
		const all = operations.flatMap((operation) => [
			...operation.parameters.map(({ schema }) => schema),
			...[bodyOf(operation)].filter((schema) => schema !== undefined),
		]);
		for (const schema of [...all, ...Object.values(document.components.schemas)]) {
			expect(() => compile(schema), JSON.stringify(schema)).not.toThrow();
		}
	});

	it("describes the errors in the shape that the service answers with", async () => {
		const world = await createWorld();
		const { body } = await world.call("GET", "/api/v1/api-tokens", undefined, { token: null });
		const { Error: error } = document.components.schemas;
		expect(Object.keys(body).sort()).toEqual(Object.keys(error?.properties ?? {}).sort());
		expect(document.components.responses.TooManyRequests?.headers).toHaveProperty("Retry-After");
		const examples = document.components.responses.Forbidden?.content?.["application/json"]?.examples ?? {};
		expect(Object.keys(examples)).toContain("E0000068");
	});

	it("asks for a token in the Authorization header, except where none is needed", () => {
		expect(document.components.securitySchemes.apiToken).toMatchObject({
			type: "apiKey",
			in: "header",
			name: "Authorization",
		});
		expect(document.paths["/health"]?.get?.security).toEqual([]);
		expect(document.paths["/api/v1/api-tokens"]?.get).not.toHaveProperty("security");
	});
});

describe("an operation out of a route", () => {
	/** These routes are documented and never asked. */
	const handle = (): never => {
		throw new Error("nobody asks this route");
	};
	const Thing = z.object({ name: z.string().default("x"), size: z.int() }).meta({ id: "ThingOfThisTest" });
	const base = { path: "/things/{thingId}", tag: "Things", access: ["ADMINISTRATOR"] } as const;

	it("is named by the summary", () => {
		const summary = "Replace a thing's name, and the size";
		expect(operationOf(route({ ...base, method: "PUT", summary, handle })).operationId).toBe("replaceThingNameAndSize");
	});

	it("reads queries and bodies as they come in, and answers as they go out", () => {
		const both = route({ ...base, method: "POST", summary: "Make a thing", body: Thing, answer: Thing, handle });
		const { schemas } = openApiDocument([both], origin).components;
		expect(schemas.ThingOfThisTest?.required).toEqual(["name", "size"]);
		expect(schemas.ThingOfThisTestRequest?.required).toEqual(["size"]);
		expect(bodyOf(operationOf(both))).toEqual({ $ref: "#/components/schemas/ThingOfThisTestRequest" });
	});

	it("shares a schema that two routes use, also inside a list", () => {
		const Plain = z.object({ size: z.int() });
		const list = route({
			...base,
			path: "/things",
			method: "GET",
			summary: "List things",
			answer: z.array(Plain),
			handle,
		});
		const one = route({ ...base, method: "GET", summary: "Read a thing", answer: Plain, handle });
		const { paths, components } = openApiDocument([list, one], origin);
		const $ref = "#/components/schemas/ListThingsItem";
		expect(components.schemas.ListThingsItem?.properties).toEqual({ size: { type: "integer" } });
		expect(paths["/things"]?.get?.responses).toMatchObject({
			200: { content: { "application/json": { schema: { type: "array", items: { $ref } } } } },
		});
		expect(paths["/things/{thingId}"]?.get?.responses).toMatchObject({
			200: { content: { "application/json": { schema: { $ref } } } },
		});
	});

	it("says of each query parameter what it is and whether it must come", () => {
		const query = z.object({
			q: z.string().meta({ description: "What for" }),
			limit: z.coerce.number().int().default(9),
		});
		const { parameters } = operationOf(route({ ...base, method: "GET", summary: "Find", query, handle }));
		expect(parameters.slice(1)).toEqual<Parameter[]>([
			{ name: "q", in: "query", required: true, description: "What for", schema: { type: "string" } },
			{ name: "limit", in: "query", required: false, schema: { type: "integer", default: 9 } },
		]);
	});

	it("lists the errors that can happen to it", () => {
		const statuses = (spec: Route) => Object.keys(operationOf(spec).responses);
		const made = route({ ...base, method: "POST", summary: "Make", body: Thing, answer: Thing, handle });
		expect(statuses(made)).toEqual(["200", "400", "401", "403", "404", "413", "429", "default"]);
		const open = route({ ...base, method: "GET", path: "/open", access: "public", summary: "Look", handle });
		expect(statuses(open)).toEqual(["204", "default"]);
	});
});

describe("the example of a request", () => {
	it("has what is required and what comes with an example", () => {
		const schema: JsonSchema = {
			type: "object",
			properties: {
				name: { type: "string", examples: ["Ada"] },
				kind: { enum: ["A", "B"] },
				since: { anyOf: [{ type: "string", format: "date-time" }, { type: "null" }] },
				note: { type: "string" },
			},
			required: ["kind", "since"],
		};
		expect(sampleOf(document, schema, "request")).toEqual({
			name: "Ada",
			kind: "A",
			since: "2026-11-22T09:30:00.000Z",
		});
		expect(sampleOf(document, schema, "answer")).toHaveProperty("note", "string");
	});

	it("is taken by the route's own schema", () => {
		for (const { method, path, body } of routes) {
			const schema =
				document.paths[path]?.[method.toLowerCase()] && bodyOf(document.paths[path]![method.toLowerCase()]!);
			if (!body || !schema) continue;
			const result = body.safeParse(sampleOf(document, schema, "request"));
			expect(result.error?.issues ?? [], `${method} ${path}`).toEqual([]);
		}
	});
});
