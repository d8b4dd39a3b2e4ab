// Teaching the user's guard: D1 is read only when the guard doesn't know the factor yet.
import type { OtpSettings } from "../authenticators/schema";
import { recentAuthenticator } from "../authenticators/service";
import type { Ctx } from "../context";
import { hasKeyOf } from "../crypto/envelope";
import { ApiError, notFound } from "../errors";
import { askWithLessons, withGuard } from "../guard/client";
import type { Guard } from "../guard/object";
import type { Mark } from "../guard/rules";
import { spentKeyOf } from "../guard/spent";
import type { Issue, KnownFactor, Lesson, Method, Subject, TokenMethod, Verdict } from "../guard/types";
import { hasCheck } from "../users/id";
import { findUser, getUserById } from "../users/service";
import type { User } from "../users/user";
import { sealAddress } from "./addressee";
import { codeShape } from "./code";
import { isSent } from "./contact";
import { challengeTypeOf } from "./facts";
import { getFactor } from "./read";
import type { Factor } from "./table";

/**
 * Asks the guard about a factor, and teaches it from D1 when it doesn't know the factor. Whoever asks a guard makes its
 * object, so an id that may be made up is looked up before (docs/decisions/0022-ids-with-a-check.md).
 */
export async function askGuard<Answer extends Verdict | Issue>(
	ctx: Ctx,
	userId: string,
	factorId: string,
	ask: (guard: DurableObjectStub<Guard>, lesson?: Lesson) => Promise<Answer>,
): Promise<Answer> {
	if (!(await hasCheck(ctx, userId))) await getFactor(ctx, userId, factorId);
	return askWithLessons(ctx, userId, ask, (epoch) => readLesson(ctx, userId, factorId, epoch));
}

/** As `askGuard`, about what is no factor, such as the code of a challenge. */
export async function askGuardAbout<Answer extends Verdict | Issue>(
	ctx: Ctx,
	userId: string,
	ask: (guard: DurableObjectStub<Guard>, lesson?: Lesson) => Promise<Answer>,
	readKnown: () => Promise<KnownFactor>,
): Promise<Answer> {
	if (!(await hasCheck(ctx, userId))) await getUserById(ctx, userId);
	return askWithLessons(ctx, userId, ask, async (epoch) => {
		const [user, factor] = await Promise.all([getUserById(ctx, userId), readKnown()]);
		refuseBarred(user);
		return { epoch, subject: subjectOf(user), factor };
	});
}

const subjectOf = ({ id, login, displayName }: User): Subject => ({ id, login, displayName });

/** A user who isn't activated yet may not sign in either. */
const barred: readonly User["status"][] = ["STAGED", "SUSPENDED", "DEPROVISIONED"];

/** Throws E0000038 for a user who may not sign in. */
export function refuseBarred(user: User): void {
	if (barred.includes(user.status)) throw new ApiError("E0000038");
}

/**
 * Reads what the guard has to know of a factor. Refuses a user who may not sign in, so no guard learns of such a user.
 */
async function readLesson(ctx: Ctx, userId: string, factorId: string, epoch: number): Promise<Lesson> {
	const [user, factor] = await Promise.all([findUser(ctx, userId), getFactor(ctx, userId, factorId)]);
	// Its factors go with a user. So nobody learns from the answer which of the two is missing.
	if (!user) throw notFound("Factor", factorId);
	refuseBarred(user);
	const { secretSealed } = factor;
	if (secretSealed !== null && !hasKeyOf(ctx.env.sealKeys, secretSealed)) {
		throw new Error(`SEAL_KEYS lacks the key that sealed factor ${factorId}`);
	}
	const known = await toKnownFactor(ctx, user, factor);
	const firstMark = firstMarkOf(factor, known.method);
	return {
		epoch,
		subject: subjectOf(user),
		factor: known,
		...(firstMark === null ? {} : { firstMark }),
	};
}

/** A counter that was given at the enrolment may be further on than the counter that was used before. */
const firstMarkOf = ({ firstMark }: Pick<Factor, "firstMark">, method: Method): number | null =>
	firstMark === null || method.kind !== "hotp" ? firstMark : Math.max(firstMark, method.firstCounter);

/**
 * How far a token was used, as the guard would judge its next code. A guard that took no code of the token since it was
 * enrolled or moved doesn't know how far it was used before, and D1 does.
 * @returns null: nobody used it
 */
export async function markOfToken(
	ctx: Ctx,
	factor: Pick<Factor, "id" | "userId" | "secretHash" | "firstMark">,
	method: TokenMethod,
): Promise<Mark | null> {
	const { id, userId, secretHash } = factor;
	const spentKey = secretHash === null ? undefined : spentKeyOf(method, secretHash);
	const mark = await withGuard(ctx, userId, (guard) => guard.markOf(id, spentKey));
	if (mark) return mark;
	const highest = firstMarkOf(factor, method);
	return highest === null ? null : { highest, drift: 0 };
}

async function toKnownFactor(ctx: Ctx, user: User, factor: Factor): Promise<KnownFactor> {
	const { id: factorId, status, factorType, authenticatorId, secretSealed: sealedSecret } = factor;
	const known = { id: factorId, status, sealedSecret, challengeType: challengeTypeOf[factorType] };
	if (authenticatorId === null || isSent(factor)) {
		const own = { ...known, authenticatorId, name: factor.provider, method: ownMethod(factor) };
		return isSent(factor) ? { ...own, sealedAddress: await sealAddress(ctx, user, factor) } : own;
	}
	const { id, name, settings } = await recentAuthenticator(ctx, authenticatorId);
	if (settings === null) throw new Error(`authenticator ${id} has factors but no settings`);
	const method = tokenMethod(settings, factor.profile.counter);
	const spentKey = factor.secretHash === null ? {} : { spentKey: spentKeyOf(method, factor.secretHash) };
	return { ...known, authenticatorId: id, name, method, ...spentKey };
}

/** All authenticator apps take SHA-1, six digits and 30 seconds. RFC 6238 advises one step of drift either way. */
function ownMethod(factor: Factor): Method {
	if (isSent(factor)) return { kind: "sent", shape: codeShape };
	return factor.factorType === "question"
		? { kind: "answer" }
		: { kind: "totp", algorithm: "SHA-1", digits: 6, stepSeconds: 30, interval: 1 };
}

/** How the codes of a custom token are judged. */
export function tokenMethod(settings: OtpSettings, firstCounter = 0): TokenMethod {
	const code = { algorithm: algorithms[settings.algorithm], digits: settings.passCodeLength };
	return settings.protocol === "TOTP"
		? {
				kind: "totp",
				...code,
				stepSeconds: settings.timeIntervalInSeconds,
				interval: settings.acceptableAdjacentIntervals,
			}
		: { kind: "hotp", ...code, lookAhead: settings.lookAhead, firstCounter };
}

const algorithms = { HMacSHA1: "SHA-1", HMacSHA256: "SHA-256", HMacSHA512: "SHA-512" } as const;
