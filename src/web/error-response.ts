// From a thrown error to an answer. An unexpected error gets a fixed text, because its message may hold anything.
import type { Ctx } from "../context";
import { ApiError, apiErrorIn, errorBody } from "../errors";
import { newId } from "../ids";
import { stackOf, statementOf, writeWorkerLog } from "../worker-log";
import { replyHeaders } from "./reply";

/** The error that a caller is told, with a new id. An unexpected error goes to the Worker's own log under this id. */
export function identified(error: unknown, ctx: Ctx | null, nowMs: number): { known: ApiError; errorId: string } {
	const errorId = newId("error", nowMs);
	const own = apiErrorIn(error);
	if (own) return { known: own, errorId };
	const [cause, statement] = [stackOf(error), statementOf(error)];
	writeWorkerLog("error", { errorId, requestId: ctx?.requestId, cause, statement });
	return { known: new ApiError("E0000009"), errorId };
}

/** Turns any error into Okta's error body. */
export function errorResponse(error: unknown, ctx: Ctx | null, nowMs: number): Response {
	const { known, errorId } = identified(error, ctx, nowMs);
	return new Response(JSON.stringify(errorBody(known, errorId)), {
		status: known.status,
		headers: replyHeaders(ctx, known.headers),
	});
}
