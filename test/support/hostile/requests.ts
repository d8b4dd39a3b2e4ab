// Requests that differ from a valid one in one thing, made from the OpenAPI document's description of an operation.
import fc from "fast-check";
import { utf8 } from "../../../src/crypto/bytes";
import type { JsonSchema, OpenApiDocument, Operation } from "../../../src/reference/document";
import { type Path, type Place, placesOf, put, valueAt } from "./places";
import {
	type HostileJson,
	hostileJson,
	hostileKey,
	hostileQueryValue,
	hostileSegment,
	knownHostileJson,
	longText,
	malformedBody,
	typeOf,
} from "./values";

export interface HostileRequest {
	/** What was done to the valid request. */
	what: string;
	/** Path and query. */
	path: string;
	/** Made when the request is sent, so that it doesn't fill the report of a failure. */
	body?: () => BodyInit;
	/** The announced length. Without it, the body comes as a stream. */
	contentLength?: number;
	/** The request is wrong however it is read, so the answer has to be a 4xx. */
	isSurelyWrong: boolean;
}

/** An operation of the document and the valid request to begin with. */
export interface Specimen {
	document: OpenApiDocument;
	method: string;
	pathTemplate: string;
	operation: Operation;
	/** The parameters of the path, and perhaps others. */
	params: Record<string, string>;
	/** Valid bodies; empty when the operation takes none. */
	bodies: readonly unknown[];
	/** Headers of every request, whatever is changed in it. */
	headers: Record<string, string>;
	/** The largest body that the route reads. */
	maxBodyBytes: number;
}

export const schemaOf = ({ operation }: Pick<Specimen, "operation">): JsonSchema | undefined =>
	operation.requestBody?.content["application/json"]?.schema;

/**
 * Returns the path with its parameters filled in. Throws when one is missing, because valid-requests.ts has to know it.
 */
export function fillPath(template: string, params: Record<string, string>): string {
	return template.replaceAll(/\{(\w+)\}/g, (_, name) => {
		if (params[name] === undefined) throw new Error(`there is no {${name}} for ${template}`);
		return params[name];
	});
}

/** Any such request. */
export function hostileRequests(specimen: Specimen): fc.Arbitrary<HostileRequest> {
	const isRead = specimen.method === "GET";
	return fc.oneof(
		...(isRead ? [] : bodiesOf(specimen)).flatMap((body) => [
			{ weight: 4, arbitrary: changedBodies(specimen, body) },
			{ weight: 1, arbitrary: rawBodies(specimen, JSON.stringify(body)) },
		]),
		{ weight: 2, arbitrary: changedPaths(specimen) },
		{ weight: isRead ? 6 : 2, arbitrary: changedQueries(specimen) },
	);
}

/**
 * Every known hostile value in every place of every body.
 * @param shares so many places share the values: each gets some, and the next place the next ones
 */
export const knownBodyChanges = (specimen: Specimen, { shares = 1 } = {}): HostileRequest[] =>
	specimen.bodies.flatMap((body) =>
		placesIn(specimen, body).flatMap((place, index) =>
			[...knownHostileJson.filter((_, of) => of % shares === index % shares), arrayAround(body, place)].map((value) =>
				replaced(specimen, body, place, value),
			),
		),
	);

const placesIn = (specimen: Specimen, body: unknown) =>
	placesOf(specimen.document, schemaOf(specimen) ?? { type: "object" }, body);

/** An operation without a body is tried with an empty object. */
const bodiesOf = ({ bodies }: Specimen) => (bodies.length > 0 ? bodies : [{}]);

const pathOf = ({ pathTemplate, params }: Specimen) => fillPath(pathTemplate, params);

function changedBodies(specimen: Specimen, body: unknown): fc.Arbitrary<HostileRequest> {
	const places = placesIn(specimen, body);
	const place = fc.constantFrom(...places);
	const object = fc.constantFrom(...places.filter(({ path }) => typeOf(valueAt(body, path)) === "object"));
	const rest = { path: pathOf(specimen), isSurelyWrong: false };
	return fc.oneof(
		fc.tuple(place, hostileJson).map(([place, value]) => replaced(specimen, body, place, value)),
		fc.tuple(object, hostileKey, hostileJson).map(([{ path }, key, { text }]) => {
			const what = `${nameOf(path)} has ${shorten(key)}: ${shorten(text)}`;
			return { ...rest, what, body: () => withText(body, [...path, key], text) };
		}),
		place.map(({ path }) => {
			const text = JSON.stringify(put(body, path, undefined)) ?? "";
			return { ...rest, what: `${nameOf(path)} is missing`, body: () => text };
		}),
	);
}

