// Reading a request: size, JSON, schema. Everything that is wrong with it comes back as one error that names the fields.
import type * as z from "zod";
import { ApiError, invalid, notWellFormed } from "../errors";
import { parseJson } from "../net/json";
import { readBounded } from "../net/read-bounded";

const defaultMaxBodyBytes = 64 * 1024;
const maxCauses = 20;

/** The body as the schema wants it. An empty body counts as `{}` where the route says that it may be left out. */
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

/** Query parameters as the schema wants them; one that comes twice is refused, an unknown one is passed over. */
export function readQuery<T extends z.ZodObject>(search: URLSearchParams, schema: T): z.infer<T> {
	const values: Record<string, string> = {};
	for (const name of Object.keys(schema.shape)) {
		const given = search.getAll(name);
		if (given.length > 1) throw invalid(name, "The parameter may be given only once.");
		if (given[0] !== undefined) values[name] = given[0];
	}
	return check(schema, values);
}

/** Parses with a schema; throws E0000001 with one cause per issue. */
export function check<T extends z.ZodType>(schema: T, value: unknown): z.infer<T> {
	const result = schema.safeParse(value);
	if (result.success) return result.data;
	const issues = result.error.issues.slice(0, maxCauses).map((issue) => ({
		field: issue.path.join(".") || "body",
		message: issue.message,
	}));
	throw new ApiError("E0000001", {
		detail: issues[0]?.field ?? "body",
		causes: issues.map(({ field, message }) => `${field}: ${message}`),
	});
}

/** The body as it came. Throws E0000223 for one that is larger than `maxBytes`. */
export async function readText(request: Request, maxBytes = defaultMaxBodyBytes): Promise<string> {
	const tooLarge = () => new ApiError("E0000223", { detail: `${maxBytes / 1024} KiB` });
	const declared = request.headers.get("content-length");
	if (declared !== null && Number(declared) > maxBytes) throw tooLarge();
	// The platform holds a declared length to its word; only a body without one has to be counted while it comes in.
	if (declared !== null) return request.text();
	const { text, isWhole } = await readBounded(request.body, maxBytes);
	if (!isWhole) throw tooLarge();
	return text;
}
