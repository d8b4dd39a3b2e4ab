// The first step of a sign-in: name and password. The answer and its time are the same for names that don't exist.
import { and, eq } from "drizzle-orm";
import type { Ctx } from "../context";
import { sha256 } from "../crypto/digest";
import { open, seal } from "../crypto/envelope";
import { ApiError } from "../errors";
import { because } from "../errors/cause";
import { queueEvent } from "../log/write";
import { loginKey } from "../users/profile";
import { administratorParty } from "./administrator";
import { prepareFirstApp } from "./app";
import { isInvitedBy } from "./invitation";
import { checkPassword, hashPassword } from "./password";
import { type NewSession, newSession } from "./sessions";
import { type AdministratorRow, administrators, devices, sessions } from "./table";
import { addressTried, countTry, type Tried, takeBackTry } from "./tries";

export interface NameAndPassword {
	login: string;
	password: string;
}

/**
 * Returns a session that asks for the second factor, or for a password of the person's own after a one-time password.
 * Throws 401 E0000004, and 429 after five wrong tries.
 * @param device what the browser was given at an earlier sign-in
 */
export async function signIn(
	ctx: Ctx,
	{ login, password }: NameAndPassword,
	device: string | null,
): Promise<NewSession> {
	const key = loginKey(login);
	const deviceHash = device === null ? "" : await sha256(device);
	const [found] = await ctx.db
		.select({ row: administrators, device: devices.deviceHash })
		.from(administrators)
		.leftJoin(devices, and(eq(devices.administratorId, administrators.id), eq(devices.deviceHash, deviceHash)))
		.where(eq(administrators.loginKey, key));
	const tried: Tried = found?.device ? { kind: "device", value: deviceHash } : { kind: "name", value: key };
	const address = addressTried(ctx);
	if (address) await countTry(ctx, address);
	const isLast = await countTry(ctx, tried);

	const row = found?.row ?? null;
	const isRight = await isPassword(ctx, row?.status === "ACTIVE" ? row : null, password);
	const isInvited = row !== null && (await isInvitedBy(ctx, row, password));
	if (row === null || !(isRight || isInvited)) {
		ctx.background(noteFailure(ctx, row, isLast));
		throw new ApiError("E0000004", { causes: [because("wrong-name-or-password")] });
	}
	await takeBackTry(ctx, tried);
	if (address) await takeBackTry(ctx, address);
	if (!isInvited) await prepareFirstApp(ctx, row.id);
	const session = await newSession(ctx, row.id, isInvited ? "PASSWORD" : "FACTOR");
	await ctx.db.insert(sessions).values(session.row);
	return session;
}

/** Checks a password, in the same time where there is none. A right one is hashed again when the cost has changed. */
export async function isPassword(ctx: Ctx, row: AdministratorRow | null, password: string): Promise<boolean> {
	const sealed = row?.passwordSealed ?? null;
	const phc = row && sealed !== null ? await open(ctx.env.sealKeys, passwordPlace(row.id), sealed) : null;
	const { isRight, isOutdated } = await checkPassword(phc, password);
	if (isRight && isOutdated && row && sealed !== null) {
		await ctx.db
			.update(administrators)
			.set({ passwordSealed: await sealPassword(ctx, row.id, password) })
			// A password that was changed meanwhile stays.
			.where(and(eq(administrators.id, row.id), eq(administrators.passwordSealed, sealed)));
	}
	return isRight;
}

export const sealPassword = async (ctx: Ctx, administratorId: string, password: string): Promise<string> =>
	seal(ctx.env.sealKeys, passwordPlace(administratorId), await hashPassword(password));

/** What a sealed hash of a password is bound to. */
export const passwordPlace = (administratorId: string) => `administrators.password:${administratorId}`;

/** The log never has a name that nobody has: it may be a password, typed into the wrong field. */
async function noteFailure(ctx: Ctx, row: AdministratorRow | null, isLast: boolean): Promise<void> {
	const party = row === null ? { id: "unknown", type: "User" } : administratorParty(row);
	await queueEvent(ctx, {
		eventType: "user.session.start",
		outcome: { result: "FAILURE", reason: isLast ? "LOCKED_OUT" : "INVALID_CREDENTIALS" },
		actor: party,
		target: [party],
	});
}
