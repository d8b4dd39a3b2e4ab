// A new code for a factor that has one already: again for a pending one, and the challenge of an active one.
import { inactiveAuthenticatorIds } from "../authenticators/service";
import type { Ctx } from "../context";
import type { Delivery } from "../delivery/deliver";
import { readPhoneNumber } from "../delivery/phone";
import { invalid, wrongStatus } from "../errors";
import { guardOf } from "../guard/client";
import type { AddressAnswer } from "../guard/types";
import { type Address, openAddress } from "./addressee";
import {
	type Contact,
	destinationOf,
	isSent,
	openContact,
	type SentFactor,
	type SentFactorType,
	sentAuthenticators,
} from "./contact";
import { askGuard, refuseBarred } from "./lesson";
import { getFactor, getUserById } from "./read";
import type { ResendInput } from "./schema";
import { admitCode, findEarlier, keyTaken, type SendOptions, sendCode } from "./send";
import { refusalError } from "./verdict";

export interface SentCode<Sent = SentFactor> {
	factor: Sent;
	contact: Contact;
	delivery: Pick<Delivery, "id" | "status">;
}

/** The guard knows enough of a challenged factor, so that its row isn't read. */
export type Challenge = SentCode<Pick<SentFactor, "id" | "userId" | "factorType">>;

/** Sends the code that an active factor is verified with. Reads no D1 when the guard knows the factor. */
export async function challengeFactor(
	ctx: Ctx,
	userId: string,
	factorId: string,
	options: SendOptions,
): Promise<Challenge> {
	const { user, contact, factorType } = await askAddress(ctx, userId, factorId);
	const factor = { id: factorId, userId, factorType };
	const earlier = await findEarlier(ctx, userId, options);
	if (earlier && earlier.factorId !== factorId) throw keyTaken();
	if (earlier) return { factor, contact, delivery: earlier };
	await refuseInactive(ctx, factorType);
	const admitted = await admitCode(ctx, user, factorType, destinationOf(contact), "verify", options);
	return { factor, contact, delivery: await sendCode(ctx, user, factor, "verify", admitted, options) };
}

async function askAddress(ctx: Ctx, userId: string, factorId: string): Promise<Address> {
	const guard = guardOf(ctx, userId);
	const question = { purpose: "verify", factorId, now: ctx.now() } as const;
	const answer = await askGuard<AddressAnswer>(ctx, userId, factorId, (lesson) => guard.addressFor(question, lesson));
	if (answer.result === "known") return openAddress(ctx, factorId, answer.sealedAddress);
	if (answer.result === "unfit" && answer.reason === "other-kind") throw invalid("passCode", "The code is missing.");
	throw refusalError(answer);
}

/** Sends a new activation code to a pending factor. What the caller says of the factor has to be true. */
export async function resendCode(
	ctx: Ctx,
	userId: string,
	factorId: string,
	input: ResendInput,
	options: SendOptions,
): Promise<SentCode> {
	const factor = await getFactor(ctx, userId, factorId);
	if (!isSent(factor)) throw wrongStatus("Nothing is sent for this factor: its token shows the code.");
	const contact = await openContact(ctx, factor);
	refuseOther(factor, contact, input);
	const earlier = await findEarlier(ctx, userId, options);
	if (earlier && earlier.factorId !== factorId) throw keyTaken();
	if (earlier) return { factor, contact, delivery: earlier };
	const user = await getUserById(ctx, userId);
	refuseBarred(user);
	if (factor.status === "ACTIVE") throw wrongStatus("The factor is active already.");
	await refuseInactive(ctx, factor.factorType);
	const admitted = await admitCode(ctx, user, factor.factorType, destinationOf(contact), "activate", options);
	return { factor, contact, delivery: await sendCode(ctx, user, factor, "activate", admitted, options) };
}

async function refuseInactive(ctx: Ctx, factorType: SentFactorType): Promise<void> {
	if ((await inactiveAuthenticatorIds(ctx)).includes(sentAuthenticators[factorType])) {
		throw wrongStatus("The authenticator of this factor is not active.");
	}
}

/** Okta's clients repeat the whole enrolment; a number or address can't be changed that way. */
function refuseOther(factor: SentFactor, contact: Contact, { factorType, profile = {} }: ResendInput): void {
	if (factorType !== undefined && factorType !== factor.factorType) {
		throw invalid("factorType", "The factor is of another type.");
	}
	if (profile.phoneNumber !== undefined) {
		const number = readPhoneNumber(profile.phoneNumber);
		if (!number.ok || number.e164 !== contact.phoneNumber) {
			throw invalid("phoneNumber", "The factor has another number. Enroll again to change it.");
		}
	}
	if (profile.email !== undefined && profile.email.toLowerCase() !== contact.email?.toLowerCase()) {
		throw invalid("email", "The factor has another address. Enroll again to change it.");
	}
}
