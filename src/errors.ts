// Every error that a caller can get: one catalogue, one class, one shape on the wire (Okta's public error codes). PURE.

/** Code → HTTP status and the fixed summary. The maker of an error fills `{0}`. Source: Okta's error code reference. */
export const errorCatalogue = {
	E0000001: { status: 400, summary: "Api validation failed: {0}" },
	E0000003: { status: 400, summary: "The request body was not well-formed." },
	E0000005: { status: 403, summary: "Invalid session" },
	E0000006: { status: 403, summary: "You do not have permission to perform the requested action" },
	E0000007: { status: 404, summary: "Not found: Resource not found: {0}" },
	E0000008: { status: 404, summary: "The requested path was not found" },
	E0000009: { status: 500, summary: "Internal Server Error" },
	E0000011: { status: 401, summary: "Invalid token provided" },
	E0000022: { status: 405, summary: "The endpoint does not support the provided HTTP method" },
	E0000031: { status: 400, summary: "Invalid search criteria." },
	E0000038: { status: 403, summary: "This operation is not allowed in the user's current status." },
	E0000047: { status: 429, summary: "API call exceeded rate limit due to too many requests." },
	E0000053: { status: 400, summary: "Invalid filter '{0}'" },
	E0000068: { status: 403, summary: "Invalid Passcode/Answer" },
	E0000078: { status: 403, summary: "Cannot modify the {0} attribute because it is immutable." },
	E0000082: {
		status: 403,
		summary: "Each code can only be used once. Please wait for a new code and try again.",
	},
	E0000083: { status: 403, summary: "PassCode is valid but exceeded time window." },
	E0000098: { status: 400, summary: "This phone number is invalid." },
	E0000099: { status: 403, summary: "Messages are not sent to numbers of this country: {0}" },
	E0000107: { status: 403, summary: "The entity is not in the expected state for the requested transition." },
	E0000109: {
		status: 429,
		summary: "An SMS message was recently sent. Please wait 30 seconds before trying again.",
	},
	E0000118: { status: 429, summary: "An email was recently sent. Please wait 5 seconds before trying again." },
	E0000133: {
		status: 429,
		summary: "A phone call was recently made. Please wait 30 seconds before trying again.",
	},
	E0000134: { status: 502, summary: "The inline hook could not be reached, or its answer could not be read." },
	E0000135: { status: 400, summary: "The inline hook answered with an error." },
	E0000137: { status: 504, summary: "The inline hook did not answer in time." },
	E0000138: { status: 500, summary: "No call provider could place the call." },
	E0000139: { status: 503, summary: "No provider took the message." },
	E0000150: { status: 403, summary: "The limit of messages has been reached. Please try again later." },
	E0000195: { status: 409, summary: "Api validation failed due to conflict: {0}" },
	E0000223: { status: 413, summary: "The request body is larger than {0}." },
} as const satisfies Record<string, { status: number; summary: string }>;

export type ErrorCode = keyof typeof errorCatalogue;

export class ApiError extends Error {
	readonly code: ErrorCode;
	readonly status: number;
	readonly causes: readonly string[];
	/** Extra response headers, such as Retry-After. */
	readonly headers: Readonly<Record<string, string>>;

	constructor(
		code: ErrorCode,
		options: { detail?: string; causes?: readonly string[]; headers?: Record<string, string> } = {},
	) {
		super(errorCatalogue[code].summary.replace("{0}", () => options.detail ?? ""));
		this.name = "ApiError";
		this.code = code;
		this.status = errorCatalogue[code].status;
		this.causes = options.causes ?? [];
		this.headers = options.headers ?? {};
	}
}

/** The error body of Okta's API: `{errorCode, errorSummary, errorLink, errorId, errorCauses: [{errorSummary}]}`. */
export function errorBody(error: ApiError, errorId: string) {
	return {
		errorCode: error.code,
		errorSummary: error.message,
		errorLink: error.code,
		errorId,
		errorCauses: error.causes.map((errorSummary) => ({ errorSummary })),
	};
}

/** One field is wrong: 400 E0000001 with a cause `field: message`. */
export const invalid = (field: string, message: string) =>
	new ApiError("E0000001", { detail: field, causes: [`${field}: ${message}`] });

export const notFound = (type: string, id: string) =>
	new ApiError("E0000007", { detail: `${id.slice(0, 100)} (${type})` });

export const notWellFormed = () => new ApiError("E0000003");

export const forbidden = () => new ApiError("E0000006");

export const wrongStatus = (cause: string) => new ApiError("E0000107", { causes: [cause] });

export const immutable = (field: string) =>
	new ApiError("E0000078", { detail: field, causes: [`${field}: This setting is fixed once it has been set.`] });

export const wrongCode = () =>
	new ApiError("E0000068", { causes: ["Your passcode doesn't match our records. Please try again."] });

export const wrongAnswer = () =>
	new ApiError("E0000068", { causes: ["Your answer doesn't match our records. Please try again."] });

/** Too many failures: 429. The seconds go into Retry-After only, because X-Rate-Limit-Reset makes Okta's SDKs wait. */
export const locked = (retryAfterSeconds: number) =>
	new ApiError("E0000047", {
		causes: ["Too many failed verification attempts. Wait until the period has passed, or ask an administrator."],
		headers: { "Retry-After": String(retryAfterSeconds) },
	});

/** A number that can't be a person's telephone, or that only costs money to call. */
export const invalidPhoneNumber = (cause: string) => new ApiError("E0000098", { causes: [`phoneNumber: ${cause}`] });

/** @param country ISO 3166 code of the number */
export const countryNotAllowed = (country: string) =>
	new ApiError("E0000099", {
		detail: country,
		causes: ["phoneNumber: An administrator has to add the country to the allowed ones first."],
	});

const recentlySentCodes = { SMS: "E0000109", CALL: "E0000133", EMAIL: "E0000118", IM: "E0000047" } as const;

/** The cool-down of a destination isn't over. As with `locked`, the seconds go into Retry-After only. */
export const recentlySent = (channel: keyof typeof recentlySentCodes, retryAfterSeconds: number) =>
	new ApiError(recentlySentCodes[channel], {
		causes: ["A message was just sent to this destination."],
		headers: { "Retry-After": String(retryAfterSeconds) },
	});

/** @param cause which limit it is, in a sentence */
export const sendLimitReached = (cause: string, retryAfterSeconds: number) =>
	new ApiError("E0000150", { causes: [cause], headers: { "Retry-After": String(retryAfterSeconds) } });

/** No connection, or no usable answer: a redirect, not JSON, too large, wrong words. */
export const hookUnreadable = (cause: string) => new ApiError("E0000134", { causes: [cause] });

/** The hook refused the request. Its own words may hold anything, so they are left out. */
export const hookFailed = (cause: string) => new ApiError("E0000135", { causes: [cause] });

export const hookTimedOut = () => new ApiError("E0000137");

/** Every provider was tried or is out of service. */
export const deliveryFailed = (channel: "SMS" | "CALL" | "EMAIL" | "IM", cause: string) =>
	new ApiError(channel === "CALL" ? "E0000138" : "E0000139", { causes: [cause] });
