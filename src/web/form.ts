// Reading a form: its fields as text, then as the schema wants them, with what is wrong at each field.
import type * as z from "zod";
import { ApiError, notWellFormed } from "../errors";
import type { Cause } from "../errors/cause";
import { check, isEncodedUtf8, readUtf8 } from "./validate";

/** Field → its text. A form of ours has each field once. */
export type FormFields = Readonly<Record<string, string>>;

/**
 * Reads an urlencoded body. Throws 400 E0000003 for another media type, for text that isn't UTF-8, and for a field that
 * comes twice; E0000223 for a body that is larger than the page takes.
 */
export async function readFields(request: Request, maxBytes?: number): Promise<FormFields> {
	const mediaType = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
	if (mediaType !== "application/x-www-form-urlencoded") throw notWellFormed();
	const text = await readUtf8(request, maxBytes);
	if (!isEncodedUtf8(text)) throw notWellFormed();
	const pairs = [...new URLSearchParams(text)];
	if (new Set(pairs.map(([name]) => name)).size !== pairs.length) throw notWellFormed();
	return Object.fromEntries(pairs);
}

export type FormResult<T> = { ok: true; values: T } | { ok: false; causes: readonly Cause[] };

/** Holds the fields to a schema. A refusal names the field of each cause. */
export function checkForm<T extends z.ZodObject>(schema: T, fields: FormFields): FormResult<z.infer<T>> {
	try {
		return { ok: true, values: check(schema, fields) };
	} catch (error) {
		if (error instanceof ApiError) return { ok: false, causes: error.causes };
		throw error;
	}
}
