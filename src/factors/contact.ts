// Where a factor's codes are sent. Number and address are personal data: sealed at rest, and bound to the factor.
import { emailAuthenticatorId, phoneAuthenticatorId } from "../authenticators/built-in";
import type { Ctx } from "../context";
import { open, seal } from "../crypto/envelope";
import type { SentFactorType } from "./schema";
import type { Factor } from "./table";

/** Factor type → the channel of its codes. */
export const channelOf = { sms: "SMS", call: "CALL", email: "EMAIL" } as const satisfies Record<SentFactorType, string>;

/** Factor type → the authenticator that switches it on and off. */
export const sentAuthenticators: Readonly<Record<SentFactorType, string>> = {
	sms: phoneAuthenticatorId,
	call: phoneAuthenticatorId,
	email: emailAuthenticatorId,
};

/** A number (E.164) or an address, as a factor's profile shows it. */
export interface Contact {
	phoneNumber?: string;
	/** Providers that can dial an extension dial it. */
	phoneExtension?: string;
	email?: string;
}

export type SentFactor = Factor & { factorType: SentFactorType; contactSealed: string };

/** Whether the factor's codes are made here and sent. Other factors are tokens, which show codes, and questions. */
export const isSent = (factor: Factor): factor is SentFactor => factor.contactSealed !== null;

export const sealContact = (ctx: Ctx, userId: string, factorId: string, contact: Contact): Promise<string> =>
	seal(ctx.env.sealKeys, place(userId, factorId), JSON.stringify(contact));

export const openContact = async (
	ctx: Ctx,
	{ id, userId, contactSealed }: Pick<SentFactor, "id" | "userId" | "contactSealed">,
): Promise<Contact> => JSON.parse(await open(ctx.env.sealKeys, place(userId, id), contactSealed, formerPlace(id)));

/** Whether a message reaches the same telephone or mailbox. */
export const isSameContact = (one: Contact, other: Contact): boolean =>
	one.phoneNumber === other.phoneNumber &&
	one.phoneExtension === other.phoneExtension &&
	one.email?.toLowerCase() === other.email?.toLowerCase();

/** The number or address itself. */
export const destinationOf = ({ phoneNumber, email }: Contact): string => phoneNumber ?? email ?? "";

/** The user is in it, so a row that is moved to another user doesn't open. */
const place = (userId: string, factorId: string) => `factors.contact:${userId}/${factorId}`;

/** The place of envelopes from before the user was part of it. */
const formerPlace = (factorId: string) => `factors.contact:${factorId}`;
