// The only file that knows which object holds an import.
import type { Ctx } from "../context";
import { notFound, wrongStatus } from "../errors";
import { callObject } from "../objects";
import type { ImportJob } from "./job/object";
import type { Changed, ImportState, ImportStatus } from "./job/types";

/** A page of rows, or a batch of an upload, may take longer than a verification. */
const withinMs = 20_000;

/** @param isRepeatable whether the call may be made twice and counts once, as every read does */
export function withImport<Answer>(
	ctx: Ctx,
	importId: string,
	call: (job: DurableObjectStub<ImportJob>) => Promise<Answer>,
	isRepeatable = true,
): Promise<Awaited<Answer>> {
	const namespace = ctx.env.bindings.IMPORTS as DurableObjectNamespace<ImportJob>;
	return callObject(ctx.deadlines, namespace, importId, call, { isRepeatable, withinMs });
}

/**
 * Changes the state of an import. Throws 403 E0000107 in a state that doesn't fit, and 404 when it is deleted.
 * @param isRepeatable false for a step from one status to the next: made again, it would be refused
 */
export async function changeImport(
	ctx: Ctx,
	importId: string,
	wanted: readonly ImportStatus[],
	isRepeatable: boolean,
	change: (job: DurableObjectStub<ImportJob>) => Promise<Changed>,
): Promise<ImportState> {
	const changed = await withImport(ctx, importId, change, isRepeatable);
	if (changed) return changed;
	const state = await withImport(ctx, importId, (job) => job.state() as Promise<ImportState | null>);
	if (state === null) throw notFound("TokenImport", importId);
	throw wrongStatus("import-state", { status: state.status, wanted: { anyOf: wanted } });
}
