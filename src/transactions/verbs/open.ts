// Opening a transaction for a step: by its application's token and handle, or by the cookie of its browser.
import { mayAsk } from "../../applications/asking";
import type { Ctx } from "../../context";
import { equalConstantTime, sha256 } from "../../crypto/digest";
import { notFound, wrongStatus } from "../../errors";
import { refuseBarred } from "../../factors/lesson";
import type { Registrant } from "../../registration/registrant";
import { findUser } from "../../users/service";
import type { User } from "../../users/user";
import { findKept } from "../client";
import { transactionId } from "../facts";
import { namedUser } from "../named-user";
import type { StateName, StateOf } from "../states/state";
import type { KeptTransaction } from "../store";
import { isOf } from "../way";

export interface Opened {
	kept: KeptTransaction;
	user: User;
}

/** What a caller shows: which transaction, and that it is the caller's own. Null: nothing was shown. */
export type Key = ApplicationKey | BrowserKey;

interface ApplicationKey {
	id: string;
	handle: string | null;
}

interface BrowserKey {
	id: string;
	/** What the browser was given when it was let in. */
	browser: string | null;
	/** In which our pages speak to the person, the best one first. */
	languages: readonly string[];
	/** The token by which the browser is a known source of the user. */
	knownSourceOf(userId: string): string | null;
}

/**
 * Nobody learns from the answer whether the id, the application, the handle or the browser is wrong.
 * @param isPersons whether the step is the person's, which an application takes only where it draws the pages itself
 * @param isLook whether nothing is done but drawing a page
 */
export async function openTransaction(ctx: Ctx, key: Key, { isPersons = false, isLook = false } = {}): Promise<Opened> {
	const kept = await ("browser" in key ? openForBrowser(ctx, key) : openForApplication(ctx, key, isPersons));
	if (kept === null) throw notFound("Transaction", key.id);
	const user = await userOf(ctx, kept, isLook);
	if (user === null) throw notFound("User", kept.facts.user.id);
	if ("browser" in key) ctx.actor = { kind: "user", id: user.id, name: user.displayName };
	// Until the password, our pages say the same of everybody.
	const isSilent = kept.state.name === "PASSWORD" && kept.facts.entranceHash !== null;
	if (!isSilent) refuseBarred(user);
	return { kept, user };
}

/** What a person is asked is in the object, so a look at it asks D1 for nothing. Every step asks who may go on. */
async function userOf(ctx: Ctx, { facts, state }: KeptTransaction, isLook: boolean): Promise<User | null> {
	if (isLook && state.name === "ANSWERING") return namedUser(facts);
	return (await findUser(ctx, facts.user.id)) ?? (facts.isStranger ? namedUser(facts) : null);
}

async function openForApplication(
	ctx: Ctx,
	{ id, handle }: ApplicationKey,
	isPersons: boolean,
): Promise<KeptTransaction | null> {
	if (!transactionId.test(id) || handle === null || !mayAsk(ctx)) return null;
	const [kept, hash] = await Promise.all([findKept(ctx, id, { isApiStep: isPersons }), sha256(handle)]);
	if (kept === null || !isOwn(ctx, kept) || !equalConstantTime(hash, kept.facts.handleHash)) return null;
	if (isPersons && kept.way?.by === "PAGES") throw wrongStatus("transaction-on-pages");
	return kept;
}

/** Texts and messages come in the language of the pages. */
async function openForBrowser(ctx: Ctx, key: BrowserKey): Promise<KeptTransaction | null> {
	const { id, browser, languages, knownSourceOf } = key;
	if (!transactionId.test(id) || browser === null) return null;
	const [kept, hash] = await Promise.all([findKept(ctx, id), sha256(browser)]);
	if (kept === null || !isOf(kept.way, hash)) return null;
	ctx.knownSource = knownSourceOf(kept.facts.user.id);
	return { ...kept, facts: { ...kept.facts, languages: [...new Set([...languages, ...kept.facts.languages])] } };
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
