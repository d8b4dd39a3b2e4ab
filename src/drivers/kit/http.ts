// How drivers call a provider over HTTP: no redirects, a bounded answer, and failures told apart.

import type * as z from "zod";
import { parseJson } from "../../net/json";
import { readBounded } from "../../net/read-bounded";
import type { DriverIo } from "../driver";
import { DeliveryError } from "./error";

const maxAnswerBytes = 64 * 1024;

export interface ProviderAnswer {
	status: number;
	headers: Headers;
	text: string;
	/** The body as JSON. Undefined when the body isn't JSON. */
	json: unknown;
}

/**
 * Makes one request to a provider. A connection that can't be made is temporary. A connection without a whole answer is
 * unknown, because the provider may have taken the message.
 */
export async function callProvider(io: DriverIo, url: string, init: RequestInit): Promise<ProviderAnswer> {
	let response: Response;
	try {
		response = await io.fetch(url, { ...init, redirect: "manual", signal: io.signal });
	} catch (error) {
		if (io.signal.aborted) throw new DeliveryError("unknown", "no answer in time");
		// workerd doesn't tell a refused connection from a connection that broke after the request had left.
		throw new DeliveryError(isRefused(error) ? "temporary" : "unknown", "the connection failed");
	}
	const text = await readAnswer(response, io.signal);
	return { status: response.status, headers: response.headers, text, json: parseJson(text) };
}

/** The same with a JSON body. */
export const postJson = (
	io: DriverIo,
	url: string,
	headers: Record<string, string> | null,
	body: unknown,
): Promise<ProviderAnswer> =>
	callProvider(io, url, {
		method: "POST",
		headers: { "content-type": "application/json", ...headers },
		body: JSON.stringify(body),
	});

/** The header that shows a key or a token (RFC 6750). */
export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** Reads a success. When the answer can't be read, the provider may still have taken the message: unknown. */
export function taken<Schema extends z.ZodType>(schema: Schema, answer: ProviderAnswer): z.infer<Schema> {
	const read = schema.safeParse(answer.json);
	if (!read.success) throw new DeliveryError("unknown", "the answer holds no message id");
	return read.data;
}

/** The kind of failure that an HTTP status means, where a provider's own code doesn't say more. */
export function kindOfStatus(status: number): DeliveryError["kind"] {
	// A success that the driver doesn't know: the provider may well have taken the message.
	if (status < 300) return "unknown";
	if (status === 401 || status === 403 || status === 404) return "misconfigured";
	if (status === 425 || status === 429 || status === 503) return "temporary";
	// The answer may come from a gateway that passed the request on, or from a service that broke after it had sent.
	if (status === 408 || status >= 500) return "unknown";
	if (status >= 300 && status < 400) return "misconfigured";
	return "permanent";
}

const isRefused = (error: unknown) => /refused|resolve|ENOTFOUND|DNS|unreachable/i.test(String(error));

async function readAnswer(response: Response, signal: AbortSignal): Promise<string> {
	const { text, isWhole } = await readBounded(response.body, maxAnswerBytes).catch(() => {
		throw new DeliveryError("unknown", signal.aborted ? "no whole answer in time" : "the answer broke off");
	});
	if (!isWhole) throw new DeliveryError("unknown", "the answer is too large");
	return text;
}
