// The errors in the OpenAPI document: one schema, and per HTTP status the codes of the catalogue as examples. PURE.
import * as z from "zod";
import { ApiError, errorBody } from "../errors";
import { type ErrorCode, errorStatuses } from "../errors/codes";
import type { Reference, Response } from "./document";

export const ErrorView = z
	.object({
		errorCode: z.string().meta({ description: "What a program decides by. Texts may change, codes don't." }),
		errorSummary: z.string().meta({ description: "The error in a sentence" }),
		errorLink: z.string().meta({ description: "The same as `errorCode`" }),
		errorId: z.string().meta({ description: "Of this one answer; the Worker's own log has it too" }),
		errorCauses: z
			.array(z.object({ errorSummary: z.string() }))
			.meta({ description: "The details, such as each field that was refused and why" }),
	})
	.meta({ id: "Error" });

const exampleErrorId = "oaeUyPcCx4E61nNtWRGV3M5g";

const kinds = {
	400: { name: "BadRequest", description: "The request is malformed, or a value in it was refused." },
	401: { name: "Unauthorized", description: "The API token is unknown or revoked." },
	403: {
		name: "Forbidden",
		description: "No API token came with the request, its role may not do this, or the state of things forbids it.",
	},
	404: { name: "NotFound", description: "There is nothing with that id." },
	409: { name: "Conflict", description: "The change collides with something that exists." },
	413: { name: "ContentTooLarge", description: "The request body is larger than the service reads." },
	429: {
		name: "TooManyRequests",
		description: "Too many requests, or too many failed attempts of one user. `Retry-After` says when to come back.",
	},
} as const;

export type ErrorStatus = keyof typeof kinds;

export const errorReference = (status: ErrorStatus): Reference => ({
	$ref: `#/components/responses/${kinds[status].name}`,
});

/** What a status means, as the document says it. */
export const meaningOf = (status: ErrorStatus): string => kinds[status].description;

/** Returns a response component per status, by its name. "Error" is for any other status. */
export function errorResponses(): Record<string, Response> {
	const statuses = Object.keys(kinds).map(Number) as ErrorStatus[];
	return {
		...Object.fromEntries(statuses.map((status) => [kinds[status].name, errorResponse(status)])),
		Error: { description: "Any other error has the same shape.", content: errorContent() },
	};
}

function errorResponse(status: ErrorStatus): Response {
	const retryAfter = { description: "Seconds to wait", schema: { type: "integer" } };
	return {
		description: kinds[status].description,
		...(status === 429 ? { headers: { "Retry-After": retryAfter } } : {}),
		content: errorContent(status),
	};
}

function errorContent(status?: ErrorStatus): Response["content"] {
	const codes = (Object.keys(errorStatuses) as ErrorCode[]).filter((code) => errorStatuses[code] === status);
	const examples = Object.fromEntries(
		codes.map((code) => {
			const error = new ApiError(code, { subject: "…" });
			return [code, { summary: error.message, value: errorBody(error, exampleErrorId) }];
		}),
	);
	const schema = { $ref: "#/components/schemas/Error" };
	return { "application/json": codes.length > 0 ? { schema, examples } : { schema } };
}
