// How drivers call a provider over HTTP: no redirects, a bounded answer, and failures told apart.

import type { DriverIo } from "./driver";
import { DeliveryError } from "./error";
import { parseJson } from "./json";

const maxAnswerBytes = 64 * 1024;

export interface ProviderAnswer {
	status: number;
	headers: Headers;
	text: string;
	/** The body as JSON; undefined when it isn't any. */
	json: unknown;
}

/**
 * One request to a provider. A connection that can't be made is temporary; one that was made and gave no whole answer is
 * an unknown outcome: the provider may have taken the message.
 */
export async function callProvider(io: DriverIo, url: string, init: RequestInit): Promise<ProviderAnswer> {
	let response: Response;
	try {
		response = await io.fetch(url, { ...init, redirect: "manual", signal: io.signal });
	} catch (error) {
		if (io.signal.aborted) throw new DeliveryError("unknown", "no answer in time");
		// workerd doesn't tell a refused connection from one that broke after the request had left.
		throw new DeliveryError(isRefused(error) ? "temporary" : "unknown", "the connection failed");
	}
	const text = await readBounded(response, io.signal);
	return { status: response.status, headers: response.headers, text, json: parseJson(text) };
}

/** The kind of failure that an HTTP status means, where a provider's own code doesn't say more. */
export function kindOfStatus(status: number): DeliveryError["kind"] {
	// A success that the driver doesn't know: the provider may well have taken the message.
	if (status < 300) return "unknown";
	if (status === 401 || status === 403 || status === 404) return "misconfigured";
	if (status === 408 || status === 425 || status === 429 || status >= 500) return "temporary";
	if (status >= 300 && status < 400) return "misconfigured";
	return "permanent";
}

const isRefused = (error: unknown) => /refused|resolve|ENOTFOUND|DNS|unreachable/i.test(String(error));

async function readBounded(response: Response, signal: AbortSignal): Promise<string> {
	if (!response.body) return "";
	const decoder = new TextDecoder();
	let text = "";
	let received = 0;
	try {
		for await (const chunk of response.body) {
			received += chunk.byteLength;
			if (received > maxAnswerBytes) throw new DeliveryError("unknown", "the answer is too large");
			text += decoder.decode(chunk, { stream: true });
		}
	} catch (error) {
		if (error instanceof DeliveryError) throw error;
		throw new DeliveryError("unknown", signal.aborted ? "no whole answer in time" : "the answer broke off");
	}
	return text + decoder.decode();
}
