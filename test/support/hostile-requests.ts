// Requests that differ from a valid one in one thing, made from what the OpenAPI document says of the operation.
import fc from "fast-check";
import { type JsonSchema, type OpenApiDocument, type Operation, resolve } from "../../src/reference/document";
import {
	hostileJson,
	hostileKey,
	hostileQueryValue,
	hostileSegment,
	type JsonType,
	longText,
	malformedBody,
	typeOf,
} from "./hostile-values";

export interface HostileRequest {
	/** What was done to the valid request. */
	what: string;
	/** Path and query. */
	path: string;
	/** Made when it is sent, so that a report of a failure isn't filled with it. */
	body?: () => BodyInit;
	/** The length is said in advance; otherwise the body comes as a stream. */
	contentLength?: number;
	/** No reading of it is valid: the answer has to be a 4xx. */
	isSurelyWrong: boolean;
}

/** An operation of the document and the valid request to begin with. */
export interface Specimen {
	document: OpenApiDocument;
	method: string;
	pathTemplate: string;
	operation: Operation;
	/** Those of the path, and perhaps others. */
	params: Record<string, string>;
	/** Valid bodies; none where the operation takes none. */
	bodies: readonly unknown[];
}

export const schemaOf = ({ operation }: Pick<Specimen, "operation">): JsonSchema | undefined =>
	operation.requestBody?.content["application/json"]?.schema;

/** The path with its parameters in it. Throws when one is missing: valid-requests.ts has to know it. */
export function fillPath(template: string, params: Record<string, string>): string {
	return template.replaceAll(/\{(\w+)\}/g, (_, name) => {
		if (params[name] === undefined) throw new Error(`there is no {${name}} for ${template}`);
		return params[name];
	});
}

export function hostileRequests(specimen: Specimen): fc.Arbitrary<HostileRequest> {
	const path = fillPath(specimen.pathTemplate, specimen.params);
	const isRead = specimen.method === "GET";
	const bodies = isRead ? [] : specimen.bodies.length > 0 ? specimen.bodies : [{}];
	return fc.oneof(
		...bodies.map((body) => ({ weight: 4, arbitrary: changedBodies(specimen, path, body) })),
		...bodies.map((body) => ({ weight: 1, arbitrary: rawBodies(specimen, path, JSON.stringify(body)) })),
		{ weight: 2, arbitrary: changedPaths(specimen) },
		{ weight: isRead ? 6 : 2, arbitrary: changedQueries(specimen, path) },
	);
}

type Path = readonly (string | number)[];

/** A place inside a body, and the types that the schema allows there; empty: it doesn't say. */
interface Place {
	path: Path;
	types: ReadonlySet<JsonType>;
}

const marker = "here stands the hostile value";

function changedBodies(specimen: Specimen, path: string, body: unknown): fc.Arbitrary<HostileRequest> {
	const places = placesOf(specimen.document, schemaOf(specimen) ?? { type: "object" }, body);
	const place = fc.constantFrom(...places);
	const objects = fc.constantFrom(...places.filter(({ path }) => typeOf(valueAt(body, path)) === "object"));
	const bodyWith = (at: Path, text: string) => JSON.stringify(put(body, at, marker)).replace(`"${marker}"`, () => text);
	const request = (what: string, text: string, isSurelyWrong: boolean): HostileRequest => ({
		what,
		path,
		body: () => text,
		isSurelyWrong,
	});
	const replaced = fc.tuple(place, hostileJson).map(([{ path, types }, { text, type }]) => {
		const isTooLong = text === `"${longText}"`;
		const isWrongType = types.size > 0 && !types.has(type);
		return request(`${nameOf(path)} is ${shorten(text)}`, bodyWith(path, text), isTooLong || isWrongType);
	});
	return fc.oneof(
		{ weight: 6, arbitrary: replaced },
		place.map(({ path, types }) => {
			const text = JSON.stringify([valueAt(body, path)]);
			return request(`${nameOf(path)} is inside an array`, bodyWith(path, text), types.size > 0 && !types.has("array"));
		}),
		fc
			.tuple(objects, hostileKey, hostileJson)
			.map(([{ path }, key, { text }]) =>
				request(`${nameOf(path)} has ${shorten(key)}: ${shorten(text)}`, bodyWith([...path, key], text), false),
			),
		place.map(({ path }) =>
			request(`${nameOf(path)} is missing`, JSON.stringify(put(body, path, undefined)) ?? "", false),
		),
	);
}

