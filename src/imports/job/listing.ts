// The tokens of an authenticator that move: a row for each of its users.
import type { Ctx } from "../../context";
import { because } from "../../errors/cause";
import { listTokensOf } from "../../factors/tokens";
import { moveUnassigned } from "../stock/bulk";
import type { ImportStore } from "./store";
import type { ImportState, RowDraft } from "./types";

const tokensOfAPage = 1_000;

/**
 * Adds a row for each token that has none, a page at a time. The dry run has nothing to ask: a secret fits every
 * authenticator, and the users are there. At the end nobody's tokens move as well.
 */
export async function listMoving(ctx: Ctx, store: ImportStore, state: ImportState): Promise<void> {
	const from = state.fromAuthenticatorId ?? "";
	let after = "";
	for (;;) {
		const page = await listTokensOf(ctx, from, after, tokensOfAPage);
		const found = page.filter(({ factorId }) => !store.hasFactor(factorId));
		store.inOneTurn(() => {
			const current = store.state ?? state;
			for (const { factorId, userId } of found) store.addMoving(draftOf(factorId), userId);
			store.save({ ...current, counts: { ...current.counts, ok: current.counts.ok + found.length } });
		});
		if (page.length < tokensOfAPage) break;
		after = page.at(-1)!.factorId;
	}
	if (state.status !== "LISTING") return moveUnassigned(ctx, from, state.authenticatorId);
	store.inOneTurn(() => {
		const current = store.state ?? state;
		if (current.status !== "LISTING") return;
		const isEmpty = current.counts.ok === 0;
		store.save({
			...current,
			status: isEmpty ? "REFUSED" : "CHECKED",
			problem: isEmpty ? because("import-nothing-left") : null,
		});
	});
}

const draftOf = (factorId: string): RowDraft => ({
	tokenId: "",
	factorId,
	serial: null,
	user: null,
	manufacturer: null,
	settings: {},
	counter: null,
	secretSealed: null,
	secretHash: null,
	cause: null,
});
