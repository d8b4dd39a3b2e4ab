// Opening a transaction for a step: by its application's token and its handle, and for a user who may still sign in.
import { mayAsk } from "../../applications/asking";
import type { Ctx } from "../../context";
import { equalConstantTime, sha256 } from "../../crypto/digest";
import { notFound, wrongStatus } from "../../errors";
import { refuseBarred } from "../../factors/lesson";
import type { Registrant } from "../../registration/registrant";
import { getUserById } from "../../users/service";
import type { User } from "../../users/user";
import { findKept } from "../client";
import type { StateName, StateOf } from "../states/state";
import type { KeptTransaction } from "../store";

export interface Opened {
	kept: KeptTransaction;
	user: User;
}

/** What a caller shows: which transaction, and that it is the caller's own. */
export interface Key {
	id: string;
	/** Null: none was given. */
	handle: string | null;
}

const form = /^trn[0-9A-Za-z]{17}$/;

/** Nobody learns from the answer whether the id, the application or the handle is wrong. */
export async function openTransaction(ctx: Ctx, { id, handle }: Key): Promise<Opened> {
	const kept = form.test(id) && handle !== null && mayAsk(ctx) ? await findKept(ctx, id) : null;
	if (kept === null || !isOwn(ctx, kept) || !equalConstantTime(await sha256(handle ?? ""), kept.facts.handleHash)) {
		throw notFound("Transaction", id);
	}
	const user = await getUserById(ctx, kept.facts.user.id);
	refuseBarred(user);
	return { kept, user };
}

/** An application sees its own transactions only. */
export const isOwn = ({ actor }: Ctx, { facts }: KeptTransaction): boolean =>
	actor.kind !== "application" || actor.id === facts.applicationId;

export const registrantOf = ({ kept: { facts }, user }: Opened): Registrant => ({
	user,
	applicationId: facts.applicationId,
	languages: facts.languages,
});

/** Throws E0000107 in every other state. */
export function inState<Name extends StateName>({ state }: KeptTransaction, ...names: Name[]): StateOf<Name> {
	if (!(names as StateName[]).includes(state.name)) throw wrongStatus("transaction-state", { status: state.name });
	return state as StateOf<Name>;
}
