// Every error that a caller can get: one class, one shape on the wire (Okta's), a named maker for each refusal. PURE.
import type { Language } from "../languages";
import { because, type Cause, causeOnWire, causeText, errorWords, type ParamsOf } from "./cause";
import { type ErrorCode, errorStatuses } from "./codes";
import type { ReasonOf } from "./reasons";
import type { Reason } from "./words/shape";

/** Code → HTTP status and the English summary, for the documents. */
export const errorCatalogue = Object.fromEntries(
	Object.entries(errorStatuses).map(([code, status]) => [
		code,
		{ status, summary: errorWords.en.summaries[code as ErrorCode] },
	]),
) as Record<ErrorCode, { status: number; summary: string }>;

interface ErrorOptions {
	/** The subject of the error, for the summary. A few summaries repeat their cause. */
	subject?: string | Cause;
	causes?: readonly Cause[];
	/** Extra response headers, such as Retry-After. */
	headers?: Record<string, string>;
}

export class ApiError extends Error {
	readonly code: ErrorCode;
	readonly status: number;
	readonly subject: string | Cause;
	readonly causes: readonly Cause[];
	readonly headers: Readonly<Record<string, string>>;

	constructor(code: ErrorCode, { subject = "", causes = [], headers = {} }: ErrorOptions = {}) {
		super(summaryText({ code, subject }, "en"));
		this.name = "ApiError";
		this.code = code;
		this.status = errorStatuses[code];
		this.subject = subject;
		this.causes = causes;
		this.headers = headers;
	}
}

/** The error in one sentence, for a page. The message of an error is this sentence in English. */
export function summaryText({ code, subject }: Pick<ApiError, "code" | "subject">, language: Language): string {
	const named = typeof subject === "string" ? subject : causeText(subject, language);
	return errorWords[language].summaries[code].replace("{0}", () => named);
}

/** The error body of Okta's API: `{errorCode, errorSummary, errorLink, errorId, errorCauses: [{errorSummary}]}`. */
export function errorBody(error: ApiError, errorId: string) {
	return {
		errorCode: error.code,
		errorSummary: error.message,
		errorLink: error.code,
		errorId,
		errorCauses: error.causes.map((cause) => ({ errorSummary: causeOnWire(cause) })),
	};
}

/** Our own error, alone or as the cause of another: drizzle wraps what a statement throws. Null if there is none. */
export function apiErrorIn(error: unknown): ApiError | null {
	let cause = error;
	while (cause instanceof Error && !(cause instanceof ApiError)) cause = cause.cause;
	return cause instanceof ApiError ? cause : null;
}

/** Whether it is the error of `unavailable`. */
export const isUnavailable = (error: unknown): boolean => apiErrorIn(error)?.code === "E0000010";

/** One field is wrong: 400 E0000001. */
export const invalid = <R extends Reason>(field: string, reason: R, ...params: ParamsOf<R>) =>
	invalidBecause(field, because(reason, ...params));

/** The same for a cause that another check has found. */
export const invalidBecause = (field: string, cause: Cause) =>
	new ApiError("E0000001", { subject: field, causes: [{ ...cause, field }] });

export const notFound = (type: string, id: string) =>
	new ApiError("E0000007", { subject: `${id.slice(0, 100)} (${type})` });

export const notWellFormed = () => new ApiError("E0000003");

export const forbidden = () => new ApiError("E0000006");

export const wrongStatus = <R extends ReasonOf<"E0000107">>(reason: R, ...params: ParamsOf<R>) =>
	new ApiError("E0000107", { causes: [because(reason, ...params)] });

export const immutable = (field: string) =>
	new ApiError("E0000078", { subject: field, causes: [{ field, reason: "immutable" }] });

/** Policies offer the authenticator, or ask for it. */
export const enabledInPolicies = (policyNames: readonly string[]) =>
	new ApiError("E0000148", { causes: [because("authenticator-in-policies", { policies: policyNames })] });

export const wrongCode = () => new ApiError("E0000068", { causes: [because("wrong-code")] });

export const wrongAnswer = () => new ApiError("E0000068", { causes: [because("wrong-answer")] });