const maxBodyBytes = 64 * 1024;

function rawBodies({ operation }: Specimen, path: string, text: string): fc.Arbitrary<HostileRequest> {
	const mayBeEmpty = operation.requestBody?.required !== true;
	const large = text + " ".repeat(maxBodyBytes);
	const rest = { path, isSurelyWrong: true };
	return fc.oneof(
		{
			weight: 4,
			arbitrary: malformedBody(text).map((body) => ({ ...rest, what: `malformed: ${body}`, body: () => body })),
		},
		fc.constantFrom<HostileRequest>(
			{ ...rest, what: "no body", isSurelyWrong: !mayBeEmpty },
			{ ...rest, what: "an empty body", body: () => "", isSurelyWrong: !mayBeEmpty },
			{ ...rest, what: "over 64 KiB, as it says", body: () => large, contentLength: large.length },
			{ ...rest, what: "over 64 KiB, in a stream", body: () => new Blob([large]).stream() },
		),
	);
}

function changedPaths({ pathTemplate, params }: Specimen): fc.Arbitrary<HostileRequest> {
	const names = [...pathTemplate.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
	if (names.length === 0) return fc.constant({ what: "nothing", path: pathTemplate, isSurelyWrong: false });
	return fc.tuple(fc.constantFrom(...names), hostileSegment).map(([name, segment]) => {
		const path = fillPath(pathTemplate, { ...params, [name]: segment });
		// ".." and its encodings are taken away before the request is routed: that is another address.
		const isAnotherPath = new URL(path, "https://otp.test").pathname !== path;
		return { what: `${name} is ${shorten(segment)}`, path, isSurelyWrong: !isAnotherPath };
	});
}

function changedQueries({ operation }: Specimen, path: string): fc.Arbitrary<HostileRequest> {
	const known = operation.parameters.filter((parameter) => parameter.in === "query").map(({ name }) => name);
	const name = fc.constantFrom(...known, "__proto__", "unknown");
	return fc.oneof(
		fc.tuple(name, hostileQueryValue).map(([name, value]) => ({
			what: `?${name}=${shorten(value)}`,
			path: `${path}?${name}=${value}`,
			isSurelyWrong: known.includes(name) && value === longText,
		})),
		fc.tuple(name, hostileQueryValue, hostileQueryValue).map(([name, value, other]) => ({
			what: `?${name} twice`,
			path: `${path}?${name}=${value}&${name}=${other}`,
			isSurelyWrong: known.includes(name),
		})),
	);
}

function placesOf(document: OpenApiDocument, given: JsonSchema, value: unknown, path: Path = []): Place[] {
	const schema = alternativeFor(document, given, value);
	const inner = Object.entries((value ?? {}) as object).flatMap(([key, part]) => {
		const partSchema = Array.isArray(value) ? schema.items : schema.properties?.[key];
		if (typeof value === "string" || typeof partSchema !== "object") return [];
		return placesOf(document, partSchema, part, [...path, Array.isArray(value) ? Number(key) : key]);
	});
	return [{ path, types: new Set(typesOf(document, given)) }, ...inner];
}

/** Of several alternatives the one whose constants the value has. */
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

const valueAt = (value: unknown, path: Path): unknown =>
	path.reduce<unknown>((part, key) => (part as Record<string | number, unknown>)[key], value);

/** A copy with another value at a place; undefined takes the key away. */
function put(value: unknown, [key, ...rest]: Path, replacement: unknown): unknown {
	if (key === undefined) return replacement;
	const part = put((value as Record<string | number, unknown>)[key], rest, replacement);
	return Array.isArray(value) ? value.with(key as number, part) : { ...(value as object), [key]: part };
}

const nameOf = (path: Path) => (path.length === 0 ? "the body" : path.join("."));

const shorten = (text: string) => (text.length > 60 ? `${JSON.stringify(text.slice(0, 60))}…` : JSON.stringify(text));
