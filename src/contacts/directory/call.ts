// One call of the HTTP directory: a value of a user, read or kept by its key. What it answers is never logged.
import type { Ctx } from "../../context";
import { type ApiError, directoryFailed } from "../../errors";
import type { ReasonOf } from "../../errors/reasons";
import { parseJson } from "../../net/json";
import { readBounded } from "../../net/read-bounded";
import { checkHookUrl } from "../../net/url-check";
import { DirectoryValue } from "./schema";
import { openDirectorySecret, rememberedDirectory } from "./service";

/** From the first byte sent to the last byte read. */
const budgetMs = 3_000;
const maxAnswerBytes = 64 * 1024;

export type DirectoryRequest = { login: string; key: string } & (
	| { method: "GET" }
	/** Null erases the value. */
	| { method: "PUT"; value: string | null }
);

export type DirectoryAnswer =
	| { ok: true; value: string | null }
	/** `hasTaken`: false where the directory certainly has no new value, null where nobody knows. */
	| { ok: false; hasTaken: false | null; error: ApiError };

const failed = (reason: ReasonOf<"E0000010">, hasTaken: false | null): DirectoryAnswer => ({
	ok: false,
	hasTaken,
	error: directoryFailed(reason),
});

/** Asks once, without following redirects. The URL is checked again, by the rules of today. */
export async function askDirectory(ctx: Ctx, request: DirectoryRequest): Promise<DirectoryAnswer> {
	const directory = await rememberedDirectory.get(ctx);
	if (directory === null) return failed("directory-missing", false);
	if (!checkHookUrl(directory.url, { allowLoopback: ctx.env.isDevelopment }).ok) return failed("directory-url", false);
	// The secret can't be opened once the key that sealed it has left the configuration.
	const secret = await openDirectorySecret(ctx, directory).catch(() => null);
	if (secret === null) return failed("directory-secret-lost", false);
	const { method, login, key } = request;
	const headers = new Headers({ [directory.authHeader]: secret, accept: "application/json" });
	if (method === "PUT") headers.set("content-type", "application/json");
	const signal = AbortSignal.timeout(budgetMs);
	try {
		const response = await ctx.fetch(`${directory.url}?user=${percentEncoded(login)}&key=${percentEncoded(key)}`, {
			method,
			headers,
			...(method === "PUT" ? { body: JSON.stringify({ value: request.value }) } : {}),
			redirect: "manual",
			signal,
		});
		return read(request, response.status, await readBounded(response.body, maxAnswerBytes));
	} catch {
		return failed(signal.aborted ? "directory-timeout" : "directory-unreachable", null);
	}
}

function read(
	request: DirectoryRequest,
	status: number,
	{ text, isWhole }: { text: string; isWhole: boolean },
): DirectoryAnswer {
	if (status >= 300 && status < 400) return failed("directory-redirect", false);
	// A service that fails may have kept the value before it failed.
	if (status !== 200) return failed("directory-status", status < 500 ? false : null);
	const { data } = isWhole ? DirectoryValue.safeParse(parseJson(text)) : {};
	if (data === undefined) return failed("directory-answer", null);
	if (request.method === "PUT" && data.value !== request.value) return failed("directory-other-value", null);
	return { ok: true, value: data.value };
}

/** RFC 3986: only unreserved characters stay. */
const percentEncoded = (text: string): string =>
	encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
