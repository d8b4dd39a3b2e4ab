// Reading a request: its size, its JSON, its schema. All mistakes come back as one error that names the fields.
import type * as z from "zod";
import { ApiError, invalid, notWellFormed } from "../errors";
import { parseJson } from "../net/json";
import { readBounded } from "../net/read-bounded";
import { causeOfIssue } from "./issue";

const defaultMaxBodyBytes = 64 * 1024;
const maxCauses = 20;

/** Reads the body by the schema. An empty body counts as `{}` if the body is optional. */
export async function readBody<T extends z.ZodType>(
	request: Request,
	schema: T,
	optional: boolean,
): Promise<z.infer<T>> {
	const text = await readText(request);
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
	const query = parseQuery(new URL(url).searchParams, schema);
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

/** Reads the body as text. Throws E0000223 if the body is larger than `maxBytes`. */
export async function readText(request: Request, maxBytes = defaultMaxBodyBytes): Promise<string> {
	const tooLarge = () => new ApiError("E0000223", { subject: `${maxBytes / 1024} KiB` });
	const declared = request.headers.get("content-length");
	if (declared !== null && Number(declared) > maxBytes) throw tooLarge();
	// The platform enforces a declared length. Only a body without one has to be counted while it arrives.
	if (declared !== null) return request.text();
	const { text, isWhole } = await readBounded(request.body, maxBytes);
	if (!isWhole) throw tooLarge();
	return text;
}
