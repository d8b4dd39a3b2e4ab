// Reading a request: its size, its JSON, its schema. All mistakes come back as one error that names the fields.
import * as z from "zod";
import { ApiError, invalid, notWellFormed } from "../errors";
import { parseJson } from "../net/json";
import { readBoundedBytes } from "../net/read-bounded";
import { causeOfIssue } from "./issue";

const defaultMaxBodyBytes = 64 * 1024;
const maxCauses = 20;

/** Reads the body by the schema. An empty body counts as `{}` if the body is optional. */
export async function readBody<T extends z.ZodType>(
	request: Request,
	schema: T,
	optional: boolean,
	maxBytes?: number,
): Promise<z.infer<T>> {
	const text = await readUtf8(request, maxBytes);
	if (text === "" && optional) return check(schema, {});
	const value = parseJson(text);
	if (value === undefined) throw notWellFormed();
	return check(schema, value);
}

/** Schema → what a URL without a query means. Most requests have no query. */
const ofNoQuery = new WeakMap<z.ZodObject, unknown>();

/** Reads a URL's query by the schema. A parameter that comes twice is refused, an unknown parameter is ignored. */
export function readQuery<T extends z.ZodObject>(url: string, schema: T): z.infer<T> {
	const known = url.includes("?") ? undefined : ofNoQuery.get(schema);
	if (known !== undefined) return known as z.infer<T>;
	const { search, searchParams } = new URL(url);
	if (!isEncodedUtf8(search)) throw invalid("query", "not-utf8");
	const query = parseQuery(searchParams, schema);
	if (!url.includes("?")) ofNoQuery.set(schema, Object.freeze(query));
	return query;
}

function parseQuery<T extends z.ZodObject>(search: URLSearchParams, schema: T): z.infer<T> {
	const values: Record<string, string> = {};
	for (const name of Object.keys(schema.shape)) {
		const given = search.getAll(name);
		if (given.length > 1) throw invalid(name, "given-twice");
		if (given[0] !== undefined) values[name] = given[0];
	}
	return check(schema, values);
}

/** Parses with a schema. Throws E0000001 with one cause per issue. */
export function check<T extends z.ZodType>(schema: T, value: unknown): z.infer<T> {
	const result = schema.safeParse(value, { reportInput: true });
	if (result.success) return result.data;
	const causes = result.error.issues.slice(0, maxCauses).map(causeOfIssue);
	throw new ApiError("E0000001", { subject: causes[0]?.field ?? "body", causes });
}

/**
 * Reads the body as text. Bytes that aren't UTF-8 would all become U+FFFD, and two different logins would become one.
 * Throws E0000003 for such bytes, and E0000223 if the body is larger than `maxBytes`.
 */
export async function readUtf8(request: Request, maxBytes = defaultMaxBodyBytes): Promise<string> {
	const bytes = await readBytes(request, maxBytes);
	try {
		return utf8Only.decode(bytes);
	} catch {
		throw notWellFormed();
	}
}

const utf8Only = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

/**
 * Reads the body as text, for carriers whose receipts may be in another encoding: the ids in them are ASCII. Throws
 * E0000223 if the body is larger than `maxBytes`.
 */
export const readText = async (request: Request, maxBytes = defaultMaxBodyBytes): Promise<string> =>
	new TextDecoder().decode(await readBytes(request, maxBytes));

async function readBytes(request: Request, maxBytes: number): Promise<ArrayBuffer | Uint8Array> {
	const tooLarge = () => new ApiError("E0000223", { subject: `${maxBytes / 1024} KiB` });
	const declared = request.headers.get("content-length");
	if (declared !== null && Number(declared) > maxBytes) throw tooLarge();
	// The platform enforces a declared length. Only a body without one has to be counted while it arrives.
	if (declared !== null) return request.arrayBuffer();
	const { bytes, isWhole } = await readBoundedBytes(request.body, maxBytes);
	if (!isWhole) throw tooLarge();
	return bytes;
}

/** Whether what is percent-encoded in a query or a form is UTF-8. A percent sign alone stands for itself. */
export function isEncodedUtf8(text: string): boolean {
	try {
		decodeURIComponent(text.replaceAll(/%(?![0-9A-Fa-f]{2})/g, "%25"));
		return true;
	} catch {
		return false;
	}
}

/** A field that only answers have. Clients read a thing, change it and send the whole back. */
export const ignored = z
	.unknown()
	.optional()
	.transform((): undefined => undefined)
	.meta({ readOnly: true, description: "Only in answers; ignored in a request" });

/** What every answer has besides. Beside these, a strict schema refuses every key that it doesn't know. */
export const answered = { id: ignored, created: ignored, lastUpdated: ignored, _links: ignored };
