// Trying a token of an authenticator: which step or counter a code belongs to. Nothing is used up, and no code is kept.
import { and, eq } from "drizzle-orm";
import type { OtpSettings } from "../authenticators/schema";
import { type AuthenticatorRow, getAuthenticator } from "../authenticators/service";
import type { Ctx } from "../context";
import { fromBase64 } from "../crypto/bytes";
import { invalid, locked } from "../errors";
import { withGuard } from "../guard/client";
import { failureLimit, type Mark, nextCounter } from "../guard/rules";
import { openSecret } from "../guard/secret";
import type { TokenMethod } from "../guard/types";
import { factStatement } from "../log/write";
import { type Diagnosis, diagnose, type Fit } from "../otp/diagnosis";
import { encodeSecret } from "../otp/encoding";
import { acceptedSteps } from "../otp/totp";
import { getUserOfField } from "../users/service";
import { type User, userParty } from "../users/user";
import { typedCode } from "./code";
import { markOfToken, tokenMethod } from "./lesson";
import { factors } from "./table";

export interface CodeTrial {
	code: string;
	/** The token's secret as it is written down; null: that of an enrolled user. */
	secret: string | null;
	/** Id or login of a user who is enrolled in the authenticator. */
	userId: string | null;
}

export interface TriedCode extends Diagnosis {
	/** What the authenticator makes of the code. Null where the code doesn't fit its settings. */
	verdict: "accepted" | "used" | "outside" | null;
}

/** A user's codes may be tried as often as they may be mistyped, so nobody guesses them here. */
export async function tryCode(ctx: Ctx, authenticatorId: string, trial: CodeTrial): Promise<TriedCode> {
	const authenticator = await getAuthenticator(ctx, authenticatorId);
	const { settings } = authenticator;
	if (settings === null) throw invalid("authenticator", "authenticator-without-settings");
	const { secret, method, mark } = await tokenOf(ctx, authenticator, settings, trial);
	const diagnosis = await diagnose({
		secret,
		code: typedCode(trial.code),
		settings: {
			encoding: settings.encoding,
			algorithm: method.algorithm,
			stepSeconds: method.kind === "totp" ? method.stepSeconds : null,
			digits: method.digits,
		},
		nowMs: ctx.now(),
		nextCounter: method.kind === "hotp" ? nextCounter(method, mark) : 0,
	});
	return { ...diagnosis, verdict: diagnosis.own && verdictOn(diagnosis.own, method, mark) };
}

function verdictOn({ counter, offset }: Fit, method: TokenMethod, mark: Mark | null): TriedCode["verdict"] {
	if (method.kind === "hotp") return offset < 0 ? "used" : offset <= method.lookAhead ? "accepted" : "outside";
	if (mark !== null && counter <= mark.highest) return "used";
	return acceptedSteps(counter - offset, method.interval, mark?.drift ?? 0).includes(counter) ? "accepted" : "outside";
}

interface Token {
	secret: string;
	method: TokenMethod;
	/** How far it was used. */
	mark: Mark | null;
}

async function tokenOf(
	ctx: Ctx,
	authenticator: AuthenticatorRow,
	settings: OtpSettings,
	{ secret, userId }: CodeTrial,
): Promise<Token> {
	if (secret !== null) return { secret, method: tokenMethod(settings), mark: null };
	if (userId === null) throw invalid("userId", "missing");
	return tokenOfUser(ctx, authenticator, settings, await getUserOfField(ctx, "userId", userId));
}

async function tokenOfUser(
	ctx: Ctx,
	{ id, name }: AuthenticatorRow,
	settings: OtpSettings,
	user: User,
): Promise<Token> {
	const [factor] = await ctx.db
		.select()
		.from(factors)
		.where(and(eq(factors.userId, user.id), eq(factors.authenticatorId, id)));
	if (!factor?.secretSealed) throw invalid("userId", "not-enrolled-in-it");
	const wanted = { id: ctx.requestId, limit: failureLimit, now: ctx.now() };
	const { retryAfterSeconds } = await withGuard(ctx, `authenticators.try:${user.id}`, (guard) =>
		guard.countTry(wanted),
	);
	if (retryAfterSeconds !== null) throw locked(retryAfterSeconds);
	const sealed = await openSecret(ctx.env.sealKeys, user.id, factor.id, factor.secretSealed);
	await factStatement(ctx, {
		eventType: "security.authenticator.try",
		target: [userParty(user), { id, type: "Authenticator", displayName: name }],
	});
	const method = tokenMethod(settings, factor.profile.counter);
	return {
		secret: encodeSecret(fromBase64(sealed), settings.encoding),
		method,
		mark: await markOfToken(ctx, factor, method),
	};
}
