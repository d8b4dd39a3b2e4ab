// One chunk of an import: it lists the tokens that move, checks rows, or takes rows.
import { findAuthenticator, recentAuthenticator } from "../../authenticators/service";
import type { Ctx } from "../../context";
import { invalid } from "../../errors";
import { because } from "../../errors/cause";
import { checkRows } from "./check";
import { listMoving } from "./listing";
import { moveRow } from "./move";
import type { ImportStore } from "./store";
import { changedMeanwhile, type OkRow, type Target, takeRows } from "./take";
import type { ImportRow, ImportState } from "./types";

const rowsOfAChunk = 200;

/** Each user of a move costs two calls of the guard and six statements. D1 takes 1,000 of one invocation. */
const movesOfAChunk = 50;
const movesAtOnce = 10;

/** Works on the state of the moment: the import may be paused or cancelled while D1 is asked. */
export async function runStep(ctx: Ctx, store: ImportStore, state: ImportState, now: () => number): Promise<void> {
	// The statements that take tokens of a file see for themselves whether their authenticator is still active.
	const isFileTaken = state.fromAuthenticatorId === null && state.status !== "CHECKING";
	const target = await (isFileTaken ? recentTargetOf(ctx, state) : targetOf(ctx, state));
	switch (state.status) {
		case "LISTING":
			return listMoving(ctx, store, state);
		case "CHECKING":
			return checkChunk(ctx, store, state, target);
		case "CANARY_RUNNING":
		case "RUNNING":
			return takeChunk(ctx, store, state, target, now);
	}
}

async function targetOf(ctx: Ctx, { authenticatorId }: ImportState): Promise<Target> {
	const found = await findAuthenticator(ctx, authenticatorId);
	if (found === null) throw invalid("authenticatorId", "authenticator-unknown");
	const { id, name, settings, status } = found;
	if (settings === null) throw invalid("authenticatorId", "authenticator-without-settings");
	if (status !== "ACTIVE") throw invalid("authenticatorId", "authenticator-inactive");
	return { id, name, settings };
}

/** Saves each chunk a statement. What is wrong with the authenticator is said by a new read. */
async function recentTargetOf(ctx: Ctx, state: ImportState): Promise<Target> {
	const found = await recentAuthenticator(ctx, state.authenticatorId).catch(() => null);
	if (found?.status !== "ACTIVE" || found.settings === null) return targetOf(ctx, state);
	return { id: found.id, name: found.name, settings: found.settings };
}

async function checkChunk(ctx: Ctx, store: ImportStore, state: ImportState, target: Target): Promise<void> {
	const rows = store.next("PENDING", rowsOfAChunk, false);
	const { rows: checked, differing } = await checkRows(ctx, state, target, rows, (...what) => store.earlier(...what));
	store.inOneTurn(() => {
		const current = store.state ?? state;
		if (current.status !== "CHECKING") return;
		const next = structuredClone(current);
		for (const row of checked) {
			store.write(row);
			next.counts.pending -= 1;
			next.counts[row.result === "OK" ? "ok" : "refused"] += 1;
			count(next.settings, JSON.stringify(row.settings));
		}
		for (const differences of differing) {
			for (const [name, value] of Object.entries(differences)) {
				next.differences[name] ??= {};
				count(next.differences[name], String(value));
			}
		}
		if (checked.length < rowsOfAChunk) {
			const isUnfit = next.counts.ok === 0 && Object.keys(next.differences).length > 0;
			next.status = next.counts.ok === 0 ? "REFUSED" : "CHECKED";
			next.problem = next.counts.ok > 0 ? null : because(isUnfit ? "import-unfit" : "import-nothing-left");
		}
		store.save(next);
	});
}

/** A file whose tokens all differ must not fill the state. */
const mostValues = 50;

function count(counts: Record<string, number>, value: string): void {
	if (value in counts || Object.keys(counts).length < mostValues) counts[value] = (counts[value] ?? 0) + 1;
}

async function takeChunk(
	ctx: Ctx,
	store: ImportStore,
	state: ImportState,
	target: Target,
	now: () => number,
): Promise<void> {
	const isCanary = state.status === "CANARY_RUNNING";
	const isMove = state.fromAuthenticatorId !== null;
	const limit = isMove ? movesOfAChunk : rowsOfAChunk;
	const rows = store.next("OK", limit, isCanary);
	const settled = isMove ? await moveAll(ctx, state, target, rows) : await takeAll(ctx, state, target, rows);
	const isLast = rows.length < limit;
	// Whoever was enrolled since the list was made moves, too.
	if (isLast && !isCanary && state.source === "AUTHENTICATOR") await listMoving(ctx, store, state);
	store.inOneTurn(() => {
		const current = store.state ?? state;
		const next = structuredClone(current);
		for (const row of settled) {
			store.write({ ...row, secretSealed: null });
			next.counts.ok -= 1;
			next.counts[row.result === "TAKEN" ? "taken" : "failed"] += 1;
		}
		if (current.status === state.status && isLast) {
			if (isCanary) next.status = "CANARY";
			else if (next.counts.ok === 0) Object.assign(next, { status: "DONE", endedAt: now() });
			if (next.status === "DONE") store.eraseSecrets();
		}
		store.save(next);
	});
}

async function takeAll(ctx: Ctx, state: ImportState, target: Target, rows: readonly ImportRow[]): Promise<ImportRow[]> {
	if (rows.length === 0) return [];
	const taken = await takeRows(ctx, target, rows as OkRow[]);
	const left = rows.filter(({ row }) => !taken.has(row));
	// Rows that an inactive authenticator has left are no failures: the import waits.
	if (left.length > 0) await targetOf(ctx, state);
	const again = left.length === 0 ? [] : (await checkRows(ctx, state, target, left, () => null)).rows;
	const causes = new Map(again.map(({ row, cause }) => [row, cause]));
	return rows.map((row) =>
		taken.has(row.row)
			? { ...row, result: "TAKEN" }
			: { ...row, result: "FAILED", cause: causes.get(row.row) ?? changedMeanwhile },
	);
}

async function moveAll(ctx: Ctx, state: ImportState, target: Target, rows: readonly ImportRow[]): Promise<ImportRow[]> {
	const moved: ImportRow[] = [];
	for (let at = 0; at < rows.length; at += movesAtOnce) {
		const some = rows.slice(at, at + movesAtOnce);
		moved.push(...(await Promise.all(some.map((row) => moveRow(ctx, state, target, row)))));
	}
	return moved;
}
