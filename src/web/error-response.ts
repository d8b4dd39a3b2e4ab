// From a thrown error to an answer. An unexpected error gets a fixed text, because its message may hold anything.
import type { Ctx } from "../context";
import { ApiError, errorBody } from "../errors";
import { newId } from "../ids";
import { writeWorkerLog } from "../worker-log";
import { replyHeaders } from "./reply";

/** Turns any error into Okta's error body. Writes an unknown error to the Worker's own log, with the error id. */
export function errorResponse(error: unknown, ctx: Ctx | null, nowMs: number): Response {
	const errorId = newId("error", nowMs);
	const known = error instanceof ApiError ? error : new ApiError("E0000009");
	if (known !== error) {
		const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
		writeWorkerLog("error", { errorId, requestId: ctx?.requestId, cause });
	}
	return new Response(JSON.stringify(errorBody(known, errorId)), {
		status: known.status,
		headers: replyHeaders(ctx, known.headers),
	});
}
