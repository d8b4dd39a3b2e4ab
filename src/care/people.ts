// Whom customer care may see: users whom somebody names exactly, and nobody who is an administrator.
import { loginsOfAdministrators } from "../administrators/administrator";
import { usersOfContact } from "../contacts/read";
import type { Ctx } from "../context";
import { notFound } from "../errors";
import { readPhoneNumber } from "../phone/number";
import { type FoundUser, findUsersBy } from "../users/search";
import { getUserById } from "../users/service";
import type { User } from "../users/user";
import type { CareLookup } from "./schema";

/** Throws the same 404 for a user who isn't there, and for an administrator. */
export async function caredUser(ctx: Ctx, id: string): Promise<User> {
	const user = await getUserById(ctx, id);
	const ofAdministrators = await loginsOfAdministrators(ctx, [user.login]);
	if (ofAdministrators.size > 0) throw notFound("User", id);
	return user;
}

/** By what stands in the profile, and by contact data that was proven. */
export async function lookUp(ctx: Ctx, { by, value }: CareLookup): Promise<FoundUser[]> {
	const found = await findUsersBy(ctx, by, value, await usersWhoHaveProven(ctx, { by, value }));
	const ofAdministrators = await loginsOfAdministrators(
		ctx,
		found.map(({ login }) => login),
	);
	return found.filter(({ login }) => !ofAdministrators.has(login));
}

async function usersWhoHaveProven(ctx: Ctx, { by, value }: CareLookup): Promise<string[]> {
	if (by === "LOGIN") return [];
	if (by === "EMAIL") return usersOfContact(ctx, "EMAIL", value);
	const number = readPhoneNumber(value);
	return number.ok ? usersOfContact(ctx, "PHONE", number.e164) : [];
}
