// The result: the way back with a code, redeeming the code, and the signed result that the application verifies.
import { mayAsk } from "../../applications/asking";
import { getApplication } from "../../applications/service";
import type { Ctx } from "../../context";
import { sha256 } from "../../crypto/digest";
import { invalid, wrongStatus } from "../../errors";
import { randomCharacters } from "../../ids";
import { findKept, outcomeOf } from "../client";
import { redeemEntry, resultEntry, wayBackEntry } from "../entries";
import { resultLifeMs } from "../keys/rotation";
import { signResult } from "../keys/service";
import { resultWithinMs } from "../outcome";
import { type Ground, isFinal } from "../states/state";
import type { KeptTransaction } from "../store";
import { lookForPerson } from "./look";
import { inState, isOwn, type Key } from "./open";

/** The `typ` of a result: no other token of ours can be taken for one. */
const resultType = "transaction-result+jwt";

/** 256 bits. */
const codeLength = 43;
const form = /^(trn[0-9A-Za-z]{17})\.[0-9A-Za-z]{43}$/;

/** Where the application sends the browser: its return URL with a new code and its own state. */
export const makeWayBack = async (ctx: Ctx, key: Key): Promise<string> =>
	wayWithCode(ctx, (await lookForPerson(ctx, key)).kept);

/** Where our pages send the browser. Without a result, the application learns so as in OAuth (RFC 6749, 4.1.2.1). */
export async function makeWayOut(ctx: Ctx, key: Key): Promise<string> {
	const { kept } = await lookForPerson(ctx, key);
	const isWithout = isFinal(kept.state) && kept.state.name !== "ALLOWED";
	return isWithout ? returnUrlWith(kept, { error: "access_denied" }) : wayWithCode(ctx, kept);
}

async function wayWithCode(ctx: Ctx, kept: KeptTransaction): Promise<string> {
	inState(kept, "ALLOWED");
	const code = `${kept.facts.id}.${randomCharacters(codeLength)}`;
	const url = returnUrlWith(kept, { code });
	const isTaken = await outcomeOf(ctx, kept.facts).takeCode(await sha256(code), wayBackEntry(ctx, kept.facts));
	if (!isTaken) throw wrongStatus("result-gone");
	return url;
}

function returnUrlWith({ facts: { back } }: KeptTransaction, parameters: Readonly<Record<string, string>>): string {
	if (back === null) throw wrongStatus("result-without-url");
	const url = new URL(back.returnUrl);
	for (const [name, value] of Object.entries({ ...parameters, state: back.state }))
		url.searchParams.append(name, value);
	return url.href;
}

/** Takes a code once, from its own application. Nobody learns why a code isn't taken; the log tells of each try. */
export async function redeemCode(ctx: Ctx, code: string): Promise<string> {
	const id = form.exec(code)?.[1];
	const kept = id !== undefined && mayAsk(ctx) ? await findKept(ctx, id) : null;
	if (kept === null || !isOwn(ctx, kept)) throw invalid("code", "result-code");
	const { facts } = kept;
	const entries = { right: redeemEntry(ctx, facts, true), wrong: redeemEntry(ctx, facts, false) };
	const isRight = await outcomeOf(ctx, facts).redeem(await sha256(code), entries);
	if (!isRight) throw invalid("code", "result-code");
	return resultOf(ctx, kept);
}

/** The same result for an application that draws its own pages. */
export const takeResult = async (ctx: Ctx, key: Key): Promise<string> =>
	resultOf(ctx, (await lookForPerson(ctx, key)).kept);

/** Signed when somebody asks for the first time, and then the same until it expires. */
async function resultOf(ctx: Ctx, kept: KeptTransaction): Promise<string> {
	const { facts, outcome, endedAt } = kept;
	const { ground } = inState(kept, "ALLOWED");
	const now = ctx.now();
	if (outcome.result === null) {
		if (now - (endedAt ?? now) > resultWithinMs) throw wrongStatus("result-gone");
		const application = await getApplication(ctx, facts.applicationId);
		const expiresAt = now + resultLifeMs;
		const claims = claimsOf(ctx, kept, ground, Math.floor(expiresAt / 1000));
		const jwt = await signResult(ctx, application, resultType, claims);
		if (jwt === null) throw wrongStatus("result-without-key");
		const first = await outcomeOf(ctx, facts).keepResult({ jwt, expiresAt }, resultEntry(ctx, facts));
		if (first !== null) return first.jwt;
	} else if (now < outcome.result.expiresAt) return outcome.result.jwt;
	throw wrongStatus("result-gone");
}

/** RFC 8176, by the challenge type. What the application checked itself, such as the password, isn't ours to tell. */
const methodsOf: Readonly<Record<string, readonly string[]>> = {
	ChallengeSMS: ["otp", "sms"],
	ChallengeVoice: ["otp", "tel"],
	ChallengeQuestion: ["kba"],
	// No method of RFC 8176 is this one: an operator vouches for the person.
	ChallengeHelpDesk: ["helpdesk"],
};

function claimsOf(ctx: Ctx, { facts, endedAt }: KeptTransaction, ground: Ground, exp: number) {
	const { id, user, applicationId, purpose, back } = facts;
	const isAnswered = ground.by === "ANSWER";
	return {
		iss: ctx.env.publicOrigin,
		aud: applicationId,
		sub: user.id,
		jti: id,
		iat: Math.floor(ctx.now() / 1000),
		exp,
		auth_time: Math.floor((isAnswered ? ground.at : (endedAt ?? ctx.now())) / 1000),
		amr: isAnswered ? (methodsOf[ground.typeKey] ?? ["otp"]) : [],
		acr: `urn:tessera:acr:${isAnswered ? (ground.isProof ? "proof" : "challenge") : "policy"}`,
		purpose,
		...(back === null ? {} : { nonce: back.nonce }),
	};
}
