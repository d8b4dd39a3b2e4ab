// The OpenAPI 3.1 document of the service, made from the route objects: what is mounted is what is documented.
import { version } from "../../package.json";
import type { Ctx } from "../context";
import type { Callback, Route } from "../web/router";
import {
	type CallbackOperation,
	type JsonSchema,
	type OpenApiDocument,
	type Operation,
	operationIdOf,
	type Parameter,
	type Response,
} from "./document";
import { type ErrorStatus, ErrorView, errorReference, errorResponses } from "./errors";
import { introduction } from "./introduction";
import { describeSchemas, type RouteSchemas } from "./schemas";

export type DocumentOf = (ctx: Ctx) => OpenApiDocument;

/**
 * Returns the document of the routes, made at the first request. Neither the routes nor the configured origin change
 * while an isolate lives.
 */
export function rememberedDocument(routes: () => readonly Route[]): DocumentOf {
	let document: OpenApiDocument | undefined;
	return ({ env }) => {
		document ??= openApiDocument(routes(), env.publicOrigin);
		return document;
	};
}

/**
 * @param publicOrigin the server that the document names
 * @returns an OpenAPI document; `x-roles` of an operation holds the roles that may call it, none if it is public
 */
export function openApiDocument(routes: readonly Route[], publicOrigin: string): OpenApiDocument {
	const described = routes.flatMap((route) => [route, ...(route.callbacks ?? [])]);
	const schemas = describeSchemas(described, { Error: ErrorView });
	const paths: OpenApiDocument["paths"] = {};
	for (const route of routes) {
		paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route, schemas.of) };
	}
	return {
		openapi: "3.1.1",
		info: {
			title: "Tessera API",
			version,
			summary: "One-time passcodes at the edge, with an Okta-compatible management API",
			description: introduction,
		},
		servers: [{ url: publicOrigin }],
		security: [{ apiToken: [] }],
		tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
		paths,
		components: {
			securitySchemes: {
				apiToken: {
					type: "apiKey",
					in: "header",
					name: "Authorization",
					description: "`SSWS {token}`: the word SSWS, a space, and an API token",
				},
			},
			schemas: schemas.components,
			responses: errorResponses(),
		},
	};
}

type SchemasOf = ReturnType<typeof describeSchemas>["of"];

function operation(route: Route, of: SchemasOf): Operation {
	const { body, answer, query } = of(route);
	const isPublic = route.access === "public";
	const pathParameters = [...route.path.matchAll(/\{(\w+)\}/g)].map(
		([, name]): Parameter => ({ name: name!, in: "path", required: true, schema: { type: "string" } }),
	);
	const errors: ErrorStatus[] = [
		...(body || query.length > 0 ? [400 as const] : []),
		...(isPublic ? [] : [401 as const, 403 as const]),
		...(pathParameters.length > 0 ? [404 as const] : []),
		...(body ? [413 as const] : []),
		...(isPublic ? [] : [429 as const]),
	];
	return {
		operationId: operationIdOf(route.summary),
		tags: [route.tag],
		summary: route.summary,
		...(route.description === undefined ? {} : { description: route.description }),
		...(isPublic ? { security: [] } : {}),
		"x-roles": route.access === "public" ? [] : [...route.access],
		parameters: [...pathParameters, ...queryParameters(query)],
		...(body
			? {
					requestBody: {
						required: !route.hasOptionalBody,
						content: { [route.bodyMediaType ?? "application/json"]: { schema: body } },
					},
				}
			: {}),
		responses: {
			...success(route, answer),
			...Object.fromEntries(errors.map((status) => [String(status), errorReference(status)])),
			default: { $ref: "#/components/responses/Error" },
		},
		...(route.callbacks === undefined ? {} : { callbacks: callbacksOf(route.callbacks, of) }),
	};
}

const queryParameters = (query: RouteSchemas["query"]): Parameter[] =>
	query.map(({ name, isRequired, schema: { description, ...schema } }) => {
		return { name, in: "query", required: isRequired, ...(description ? { description } : {}), schema };
	});

function callbacksOf(callbacks: readonly Callback[], of: SchemasOf): NonNullable<Operation["callbacks"]> {
	return Object.fromEntries(
		callbacks.map((callback) => [
			operationIdOf(callback.summary),
			{ [callback.url]: { [callback.method.toLowerCase()]: callbackOperation(callback, of) } },
		]),
	);
}

function callbackOperation(callback: Callback, of: SchemasOf): CallbackOperation {
	const { body, answer, query } = of(callback);
	const json = (schema: JsonSchema | undefined) => ({ "application/json": { schema: schema ?? {} } });
	return {
		summary: callback.summary,
		description: callback.description,
		parameters: queryParameters(query),
		...(body ? { requestBody: { required: true, content: json(body) } } : {}),
		responses: { 200: { description: "Done.", content: json(answer) } },
	};
}

function success(route: Route, answer: RouteSchemas["answer"]): Record<string, Response> {
	if (!answer) return { 204: { description: "Done; the answer is empty." } };
	const link = {
		description: "Where this page is (`self`) and, unless it is the last, the following one (`next`)",
		schema: { type: "string" },
	};
	const isPaged = route.query !== undefined && "after" in route.query.shape;
	return {
		200: {
			description: "Done.",
			...(isPaged ? { headers: { Link: link } } : {}),
			content: { [route.mediaType ?? "application/json"]: { schema: answer } },
		},
	};
}
