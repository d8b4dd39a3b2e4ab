// Enrolling a user: checks what the administrator brought, or makes a secret; the unique indexes decide races.

import { and, eq } from "drizzle-orm";
import { getAuthenticator } from "../authenticators/service";
import type { Ctx } from "../context";
import { toBase64Url, toHex } from "../crypto/bytes";
import { keyedHash } from "../crypto/digest";
import { seal } from "../crypto/envelope";
import { violatedConstraint } from "../db";
import { ApiError, invalid } from "../errors";
import { answerHash, secretPlace } from "../guard/secret";
import { newId } from "../ids";
import { logStatement } from "../log/write";
import { decodeSecret } from "../otp/encoding";
import type { User } from "../users/user";
import { questions } from "./questions";
import { factorTargets, getUserById } from "./read";
import type { CustomOtpEnrollment, EnrollQuery, FactorInput, QuestionEnrollment, TotpEnrollment } from "./schema";
import { type Factor, factors } from "./table";

/** RFC 4226 R6 asks for 128 bits at least; more than a SHA-512 block is hashed down anyway. */
const minSecretBytes = 16;
const maxSecretBytes = 128;

/** RFC 4226 recommends 160 bits for a secret made here. */
const ownSecretBytes = 20;

export interface Enrollment {
	factor: Factor;
	/** A secret made here, for the one answer that shows it. */
	newSecret: Uint8Array | null;
}

type Draft = Pick<Factor, "id" | "status" | "authenticatorId" | "profile" | "secretHash"> & {
	secret: string;
	newSecret: Uint8Array | null;
	name: string;
};

export async function enrollFactor(
	ctx: Ctx,
	userId: string,
	input: FactorInput,
	query: EnrollQuery,
): Promise<Enrollment> {
	const user = await getUserById(ctx, userId);
	if (user.status === "DEPROVISIONED") throw new ApiError("E0000038");
	const { secret, newSecret, name, ...draft } = await draftOf(ctx, user, input, query);
	const factor: Factor = {
		...draft,
		userId: user.id,
		factorType: input.factorType,
		provider: input.provider,
		secretSealed: await seal(ctx.env.sealKeys, secretPlace(draft.id), secret),
		createdAt: ctx.now(),
		lastUpdatedAt: ctx.now(),
	};
	try {
		await ctx.db.batch([
			dropUnproven(ctx, factor),
			ctx.db.insert(factors).values(factor),
			logStatement(ctx, {
				eventType: factor.status === "ACTIVE" ? "user.mfa.factor.activate" : "user.mfa.factor.update",
				outcome: { result: "SUCCESS", reason: factor.status === "ACTIVE" ? null : "ENROLLMENT_STARTED" },
				target: factorTargets(user, factor.id, name),
			}),
		]);
	} catch (error) {
		throw enrollmentError(error);
	}
	return { factor, newSecret };
}

/** A secret made here that was never proven gives way to a new one: the person starts over. */
const dropUnproven = (ctx: Ctx, factor: Factor) =>
	ctx.db
		.delete(factors)
		.where(
			and(
				eq(factors.userId, factor.userId),
				eq(factors.factorType, "token:software:totp"),
				eq(factors.factorType, factor.factorType),
				eq(factors.provider, factor.provider),
				eq(factors.status, "PENDING_ACTIVATION"),
			),
		);

function draftOf(ctx: Ctx, user: User, input: FactorInput, query: EnrollQuery): Promise<Draft> {
	switch (input.factorType) {
		case "token:hotp":
			return draftCustomOtp(ctx, input, query);
		case "token:software:totp":
			return draftTotp(ctx, user, input);
		case "question":
			return draftQuestion(ctx, input);
	}
}

async function draftCustomOtp(ctx: Ctx, input: CustomOtpEnrollment, query: EnrollQuery): Promise<Draft> {
	const authenticator = await getAuthenticator(ctx, input.factorProfileId).catch((error: unknown) => {
		if (error instanceof ApiError)
			throw invalid("factorProfileId", "There is no custom OTP authenticator with this id.");
		throw error;
	});
	const { settings } = authenticator;
	if (authenticator.status !== "ACTIVE") throw invalid("factorProfileId", "The authenticator is not active.");
	if (settings === null) throw invalid("factorProfileId", "The authenticator's OTP settings have not been set yet.");
	const decoded = decodeSecret(input.profile.sharedSecret, settings.encoding);
	if (!decoded.ok) {
		throw invalid("sharedSecret", `The secret is not valid ${settings.encoding} (${decoded.reason}).`);
	}
	const { bytes } = decoded;
	if (bytes.length < minSecretBytes || bytes.length > maxSecretBytes) {
		throw invalid(
			"sharedSecret",
			`The secret must have ${minSecretBytes} to ${maxSecretBytes} bytes; it has ${bytes.length}.`,
		);
	}
	const { counter } = input.profile;
	if (counter !== undefined && settings.protocol !== "HOTP") {
		throw invalid("counter", "Only tokens of an HOTP authenticator have a counter.");
	}
	return {
		id: newId("customOtpFactor", ctx.now()),
		status: query.activate ? "ACTIVE" : "PENDING_ACTIVATION",
		authenticatorId: authenticator.id,
		profile: counter === undefined ? {} : { counter },
		secret: toBase64Url(bytes),
		secretHash: await keyedHash(ctx.env.lookupKey, "factors.secret", toHex(bytes)),
		newSecret: null,
		name: authenticator.name,
	};
}

async function draftTotp(ctx: Ctx, user: User, input: TotpEnrollment): Promise<Draft> {
	const secret = crypto.getRandomValues(new Uint8Array(ownSecretBytes));
	return {
		id: newId("totpFactor", ctx.now()),
		status: "PENDING_ACTIVATION",
		authenticatorId: null,
		profile: { credentialId: user.login },
		secret: toBase64Url(secret),
		secretHash: null,
		newSecret: secret,
		name: input.provider,
	};
}

async function draftQuestion(ctx: Ctx, input: QuestionEnrollment): Promise<Draft> {
	const id = newId("questionFactor", ctx.now());
	const { question, answer } = input.profile;
	return {
		id,
		status: "ACTIVE",
		authenticatorId: null,
		profile: { question, questionText: questions[question] },
		secret: await answerHash(ctx.env.lookupKey, id, answer),
		secretHash: null,
		newSecret: null,
		name: input.provider,
	};
}

function enrollmentError(error: unknown): unknown {
	const constraint = violatedConstraint(error);
	if (constraint === "FOREIGN KEY")
		return invalid("factorProfileId", "The authenticator or the user has just been deleted.");
	if (constraint === "factors.secret_hash") return invalid("sharedSecret", "Another user's token has this secret.");
	if (constraint === null) return error;
	return new ApiError("E0000001", {
		detail: "factorEnrollRequest",
		causes: ["A factor of this type is already set up."],
	});
}
