// Teaching the user's guard: D1 is read only when the guard doesn't know the factor yet.
import type { OtpSettings } from "../authenticators/schema";
import { getAuthenticator } from "../authenticators/service";
import type { Ctx } from "../context";
import { ApiError } from "../errors";
import type { Issue, KnownFactor, Lesson, Method, Unknown, Verdict } from "../guard/types";
import { getUserById } from "../users/service";
import type { User } from "../users/user";
import { sealAddress } from "./addressee";
import { codeShape } from "./code";
import { isSent } from "./contact";
import { getFactor } from "./read";
import type { Factor } from "./table";

/**
 * The guard refuses a lesson when something was revoked while the lesson was read. The next lesson reads the new state.
 */
const maxLessons = 3;

/** Asks the guard. When the guard doesn't know the factor, reads a lesson and asks again. */
export async function askGuard<Answer extends Verdict | Issue>(
	ctx: Ctx,
	userId: string,
	factorId: string,
	ask: (lesson?: Lesson) => Promise<Answer>,
): Promise<Answer> {
	let answer = await ask();
	for (let lesson = 0; isUnknown(answer) && lesson < maxLessons; lesson++) {
		answer = await ask(await readLesson(ctx, userId, factorId, answer.epoch));
	}
	return answer;
}

const isUnknown = (answer: Verdict | Issue): answer is Unknown => answer.result === "unknown";

/** Throws E0000038 for a user who may not sign in. */
export function refuseBarred(user: User): void {
	if (user.status === "SUSPENDED" || user.status === "DEPROVISIONED") throw new ApiError("E0000038");
}

/**
 * Reads what the guard has to know of a factor. Refuses a user who may not sign in, so no guard learns of such a user.
 */
async function readLesson(ctx: Ctx, userId: string, factorId: string, epoch: number): Promise<Lesson> {
	const [user, factor] = await Promise.all([getUserById(ctx, userId), getFactor(ctx, userId, factorId)]);
	refuseBarred(user);
	return {
		epoch,
		subject: { id: user.id, login: user.login, displayName: user.displayName },
		factor: await toKnownFactor(ctx, user, factor),
	};
}

async function toKnownFactor(ctx: Ctx, user: User, factor: Factor): Promise<KnownFactor> {
	const known = { id: factor.id, status: factor.status, sealedSecret: factor.secretSealed };
	const { authenticatorId } = factor;
	if (authenticatorId === null || isSent(factor)) {
		const own = { ...known, authenticatorId, name: factor.provider, method: ownMethod(factor) };
		return isSent(factor) ? { ...own, sealedAddress: await sealAddress(ctx, user, factor) } : own;
	}
	const { id, name, settings } = await getAuthenticator(ctx, authenticatorId);
	if (settings === null) throw new Error(`authenticator ${id} has factors but no settings`);
	return { ...known, authenticatorId: id, name, method: customMethod(settings, factor) };
}

/** All authenticator apps take SHA-1, six digits and 30 seconds. RFC 6238 advises one step of drift either way. */
function ownMethod(factor: Factor): Method {
	if (isSent(factor)) return { kind: "sent", shape: codeShape };
	return factor.factorType === "question"
		? { kind: "answer" }
		: { kind: "totp", algorithm: "SHA-1", digits: 6, stepSeconds: 30, interval: 1 };
}

function customMethod(settings: OtpSettings, factor: Factor): Method {
	const code = { algorithm: algorithms[settings.algorithm], digits: settings.passCodeLength };
	return settings.protocol === "TOTP"
		? {
				kind: "totp",
				...code,
				stepSeconds: settings.timeIntervalInSeconds,
				interval: settings.acceptableAdjacentIntervals,
			}
		: { kind: "hotp", ...code, lookAhead: settings.lookAhead, firstCounter: factor.profile.counter ?? 0 };
}

const algorithms = { HMacSHA1: "SHA-1", HMacSHA256: "SHA-256", HMacSHA512: "SHA-512" } as const;
