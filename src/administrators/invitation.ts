// One-time passwords: how a person comes in who has no password yet. D1 has the hash alone.
import { and, eq, gt } from "drizzle-orm";
import type { Ctx } from "../context";
import { sha256 } from "../crypto/digest";
import { randomText } from "../crypto/random";
import { invalid } from "../errors";
import { type NewSession, newSession } from "./sessions";
import { type AdministratorRow, administrators, sessions } from "./table";
import { addressTried, countTry, takeBackTry } from "./tries";

const invitedForMs = 3 * 24 * 60 * 60 * 1000;

/** Letters and digits that nobody mistakes for each other. 28 of them have 138 bits, so their hash needs no key. */
const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
const characters = 28;

/** What a person types, without the hyphens that make it readable. */
const hashOf = (oneTimePassword: string): Promise<string> =>
	sha256(oneTimePassword.replaceAll(/[^A-Za-z0-9]/g, "").toLowerCase());

/** A one-time password, and the columns that it is recognized by. */
export async function newInvitation(ctx: Ctx) {
	const text = randomText(characters, alphabet);
	const oneTimePassword = text.match(/.{4}/g)!.join("-");
	const columns = { invitationHash: await hashOf(oneTimePassword), invitationEndsAt: ctx.now() + invitedForMs };
	return { oneTimePassword, columns };
}

export async function isInvitedBy(ctx: Ctx, row: AdministratorRow, oneTimePassword: string): Promise<boolean> {
	const { status, invitationHash, invitationEndsAt } = row;
	const isOpen = status === "INVITED" && invitationEndsAt !== null && ctx.now() < invitationEndsAt;
	return isOpen && invitationHash === (await hashOf(oneTimePassword));
}

/** Comes in by the link that the operator's command has printed. Choosing a password uses the link up. */
export async function acceptInvitation(ctx: Ctx, code: string): Promise<NewSession> {
	const address = addressTried(ctx);
	if (address) await countTry(ctx, address);
	const [row] = await ctx.db
		.select()
		.from(administrators)
		.where(
			and(
				eq(administrators.invitationHash, await hashOf(code)),
				eq(administrators.status, "INVITED"),
				gt(administrators.invitationEndsAt, ctx.now()),
			),
		);
	if (!row) throw invalid("code", "invitation-over");
	if (address) await takeBackTry(ctx, address);
	const session = await newSession(ctx, row.id, "PASSWORD");
	await ctx.db.insert(sessions).values(session.row);
	return session;
}
