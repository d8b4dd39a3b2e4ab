// Whom a factor's codes go to. The user's guard keeps this sealed for the next challenge, because it never reads it.
import type { Ctx } from "../context";
import { open, seal } from "../crypto/envelope";
import type { User } from "../users/user";
import { type Contact, openContact, type SentFactor } from "./contact";
import type { SentFactorType } from "./schema";

/** The fields of a user that messages and hooks need. */
export type Addressee = Pick<User, "id" | "login" | "firstName" | "lastName" | "locale">;

export interface Address {
	user: Addressee;
	factorType: SentFactorType;
	contact: Contact;
}

/** Seals the address for the guard. Any change of the user or the factor makes the guard forget the address. */
export async function sealAddress(ctx: Ctx, user: Addressee, factor: SentFactor): Promise<string> {
	const { id, login, firstName, lastName, locale } = user;
	const address: Address = {
		user: { id, login, firstName, lastName, locale },
		factorType: factor.factorType,
		contact: await openContact(ctx, factor),
	};
	return seal(ctx.env.sealKeys, place(user.id, factor.id), JSON.stringify(address));
}

export const openAddress = async (ctx: Ctx, userId: string, factorId: string, sealed: string): Promise<Address> =>
	JSON.parse(await open(ctx.env.sealKeys, place(userId, factorId), sealed, formerPlace(factorId)));

const place = (userId: string, factorId: string) => `guard.address:${userId}/${factorId}`;

/** Guards hold addresses from before the user was part of the place. */
const formerPlace = (factorId: string) => `guard.address:${factorId}`;
