// What a telephony hook's service answers, and what that means: a clear yes or a clear failure. PURE.
import * as z from "zod";
import { utf8 } from "../crypto/bytes";
import { because, type Cause } from "../errors/cause";
import { parseJson } from "../net/json";

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
	/** Our own copy of the service's secret can't be opened: nothing was sent. */
	| "secret"
	| "unreachable"
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
	/** For administrators. Nothing of the answer's text is in it: that may repeat the code or the number. */
	cause: Cause;
	/** Whether no message can have left. After any other failure the service may have sent it and said nothing. */
	isCertain: boolean;
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

export const hookFailure = (reason: HookFailureReason, cause: Cause, isCertain = false): HookFailure => ({
	ok: false,
	reason,
	cause,
	isCertain,
});

/**
 * Judges an answer.
 * @param text the body; of one that is too large its beginning is enough, if that is beyond the limit itself
 */
export function readTelephonyAnswer(status: number, contentType: string | null, text: string): TelephonyVerdict {
	if (status >= 300 && status < 400) return hookFailure("redirect", because("hook-redirect", { status }), true);
	if (status !== 200) return hookFailure("status", because("hook-status", { status }), isRefusal(status));
	if (utf8(text).byteLength > maxAnswerBytes) {
		return hookFailure("too-large", because("hook-answer-too-large", { kilobytes: maxAnswerBytes / 1024 }));
	}
	const json = parseJson(text);
	if (json === undefined) return hookFailure("not-json", notJson(contentType));
	const answer = TelephonyAnswer.safeParse(json);
	if (hasError(json)) {
		const hasOnlyError = !("commands" in json);
		return hookFailure("error-object", because("hook-error"), hasOnlyError || saysOnlyFailed(answer.data));
	}
	if (!answer.success) return hookFailure("malformed", malformed(answer.error));
	const { status: word, provider, transactionId, transactionMetadata } = answer.data.commands[0]!.value[0]!;
	if (word === "FAILED") return hookFailure("failed", because("hook-failed"), saysOnlyFailed(answer.data));
	return {
		ok: true,
		status: word,
		provider: shorten(provider),
		transactionId: shorten(transactionId),
		transactionMetadata: shorten(transactionMetadata),
	};
}

/** A service that answers 202 has taken the message; one that breaks (5xx), or its gateway, may have sent it before. */
const isRefusal = (status: number) => status >= 400 && status < 500 && status !== 408;

const saysOnlyFailed = (answer: z.output<typeof TelephonyAnswer> | undefined): boolean =>
	answer?.commands.every(({ value }) => value.every(({ status }) => status === "FAILED")) ?? false;

/** Okta documents an object under `error`; its own example has an array there. */
const hasError = (json: unknown): json is { error: unknown } =>
	typeof json === "object" && json !== null && "error" in json && json.error !== null && json.error !== undefined;

function malformed(error: z.ZodError): Cause {
	const path = error.issues[0]?.path.join(".");
	return path ? because("hook-answer-malformed-at", { path }) : because("hook-answer-malformed");
}

/** Only a well-formed media type is repeated. */
function notJson(contentType: string | null): Cause {
	const mediaType = /^[\w.+-]{1,60}\/[\w.+-]{1,60}/.exec(contentType ?? "")?.[0];
	return mediaType ? because("hook-answer-not-json-but", { mediaType }) : because("hook-answer-not-json");
}

const shorten = (text: string | null | undefined) => text?.slice(0, 255) ?? null;