/** Too many failures: 429. The seconds go into Retry-After only, because X-Rate-Limit-Reset makes Okta's SDKs wait. */
export const locked = (retryAfterSeconds: number) =>
	new ApiError("E0000047", {
		causes: [because("locked")],
		headers: { "Retry-After": String(retryAfterSeconds) },
	});

/** Too many failures in a row. Time doesn't help: an administrator has to unlock the user. */
export const lockedForGood = () => new ApiError("E0000069", { causes: [because("too-many-in-a-row")] });

/** The help desk's unlocks of a user are used up. As with `locked`, the seconds go into Retry-After only. */
export const unlockedTooOften = (retryAfterSeconds: number) =>
	new ApiError("E0000047", {
		causes: [because("unlocked-too-often")],
		headers: { "Retry-After": String(retryAfterSeconds) },
	});

/** The operator's actions of this hour are used up. As with `locked`, the seconds go into Retry-After only. */
export const caredTooOften = (retryAfterSeconds: number) =>
	new ApiError("E0000047", {
		causes: [because("cared-too-often")],
		headers: { "Retry-After": String(retryAfterSeconds) },
	});

/** A user has had every code of the help desk of this day. As with `locked`, the seconds go into Retry-After only. */
export const helpDeskCodesSpent = (retryAfterSeconds: number) =>
	new ApiError("E0000047", {
		causes: [because("help-desk-codes-spent")],
		headers: { "Retry-After": String(retryAfterSeconds) },
	});

/** A token makes too many requests. As with `locked`, the seconds go into Retry-After only. */
export const tooManyRequests = (retryAfterSeconds: number) =>
	new ApiError("E0000047", { headers: { "Retry-After": String(retryAfterSeconds) } });

/** Something that the answer needs doesn't work at the moment: 503. Nothing is wrong with the request. */
export const unavailable = (retryAfterSeconds: number) =>
	new ApiError("E0000010", { headers: { "Retry-After": String(retryAfterSeconds) } });

/** The directory that keeps contact data gave no usable answer: 503 with its reason. */
export const directoryFailed = (reason: ReasonOf<"E0000010">) =>
	new ApiError("E0000010", { causes: [because(reason)], headers: { "Retry-After": "5" } });

/** A number that can't be a person's telephone, or that only costs money to call. */
export const invalidPhoneNumber = (reason: ReasonOf<"E0000098">) =>
	new ApiError("E0000098", { causes: [{ field: "phoneNumber", reason }] });

/** @param country ISO 3166 code of the number */
export const countryNotAllowed = (country: string) =>
	new ApiError("E0000099", { subject: country, causes: [{ field: "phoneNumber", reason: "country-not-allowed" }] });

const recentlySentCodes = { SMS: "E0000109", CALL: "E0000133", EMAIL: "E0000118", IM: "E0000047" } as const;

/** The cool-down of a destination isn't over. As with `locked`, the seconds go into Retry-After only. */
export const recentlySent = (channel: keyof typeof recentlySentCodes, retryAfterSeconds: number) =>
	new ApiError(recentlySentCodes[channel], {
		causes: [because("recently-sent")],
		headers: { "Retry-After": String(retryAfterSeconds) },
	});

/** @param reason which limit it is */
export const sendLimitReached = (reason: ReasonOf<"E0000150">, retryAfterSeconds: number) =>
	new ApiError("E0000150", { causes: [because(reason)], headers: { "Retry-After": String(retryAfterSeconds) } });

/** No connection, or no usable answer: a redirect, not JSON, too large, wrong words. */
export const hookUnreadable = (cause: Cause) => new ApiError("E0000134", { causes: [cause] });

/** The hook refused the request. Its own words may hold anything, so they are left out. */
export const hookFailed = (cause: Cause) => new ApiError("E0000135", { causes: [cause] });

export const hookTimedOut = () => new ApiError("E0000137");

/** Every provider was tried or is out of service. */
export const deliveryFailed = (channel: "SMS" | "CALL" | "EMAIL" | "IM", reason: ReasonOf<"E0000139">) =>
	new ApiError(channel === "CALL" ? "E0000138" : "E0000139", { causes: [because(reason)] });
