// Reading a request: size, JSON, schema. Everything that is wrong with it comes back as one error that names the fields.
import type * as z from "zod";
import { ApiError, invalid, notWellFormed } from "../errors";

const maxBodyBytes = 64 * 1024;
const maxCauses = 20;

/** The body as the schema wants it. An empty body counts as `{}` where the route says that it may be left out. */
export async function readBody<T extends z.ZodType>(
	request: Request,
	schema: T,
	optional: boolean,
): Promise<z.infer<T>> {
	const text = await readText(request);
	if (text === "" && optional) return check(schema, {});
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		throw notWellFormed();
	}
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

/** The body as it came, of at most 64 KiB. Throws E0000223 for a larger one. */
export async function readText(request: Request): Promise<string> {
	const declared = request.headers.get("content-length");
	if (declared !== null && Number(declared) > maxBodyBytes) throw tooLarge();
	// The platform holds a declared length to its word; only a body without one has to be counted while it comes in.
	if (declared !== null) return request.text();
	if (!request.body) return "";
	const chunks: Uint8Array[] = [];
	let received = 0;
	for await (const chunk of request.body) {
		received += chunk.byteLength;
		if (received > maxBodyBytes) throw tooLarge();
		chunks.push(chunk);
	}
	return new TextDecoder().decode(await new Blob(chunks).arrayBuffer());
}

const tooLarge = () => new ApiError("E0000223", { detail: `${maxBodyBytes / 1024} KiB` });
