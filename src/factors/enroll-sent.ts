// Enrolls a number or an address for codes. The factor becomes active when its first code comes back.
import { and, eq } from "drizzle-orm";
import { inactiveAuthenticatorIds } from "../authenticators/service";
import type { Ctx } from "../context";
import { admitSend } from "../delivery/admit";
import type { Delivery } from "../delivery/deliver";
import { numberRefused } from "../delivery/destination";
import { destinationHashOf } from "../delivery/records/list";
import { rememberedDeliverySettings } from "../delivery/settings/service";
import { ApiError, invalid, locked } from "../errors";
import { because } from "../errors/cause";
import { withGuard } from "../guard/client";
import { newId } from "../ids";
import { refundSend } from "../meter/client";
import { phoneNumberRefused, readPhoneNumber } from "../phone/number";
import type { User } from "../users/user";
import {
	type Contact,
	destinationOf,
	isSameContact,
	isSent,
	openContact,
	type SentFactor,
	sealContact,
	sentAuthenticators,
} from "./contact";
import { refuseBarred } from "./lesson";
import { findFactor } from "./read";
import { alreadySetUp, saveFactor } from "./save";
import type { SentEnrollment } from "./schema";
import { addresseeOf, type FactorSendOptions, type IssuedCode, issueCode, newRequest, sendCode } from "./send";
import { keyTaken, sendOnce } from "./send-once";
import { type Factor, factors } from "./table";

interface SentEnrollmentResult {
	factor: Factor;
	delivery: Pick<Delivery, "id" | "status"> | null;
}

/** @param options.activate the caller vouches for the number or address: it is ACTIVE at once, and nothing is sent */
export async function enrollSentFactor(
	ctx: Ctx,
	user: User,
	input: SentEnrollment,
	options: FactorSendOptions & { activate: boolean },
): Promise<SentEnrollmentResult> {
	if (options.activate) return enrollOnce(ctx, user, input, options);
	return sendOnce(
		ctx,
		user.id,
		options,
		async (delivery) => {
			const factor = await findFactor(ctx, user.id, delivery.factorId ?? "");
			if (factor?.factorType !== input.factorType || !isSent(factor)) throw keyTaken();
			const [sentTo, asked] = await Promise.all([openContact(ctx, factor), contactOf(ctx, user, input, options)]);
			if (!isSameContact(sentTo, asked)) throw keyTaken();
			return { factor, delivery };
		},
		() => enrollOnce(ctx, user, input, options),
	);
}

async function enrollOnce(
	ctx: Ctx,
	user: User,
	input: SentEnrollment,
	options: FactorSendOptions & { activate: boolean },
): Promise<SentEnrollmentResult> {
	if ((await inactiveAuthenticatorIds(ctx)).includes(sentAuthenticators[input.factorType])) {
		throw invalid("factorType", "authenticator-inactive");
	}
	const contact = await contactOf(ctx, user, input, options);
	await refuseSecond(ctx, user, input, contact);
	if (options.activate) {
		const factor = await newFactor(ctx, user, input, contact, "ACTIVE");
		await saveFactor(ctx, user, factor, factor.provider);
		return { factor, delivery: null };
	}
	refuseBarred(user);
	await refuseLocked(ctx, user);
	const factor = await newFactor(ctx, user, input, contact, "PENDING_ACTIVATION");
	const { factorType } = input;
	const request = await newRequest(ctx, factor.id, "enrollment", options);
	const admitted = await admitSend(ctx, { ...request, ...addresseeOf({ user, factorType, contact }) });
	let issued: IssuedCode;
	try {
		await saveFactor(ctx, user, factor, factor.provider);
		issued = await issueCode(ctx, user.id, request);
	} catch (error) {
		await refundSend(ctx, admitted.counted);
		throw error;
	}
	return { factor, delivery: await sendCode(ctx, issued, admitted) };
}

async function newFactor(
	ctx: Ctx,
	user: User,
	{ factorType, provider }: SentEnrollment,
	contact: Contact,
	status: Factor["status"],
): Promise<SentFactor> {
	const id = newId(`${factorType}Factor`, ctx.now());
	return {
		id,
		userId: user.id,
		factorType,
		provider,
		status,
		authenticatorId: sentAuthenticators[factorType],
		profile: {},
		secretSealed: null,
		secretHash: null,
		firstMark: null,
		numberHash: factorType === "sms" ? await destinationHashOf(ctx, destinationOf(contact)) : null,
		contactSealed: await sealContact(ctx, user.id, id, contact),
		createdAt: ctx.now(),
		lastUpdatedAt: ctx.now(),
	};
}

/** Returns the given number or address, or otherwise the one on file. */
async function contactOf(
	ctx: Ctx,
	user: User,
	input: SentEnrollment,
	options: FactorSendOptions & { activate: boolean },
): Promise<Contact> {
	if (input.factorType === "email") return { email: ownAddress(user, input.profile?.email) };
	const given = input.profile?.phoneNumber ?? user.mobilePhone;
	if (given === null) throw invalid("phoneNumber", "no-phone-on-file");
	const { unknownNumbers } = await rememberedDeliverySettings.get(ctx);
	const number = readPhoneNumber(given, { takesUnknown: unknownNumbers === "WARN" });
	if (!number.ok) {
		const { factorType } = input;
		if (options.activate) throw phoneNumberRefused(number.reason);
		const refused = {
			...addresseeOf({ user, factorType, contact: { phoneNumber: given } }),
			purpose: "enrollment",
		} as const;
		throw numberRefused(ctx, refused, number.reason);
	}
	const extension = input.factorType === "call" ? input.profile?.phoneExtension : null;
	return { phoneNumber: number.e164, ...(extension ? { phoneExtension: extension } : {}) };
}

function ownAddress(user: User, given: string | undefined): string {
	const fold = (address: string) => address.normalize("NFKC").trim().toLowerCase();
	const own = [user.email, user.secondEmail].filter((address) => address !== null);
	const address = given === undefined ? user.email : own.find((one) => fold(one) === fold(given));
	if (address) return address;
	const cause = because("email-not-own");
	throw new ApiError("E0000001", { subject: cause, causes: [cause] });
}

/**
 * Refuses a second factor before anything is counted or sent. The unique index checks again when the row is written.
 */
async function refuseSecond(ctx: Ctx, user: User, { factorType }: SentEnrollment, contact: Contact): Promise<void> {
	const ofType = and(eq(factors.userId, user.id), eq(factors.factorType, factorType), eq(factors.status, "ACTIVE"));
	const [active] = (await ctx.db.select().from(factors).where(ofType)) as SentFactor[];
	if (!active) return;
	const isOther = factorType === "sms" && (await openContact(ctx, active)).phoneNumber !== contact.phoneNumber;
	throw alreadySetUp(isOther ? "phone-set-up" : undefined);
}

/** Refuses a locked user. A locked user gets no code, so a factor would wait for its code in vain. */
async function refuseLocked(ctx: Ctx, user: User): Promise<void> {
	const { lockedUntil } = await withGuard(ctx, user.id, (guard) => guard.lockStatus(ctx.now()));
	if (lockedUntil !== null) throw locked(Math.ceil((lockedUntil - ctx.now()) / 1000));
}
