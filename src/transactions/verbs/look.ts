// Looking at a transaction, which finishes what another request left, and the verbs of one step each.
import { findRecoveryCodes } from "../../challenges/owned/recovery-lists";
import type { Ctx } from "../../context";
import { refuseBarred } from "../../factors/lesson";
import { takeStep } from "../client";
import type { EventOf } from "../states/event";
import { isFinal, type Open } from "../states/state";
import { advance, openParts } from "./advance";
import { inState, type Key, type Opened, openTransaction } from "./open";

/** Every step begins with this, so that a transaction whose request died goes on. */
export async function lookAtTransaction(
	ctx: Ctx,
	key: Key,
	options: { isPersons?: boolean; isLook?: boolean } = {},
): Promise<Opened> {
	const opened = await advance(ctx, await openTransaction(ctx, key, options));
	return opened.kept.state.name === "REGISTERING" ? reopened(ctx, opened) : opened;
}

/** The same for a step that only the person may take, on whoever's pages that is. */
export const lookForPerson = (ctx: Ctx, key: Key): Promise<Opened> => lookAtTransaction(ctx, key, { isPersons: true });

/** Sees what is left to be registered now: the person may have registered it in a request that died. */
export async function reopened(ctx: Ctx, opened: Opened): Promise<Opened> {
	const { action, ground, open: before } = inState(opened.kept, "REGISTERING");
	const open = await openParts(ctx, opened, action, { isChallenged: ground?.by === "ANSWER" });
	const parts: Open["parts"] = (await offersCodes(ctx, opened)) ? [...open.parts, "RECOVERY_CODES"] : open.parts;
	return parts.length === before.parts.length ? opened : registered(ctx, opened, { ...open, parts });
}

/**
 * Whoever registers everything on our pages may make recovery codes at the end. They stay in sight until the person
 * says that they are noted. The password alone makes none for a person who could have been challenged.
 */
async function offersCodes(ctx: Ctx, { kept, user }: Opened): Promise<boolean> {
	const { action, ground, open } = inState(kept, "REGISTERING");
	if (open.parts.includes("RECOVERY_CODES")) return true;
	if (action !== "REGISTER" || kept.way?.by !== "PAGES" || ground?.by === "POLICY") return false;
	return (await findRecoveryCodes(ctx, user.id)) === null;
}

export const registered = async (ctx: Ctx, opened: Opened, open: Open): Promise<Opened> =>
	advance(ctx, { ...opened, kept: await takeStep(ctx, opened.kept, { type: "REGISTERED", open }) });

/** The application has held the password against its own record. */
export async function tellPassword(ctx: Ctx, key: Key, result: EventOf<"PASSWORD_TOLD">["result"]): Promise<Opened> {
	const opened = await lookAtTransaction(ctx, key);
	const kept = await takeStep(ctx, opened.kept, { type: "PASSWORD_TOLD", result });
	if (kept.state.name !== "PASSWORD") refuseBarred(opened.user);
	return advance(ctx, { ...opened, kept });
}

/** An end stays what it is. */
export async function cancelTransaction(ctx: Ctx, key: Key): Promise<Opened> {
	const opened = await openTransaction(ctx, key);
	if (isFinal(opened.kept.state)) return opened;
	return { ...opened, kept: await takeStep(ctx, opened.kept, { type: "CANCELLED" }) };
}