function replaced(
	specimen: Specimen,
	body: unknown,
	{ path, types }: Place,
	{ text, type }: HostileJson,
): HostileRequest {
	const isTooLong = text === JSON.stringify(longText);
	const isOfWrongType = types.size > 0 && !types.has(type);
	return {
		what: `${nameOf(path)} is ${shorten(text)}`,
		path: pathOf(specimen),
		body: () => withText(body, path, text),
		isSurelyWrong: isTooLong || isOfWrongType,
	};
}

const arrayAround = (body: unknown, { path }: Place): HostileJson => ({
	text: JSON.stringify([valueAt(body, path)]),
	type: "array",
});

const marker = "here stands the hostile value";

/** Returns the body as JSON text, with a piece of JSON text in one place. */
const withText = (body: unknown, path: Path, text: string) =>
	JSON.stringify(put(body, path, marker)).replace(`"${marker}"`, () => text);

function rawBodies(specimen: Specimen, text: string): fc.Arbitrary<HostileRequest> {
	const mayBeEmpty = specimen.operation.requestBody?.required !== true;
	const large = text + " ".repeat(specimen.maxBodyBytes);
	const rest = { path: pathOf(specimen), isSurelyWrong: true };
	return fc.oneof(
		{
			weight: 4,
			arbitrary: malformedBody(text).map((body) => ({
				...rest,
				what: `malformed: ${shorten(String(body))}`,
				body: () => body,
			})),
		},
		fc.constantFrom<HostileRequest>(
			{ ...rest, what: "no body", isSurelyWrong: !mayBeEmpty },
			{ ...rest, what: "an empty body", body: () => "", isSurelyWrong: !mayBeEmpty },
			{ ...rest, what: "too large, as it says", body: () => large, contentLength: utf8(large).length },
			{ ...rest, what: "too large, in a stream", body: () => new Blob([large]).stream() },
		),
	);
}

function changedPaths({ pathTemplate, params }: Specimen): fc.Arbitrary<HostileRequest> {
	const names = [...pathTemplate.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
	if (names.length === 0) return fc.constant({ what: "nothing", path: pathTemplate, isSurelyWrong: false });
	return fc.tuple(fc.constantFrom(...names), hostileSegment).map(([name, segment]) => {
		const path = fillPath(pathTemplate, { ...params, [name]: segment });
		// The URL parser resolves ".." and its encodings before the request is routed, so the path is another one.
		const isAnotherPath = new URL(path, "https://otp.test").pathname !== path;
		return { what: `${name} is ${shorten(segment)}`, path, isSurelyWrong: !isAnotherPath };
	});
}

function changedQueries(specimen: Specimen): fc.Arbitrary<HostileRequest> {
	const path = pathOf(specimen);
	const start = path.includes("?") ? "&" : "?";
	const known = specimen.operation.parameters.filter((parameter) => parameter.in === "query").map(({ name }) => name);
	const name = fc.constantFrom(...known, "__proto__", "unknown");
	return fc.oneof(
		fc.tuple(name, hostileQueryValue).map(([name, value]) => ({
			what: `?${name}=${shorten(value)}`,
			path: `${path}${start}${name}=${value}`,
			isSurelyWrong: known.includes(name) && value === longText,
		})),
		fc.tuple(name, hostileQueryValue, hostileQueryValue).map(([name, value, other]) => ({
			what: `?${name} twice`,
			path: `${path}${start}${name}=${value}&${name}=${other}`,
			isSurelyWrong: known.includes(name),
		})),
	);
}

const nameOf = (path: Path) => (path.length === 0 ? "the body" : path.join("."));

const shorten = (text: string) => (text.length > 60 ? `${JSON.stringify(text.slice(0, 60))}…` : JSON.stringify(text));
