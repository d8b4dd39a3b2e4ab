// Recovery codes: for whoever has lost the authenticator app. Each counts once. D1 keeps keyed hashes of them.
import { and, count, eq, isNotNull } from "drizzle-orm";
import type { Ctx } from "../context";
import { keyedHash } from "../crypto/digest";
import { open, seal } from "../crypto/envelope";
import { randomText } from "../crypto/random";
import { invalid } from "../errors";
import { logStatement } from "../log/write";
import { administratorParty, getAdministrator, noticeStatement } from "./administrator";
import { type AdministratorRow, administrators, recoveryCodes } from "./table";
import { countTry, type Tried, takeBackTry } from "./tries";

/** 49 bits each, and five tries in five minutes. */
const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
const characters = 10;
const codesOfASet = 10;

const place = (administratorId: string) => `administrators.new_recovery_codes:${administratorId}`;

const hashOf = (ctx: Ctx, administratorId: string, code: string): Promise<string> =>
	keyedHash(ctx.env.lookupKey, `administrators.recovery:${administratorId}`, code.replaceAll("-", "").toLowerCase());

/**
 * Makes a new set, which is shown until the person says that she has noted it down. The earlier set counts until then.
 */
export const sealedNewCodes = (ctx: Ctx, administratorId: string): Promise<string> => {
	const code = () => randomText(characters, alphabet).replace(/^.{5}/, "$&-");
	const codes = Array.from({ length: codesOfASet }, code);
	return seal(ctx.env.sealKeys, place(administratorId), JSON.stringify(codes));
};

export async function makeRecoveryCodes(ctx: Ctx, administratorId: string): Promise<void> {
	const newRecoveryCodesSealed = await sealedNewCodes(ctx, administratorId);
	await ctx.db.update(administrators).set({ newRecoveryCodesSealed }).where(eq(administrators.id, administratorId));
}

/** The codes that the person has not noted down yet; null when there are none. */
export async function newRecoveryCodes(ctx: Ctx, row: AdministratorRow): Promise<string[] | null> {
	const { id, newRecoveryCodesSealed: sealed } = row;
	return sealed === null ? null : JSON.parse(await open(ctx.env.sealKeys, place(id), sealed));
}

/** The person has noted the new codes down. From now on they count, and the earlier ones don't. */
export async function keepRecoveryCodes(ctx: Ctx, administratorId: string): Promise<void> {
	const administrator = await getAdministrator(ctx, administratorId);
	const codes = await newRecoveryCodes(ctx, administrator);
	if (codes === null) return;
	const hashes = await Promise.all(codes.map((code) => hashOf(ctx, administratorId, code)));
	await ctx.db.batch([
		ctx.db.delete(recoveryCodes).where(eq(recoveryCodes.administratorId, administratorId)),
		ctx.db.insert(recoveryCodes).values(hashes.map((codeHash) => ({ administratorId, codeHash }))),
		noticeStatement(ctx, administratorId, "RECOVERY_CODES_MADE"),
		ctx.db
			.update(administrators)
			.set({ newRecoveryCodesSealed: null })
			.where(and(eq(administrators.id, administratorId), isNotNull(administrators.newRecoveryCodesSealed))),
		logStatement(ctx, {
			eventType: "system.administrator.recovery_codes",
			target: [administratorParty(administrator)],
		}),
	]);
}

/** Uses a code up. Of two requests with one code at once, one gets it. */
export async function useRecoveryCode(ctx: Ctx, administratorId: string, code: string): Promise<void> {
	const tried: Tried = { kind: "person", value: administratorId };
	await countTry(ctx, tried);
	const [used] = await ctx.db
		.delete(recoveryCodes)
		.where(
			and(
				eq(recoveryCodes.administratorId, administratorId),
				eq(recoveryCodes.codeHash, await hashOf(ctx, administratorId, code)),
			),
		)
		.returning({ hash: recoveryCodes.codeHash });
	if (!used) throw invalid("code", "wrong-recovery-code");
	await takeBackTry(ctx, tried);
}

export async function countRecoveryCodes(ctx: Ctx, administratorId: string): Promise<number> {
	const [row] = await ctx.db
		.select({ left: count() })
		.from(recoveryCodes)
		.where(eq(recoveryCodes.administratorId, administratorId));
	return row?.left ?? 0;
}
