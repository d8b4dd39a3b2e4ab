// A new code for an existing factor: another activation code while it is pending, a challenge when it is active.
import type { Ctx } from "../context";
import { admitSend } from "../delivery/admit";
import type { Delivery } from "../delivery/deliver";
import { invalid, wrongStatus } from "../errors";
import { readPhoneNumber } from "../phone/number";
import { type Contact, isSent, openContact, type SentFactor } from "./contact";
import { getFactor } from "./read";
import type { ResendInput } from "./schema";
import { addresseeOf, type FactorSendOptions, issueCode, newRequest, sendCode, withdrawCode } from "./send";
import { type EarlierDelivery, keyTaken, sendOnce } from "./send-once";

/** The factor has only fields that the guard knows, so that its row isn't read. */
export interface Challenge {
	factor: Pick<SentFactor, "id" | "userId" | "factorType">;
	contact: Contact;
	delivery: Pick<Delivery, "id" | "status">;
}

/** Sends the code that an active factor is verified with. Reads no D1 when the guard knows the factor. */
export const challengeFactor = (
	ctx: Ctx,
	userId: string,
	factorId: string,
	options: FactorSendOptions,
): Promise<Challenge> =>
	sendOnce(
		ctx,
		userId,
		options,
		async (delivery) => {
			refuseOthersKey(factorId, delivery);
			const factor = await getSentFactor(ctx, userId, factorId);
			return { factor, contact: await openContact(ctx, factor), delivery };
		},
		() => sendAgain(ctx, userId, factorId, "verification", options),
	);

/** Sends a new activation code to a pending factor. Refuses an input that differs from the factor. */
export async function resendCode(
	ctx: Ctx,
	userId: string,
	factorId: string,
	input: ResendInput,
	options: FactorSendOptions,
): Promise<{ factor: SentFactor; delivery: Challenge["delivery"] }> {
	const factor = await getSentFactor(ctx, userId, factorId);
	refuseOther(factor, await openContact(ctx, factor), input);
	return sendOnce(
		ctx,
		userId,
		options,
		async (delivery) => {
			refuseOthersKey(factorId, delivery);
			return { factor, delivery };
		},
		async () => ({ factor, delivery: (await sendAgain(ctx, userId, factorId, "enrollment", options)).delivery }),
	);
}

async function sendAgain(
	ctx: Ctx,
	userId: string,
	factorId: string,
	purpose: "enrollment" | "verification",
	options: FactorSendOptions,
): Promise<Challenge> {
	const request = await newRequest(ctx, factorId, purpose, options);
	const issued = await issueCode(ctx, userId, request);
	const { contact, factorType } = issued.address;
	const admitted = await admitSend(ctx, { ...request, ...addresseeOf(issued.address) }).catch(async (error) => {
		await withdrawCode(ctx, issued);
		throw error;
	});
	const delivery = await sendCode(ctx, issued, admitted);
	return { factor: { id: factorId, userId, factorType }, contact, delivery };
}

async function getSentFactor(ctx: Ctx, userId: string, factorId: string): Promise<SentFactor> {
	const factor = await getFactor(ctx, userId, factorId);
	if (!isSent(factor)) throw wrongStatus("factor-is-token");
	return factor;
}

function refuseOthersKey(factorId: string, earlier: EarlierDelivery): void {
	if (earlier.factorId !== factorId) throw keyTaken();
}

/** Okta's clients repeat the whole enrolment here. A different number or address is refused, not taken over. */
function refuseOther(factor: SentFactor, contact: Contact, { factorType, profile = {} }: ResendInput): void {
	if (factorType !== undefined && factorType !== factor.factorType) {
		throw invalid("factorType", "factor-type-differs");
	}
	if (profile.phoneNumber !== undefined) {
		const number = readPhoneNumber(profile.phoneNumber, { takesUnknown: true });
		if (!number.ok || number.e164 !== contact.phoneNumber) {
			throw invalid("phoneNumber", "factor-number-differs");
		}
	}
	if (profile.email !== undefined && profile.email.toLowerCase() !== contact.email?.toLowerCase()) {
		throw invalid("email", "factor-address-differs");
	}
}
