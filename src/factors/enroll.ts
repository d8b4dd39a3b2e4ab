// Enrolling a user: checks what the administrator brought, or makes a secret.
import { isBuiltInAuthenticator } from "../authenticators/built-in";
import { getAuthenticator } from "../authenticators/service";
import type { Ctx } from "../context";
import { toBase64Url } from "../crypto/bytes";
import type { Delivery } from "../delivery/deliver";
import { ApiError, invalid } from "../errors";
import { answerHash, sealSecret } from "../guard/secret";
import { spentKeyOf } from "../guard/spent";
import { newId } from "../ids";
import { decodeSecret } from "../otp/encoding";
import { getUserById } from "../users/service";
import type { User } from "../users/user";
import { enrollSentFactor } from "./enroll-sent";
import { tokenMethod } from "./lesson";
import { questions } from "./questions";
import { saveFactor } from "./save";
import type { CustomOtpEnrollment, EnrollQuery, FactorInput, QuestionEnrollment, TotpEnrollment } from "./schema";
import type { SendHeaders } from "./send-headers";
import type { Factor } from "./table";
import { maxSecretBytes, minSecretBytes, tokenSecretHash } from "./tokens";

/** RFC 4226 recommends 160 bits, so a secret made here has 160. */
const ownSecretBytes = 20;

const secretFaults = {
	alphabet: "secret-alphabet",
	length: "secret-length",
	padding: "secret-padding",
} as const;

export interface Enrollment {
	factor: Factor;
	/** A secret made here. Only the answer to the enrolment shows it. */
	newSecret: Uint8Array | null;
	/** The message with the first code, where codes are sent. */
	delivery: Pick<Delivery, "id" | "status"> | null;
}

type SecretInput = CustomOtpEnrollment | TotpEnrollment | QuestionEnrollment;

type Draft = Pick<Factor, "id" | "status" | "authenticatorId" | "profile" | "secretHash"> & {
	secret: string;
	/** `spentKeyOf` a secret that an administrator brought. */
	spentKey: string | null;
	newSecret: Uint8Array | null;
	name: string;
};

export async function enrollFactor(
	ctx: Ctx,
	userId: string,
	input: FactorInput,
	query: EnrollQuery,
	headers: SendHeaders,
): Promise<Enrollment> {
	const user = await getUserById(ctx, userId);
	if (user.status === "DEPROVISIONED") throw new ApiError("E0000038");
	if (input.factorType === "sms" || input.factorType === "call" || input.factorType === "email") {
		return { ...(await enrollSentFactor(ctx, user, input, { ...query, ...headers })), newSecret: null };
	}
	const { secret, spentKey, newSecret, name, ...draft } = await draftOf(ctx, user, input, query);
	const factor: Factor = {
		...draft,
		userId: user.id,
		factorType: input.factorType,
		provider: input.provider,
		secretSealed: await sealSecret(ctx.env.sealKeys, user.id, draft.id, secret),
		contactSealed: null,
		firstMark: null,
		numberHash: null,
		createdAt: ctx.now(),
		lastUpdatedAt: ctx.now(),
	};
	await saveFactor(ctx, user, factor, name, spentKey);
	return { factor, newSecret, delivery: null };
}

function draftOf(ctx: Ctx, user: User, input: SecretInput, query: EnrollQuery): Promise<Draft> {
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
		if (error instanceof ApiError) throw invalid("factorProfileId", "authenticator-unknown");
		throw error;
	});
	const { settings } = authenticator;
	if (isBuiltInAuthenticator(authenticator)) throw invalid("factorProfileId", "authenticator-not-custom");
	if (authenticator.status !== "ACTIVE") throw invalid("factorProfileId", "authenticator-inactive");
	if (settings === null) throw invalid("factorProfileId", "authenticator-without-settings");
	const decoded = decodeSecret(input.profile.sharedSecret, settings.encoding);
	if (!decoded.ok) {
		throw invalid("sharedSecret", secretFaults[decoded.reason], { encoding: settings.encoding });
	}
	const { bytes } = decoded;
	if (bytes.length < minSecretBytes || bytes.length > maxSecretBytes) {
		const sizes = { minimum: minSecretBytes, maximum: maxSecretBytes, actual: bytes.length };
		throw invalid("sharedSecret", "secret-size", sizes);
	}
	const { counter } = input.profile;
	if (counter !== undefined && settings.protocol !== "HOTP") {
		throw invalid("counter", "counter-without-hotp");
	}
	const secretHash = await tokenSecretHash(ctx, bytes);
	return {
		id: newId("customOtpFactor", ctx.now()),
		status: query.activate ? "ACTIVE" : "PENDING_ACTIVATION",
		authenticatorId: authenticator.id,
		profile: counter === undefined ? {} : { counter },
		secret: toBase64Url(bytes),
		secretHash,
		spentKey: spentKeyOf(tokenMethod(settings, input.profile.counter), secretHash),
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
		spentKey: null,
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
		spentKey: null,
		newSecret: null,
		name: input.provider,
	};
}
