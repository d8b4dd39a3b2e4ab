// What a telephony hook's service answers, and what that means. PURE. Every answer is either a clear yes or a clear failure.
import * as z from "zod";
import { utf8 } from "../crypto/bytes";

/** Okta reads responses under 256 KB. */
export const maxAnswerBytes = 256 * 1024;

export const telephonyActionType = "com.okta.telephony.action";

/** Okta's contract says text; a service that gives its ids as numbers has still sent the message. */
const textOrNumber = z.union([z.string(), z.number()]).transform(String).nullish();

const Action = z.object({
	status: z.enum(["SUCCESSFUL", "PENDING", "FAILED"]),
	provider: textOrNumber,
	transactionId: textOrNumber,
	transactionMetadata: textOrNumber,
});

/** `{commands: [{type, value: [{status, provider?, transactionId?, transactionMetadata?}]}]}` */
export const TelephonyAnswer = z.object({
	commands: z.array(z.object({ type: z.literal(telephonyActionType), value: z.array(Action).min(1) })).min(1),
});
export type TelephonyAnswer = z.input<typeof TelephonyAnswer>;

export type HookFailureReason =
	/** Our own check of the URL refused it before anything was sent. */
	| "url"
	| "unreachable"
	/** The service may have sent the message all the same. */
	| "timeout"
	| "redirect"
	| "status"
	| "too-large"
	| "not-json"
	| "malformed"
	/** The service says FAILED. */
	| "failed"
	/** The service answered with an `error` of Okta's shape. */
	| "error-object";

export interface HookFailure {
	ok: false;
	reason: HookFailureReason;
	/** A sentence for administrators. Nothing of the answer's text is in it: that may repeat the code or the number. */
	summary: string;
}

export interface HookSuccess {
	ok: true;
	status: "SUCCESSFUL" | "PENDING";
	/** The service's words about the delivery, cut to 255 characters each. */
	provider: string | null;
	transactionId: string | null;
	transactionMetadata: string | null;
}

export type TelephonyVerdict = HookSuccess | HookFailure;

export const hookFailure = (reason: HookFailureReason, summary: string): HookFailure => ({
	ok: false,
	reason,
	summary,
});

/**
 * Judges an answer.
 * @param text the body; of one that is too large its beginning is enough, if that is beyond the limit itself
 */
export function readTelephonyAnswer(status: number, contentType: string | null, text: string): TelephonyVerdict {
	if (status >= 300 && status < 400) {
		return hookFailure("redirect", `The service answered with a redirect (${status}); redirects are not followed.`);
	}
	if (status !== 200) return hookFailure("status", `The service answered with status ${status} instead of 200.`);
	if (utf8(text).byteLength > maxAnswerBytes) {
		return hookFailure("too-large", `The service's answer is larger than ${maxAnswerBytes / 1024} KB.`);
	}
	const json = parseJson(text);
	if (json === undefined)
		return hookFailure("not-json", `The service's answer isn't JSON${mediaTypeHint(contentType)}.`);
	if (hasError(json)) return hookFailure("error-object", "The service reported an error.");
	const answer = TelephonyAnswer.safeParse(json);
	if (!answer.success) return hookFailure("malformed", malformedSummary(answer.error));
	const { status: word, provider, transactionId, transactionMetadata } = answer.data.commands[0]!.value[0]!;
	if (word === "FAILED") return hookFailure("failed", "The service says that the message wasn't delivered (FAILED).");
	return {
		ok: true,
		status: word,
		provider: shorten(provider),
		transactionId: shorten(transactionId),
		transactionMetadata: shorten(transactionMetadata),
	};
}

/** Okta documents an object under `error`; its own example has an array there. */
const hasError = (json: unknown) =>
	typeof json === "object" && json !== null && "error" in json && json.error !== null && json.error !== undefined;

function malformedSummary(error: z.ZodError): string {
	const path = error.issues[0]?.path.join(".") || "the body";
	return `The service's answer isn't a telephony hook's: look at ${path}.`;
}

/** Only a well-formed media type is repeated. */
function mediaTypeHint(contentType: string | null): string {
	const mediaType = /^[\w.+-]{1,60}\/[\w.+-]{1,60}/.exec(contentType ?? "")?.[0];
	return mediaType === undefined ? "" : ` (it was sent as ${mediaType})`;
}

const shorten = (text: string | null | undefined) => text?.slice(0, 255) ?? null;

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
