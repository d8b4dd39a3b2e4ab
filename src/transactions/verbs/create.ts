// Beginning a transaction: what is fixed is checked and kept, and the policies are asked for the first time.
import { applicationAsked } from "../../applications/asking";
import { type ApplicationRow, findApplication } from "../../applications/service";
import type { Ctx } from "../../context";
import { sha256 } from "../../crypto/digest";
import { seal } from "../../crypto/envelope";
import { hasPolicies } from "../../decisions/service";
import { ApiError, invalid } from "../../errors";
import { refuseBarred } from "../../factors/lesson";
import { newId } from "../../ids";
import { wantedLanguages } from "../../languages";
import { newUserId } from "../../users/id";
import { getUser, getUserOfField } from "../../users/service";
import type { User } from "../../users/user";
import { createKept } from "../client";
import { hostedUrlOf, newSecret } from "../entrance";
import { changesMs, devicePlace, lifeMs, type TransactionFacts } from "../facts";
import { namedUser } from "../named-user";
import type { TransactionInput } from "../schema";
import type { State } from "../states/state";
import { advance } from "./advance";
import type { Opened } from "./open";

const starts = {
	PRE_AUTHENTICATION: { name: "PRE_AUTHENTICATION_DUE" },
	POST_AUTHENTICATION: { name: "POST_AUTHENTICATION_DUE" },
	PREFERENCES: { name: "PREFERENCES_DUE" },
} as const satisfies Record<TransactionInput["checkpoint"], State>;

/**
 * @returns the handle too, this once, which the application keeps in the session of the person's browser. And where
 * that browser may be sent instead; null without a way back
 */
export async function createTransaction(
	ctx: Ctx,
	input: TransactionInput,
): Promise<Opened & { handle: string; hostedUrl: string | null }> {
	const isSilent = input.returnUrl !== undefined && input.checkpoint === "PRE_AUTHENTICATION";
	const [application, known] = await Promise.all([readApplication(ctx, input), readUser(ctx, input.user, isSilent)]);
	const id = newId("transaction", ctx.now());
	const user = known ?? { id: await newUserId(ctx), login: input.user, displayName: input.user };
	// The user's own language would tell that there is such a user.
	const own = input.locale ?? (isSilent ? null : (known?.locale ?? null));
	const [handle, entrance] = [newSecret(), input.returnUrl === undefined ? null : newSecret()];
	const { deviceToken, ...client } = input.client;
	const isForPreferences = input.checkpoint === "PREFERENCES";
	const facts: TransactionFacts = {
		id,
		handleHash: await sha256(handle),
		entranceHash: entrance && (await sha256(entrance)),
		user: { id: user.id, login: user.login, displayName: user.displayName },
		calledAs: input.user,
		isStranger: known === null,
		applicationId: application.id,
		purpose: isForPreferences ? "preferences" : input.purpose,
		client,
		deviceTokenSealed: deviceToken === undefined ? null : await seal(ctx.env.sealKeys, devicePlace(id), deviceToken),
		languages: wantedLanguages(own, application.defaultLocale),
		areLanguagesKnown: own !== null,
		back: backOf(application, input),
		context: input.context ?? null,
		startedAt: ctx.now(),
		expiresAt: ctx.now() + lifeMs + (isForPreferences ? changesMs : 0),
	};
	const kept = await createKept(ctx, facts, await startOf(ctx, input));
	const hostedUrl = entrance && hostedUrlOf(ctx, id, entrance);
	return { ...(await advance(ctx, { kept, user: known ?? namedUser(facts) })), handle, hostedUrl };
}

/** @param isSilent our pages are to say the same of everybody until the password; null: there is no such user */
async function readUser(ctx: Ctx, idOrLogin: string, isSilent: boolean): Promise<User | null> {
	if (isSilent) return getUser(ctx, idOrLogin).catch(unknownOnly);
	const user = await getUserOfField(ctx, "user", idOrLogin);
	refuseBarred(user);
	return user;
}

function unknownOnly(error: unknown): null {
	if (error instanceof ApiError && error.code === "E0000007") return null;
	throw error;
}

/** Asking about devices costs a step, so a deployment without policies about them takes none. */
const startOf = async (ctx: Ctx, { checkpoint }: TransactionInput): Promise<State> =>
	(await hasPolicies(ctx, "DEVICE")) ? { name: "DEVICE_DUE", next: checkpoint } : starts[checkpoint];

async function readApplication(ctx: Ctx, input: TransactionInput): Promise<ApplicationRow> {
	const id = applicationAsked(ctx, input.application);
	if (id === undefined) throw invalid("application", "missing");
	const application = await findApplication(ctx, id);
	if (application === null) throw invalid("application", "application-unknown");
	return application;
}

/** The address is one of the application's own, to the letter. */
function backOf(
	{ returnUrls }: ApplicationRow,
	{ returnUrl, state, nonce }: TransactionInput,
): TransactionFacts["back"] {
	if (returnUrl === undefined) return null;
	if (!returnUrls.includes(returnUrl)) throw invalid("returnUrl", "return-url-unknown");
	if (state === undefined) throw invalid("state", "missing");
	if (nonce === undefined) throw invalid("nonce", "missing");
	return { returnUrl, state, nonce };
}
