// Looking at a transaction, which finishes what another request left, and the verbs of one step each.
import type { Ctx } from "../../context";
import { takeStep } from "../client";
import type { EventOf } from "../states/event";
import { isFinal, type Open } from "../states/state";
import { advance, openParts } from "./advance";
import { inState, type Key, type Opened, openTransaction } from "./open";

/** Every step begins with this, so that a transaction whose request died goes on. */
export async function lookAtTransaction(ctx: Ctx, key: Key, { isPersons = false } = {}): Promise<Opened> {
	const opened = await advance(ctx, await openTransaction(ctx, key, { isPersons }));
	return opened.kept.state.name === "REGISTERING" ? reopened(ctx, opened) : opened;
}

/** The same for a step that only the person may take, on whoever's pages that is. */
export const lookForPerson = (ctx: Ctx, key: Key): Promise<Opened> => lookAtTransaction(ctx, key, { isPersons: true });

/** Sees what is left to be registered now: the person may have registered it in a request that died. */
export async function reopened(ctx: Ctx, opened: Opened): Promise<Opened> {
	const { action, ground, open: before } = inState(opened.kept, "REGISTERING");
	const open = await openParts(ctx, opened, action, { isChallenged: ground?.by === "ANSWER" });
	const isSame = open.parts.length === before.parts.length;
	return isSame ? opened : registered(ctx, opened, open);
}

export const registered = async (ctx: Ctx, opened: Opened, open: Open): Promise<Opened> =>
	advance(ctx, { ...opened, kept: await takeStep(ctx, opened.kept, { type: "REGISTERED", open }) });

/** The application has held the password against its own record. */
export async function tellPassword(ctx: Ctx, key: Key, result: EventOf<"PASSWORD_TOLD">["result"]): Promise<Opened> {
	const opened = await lookAtTransaction(ctx, key);
	return advance(ctx, { ...opened, kept: await takeStep(ctx, opened.kept, { type: "PASSWORD_TOLD", result }) });
}

/** An end stays what it is. */
export async function cancelTransaction(ctx: Ctx, key: Key): Promise<Opened> {
	const opened = await openTransaction(ctx, key);
	if (isFinal(opened.kept.state)) return opened;
	return { ...opened, kept: await takeStep(ctx, opened.kept, { type: "CANCELLED" }) };
}
