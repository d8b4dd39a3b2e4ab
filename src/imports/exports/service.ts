// Exports tokens for leaving: only where the deployment allows it, always encrypted, logged, and told to everybody.
import { noticeToAllStatement } from "../../administrators/administrator";
import { isBuiltInAuthenticator } from "../../authenticators/built-in";
import type { OtpSettings } from "../../authenticators/schema";
import { getAuthenticator } from "../../authenticators/service";
import type { Ctx } from "../../context";
import { fromBase64 } from "../../crypto/bytes";
import { mailNotices } from "../../delivery/notice";
import { invalid, wrongStatus } from "../../errors";
import { markOfToken, tokenMethod } from "../../factors/lesson";
import { listSealedTokens, type SealedToken } from "../../factors/tokens";
import { nextCounter } from "../../guard/rules";
import { openSecret } from "../../guard/secret";
import { factStatement } from "../../log/write";
import { decodeSecret } from "../../otp/encoding";
import { type WrittenKey, writePskc } from "../../otp/pskc/write";
import { openTokenSecret } from "../stock/bulk";
import { listUnassigned, type StockToken, stockOfFactors } from "../stock/service";
import { type TokenExport, tokensOfAFile } from "./schema";

/** Users' tokens come first, and then those that are nobody's. @returns `next`: where the next file begins */
export async function exportTokens(ctx: Ctx, input: TokenExport): Promise<{ file: string; next: string | null }> {
	if (!ctx.env.allowsTokenExport) throw wrongStatus("export-off");
	const authenticator = await getAuthenticator(ctx, input.authenticatorId);
	const { id, name, settings } = authenticator;
	if (isBuiltInAuthenticator(authenticator) || settings === null) {
		throw invalid("authenticatorId", "authenticator-not-custom");
	}
	const after = input.after ?? "";
	const held = after.startsWith("otk") ? [] : await listSealedTokens(ctx, id, after, tokensOfAFile);
	const room = tokensOfAFile - held.length;
	const unassigned = room === 0 ? [] : await listUnassigned(ctx, id, after.startsWith("otk") ? after : "", room);
	const keys = [
		...(await heldKeys(ctx, settings, held)),
		...(await Promise.all(unassigned.map((row) => stockKey(ctx, settings, row)))),
	];
	const isFull = keys.length === tokensOfAFile;
	const debugData = { tokens: String(keys.length) };
	const log = factStatement(ctx, {
		eventType: "system.otp_token.export",
		target: [{ id, type: "Authenticator", displayName: name }],
		debugData,
	});
	// Nothing leaves before the log has it.
	await ctx.db.batch([log, noticeToAllStatement(ctx, "TOKENS_EXPORTED")]);
	ctx.background(mailNotices(ctx));
	const by = "key" in input ? { key: keyOf(input.key) } : { password: input.password };
	const file = await writePskc(by, ctx.env.organizationName, keys);
	return { file, next: isFull ? (unassigned.at(-1)?.id ?? held.at(-1)?.factorId ?? null) : null };
}

async function heldKeys(ctx: Ctx, settings: OtpSettings, held: readonly SealedToken[]): Promise<WrittenKey[]> {
	const stock = await stockOfFactors(
		ctx,
		held.map(({ factorId }) => factorId),
	);
	const keyOfToken = async (token: SealedToken): Promise<WrittenKey> => {
		const { factorId, userId, login, secretSealed } = token;
		const { serial = null, manufacturer = null } = stock.get(factorId) ?? {};
		const secret = fromBase64(await openSecret(ctx.env.sealKeys, userId, factorId, secretSealed));
		const next = await counterOfToken(ctx, settings, token);
		return { id: factorId, serial, manufacturer, user: login, secret, ...partsOf(settings, next) };
	};
	const keys: WrittenKey[] = [];
	// Some at a time: the platform holds six calls of an invocation open.
	for (let at = 0; at < held.length; at += 6) {
		keys.push(...(await Promise.all(held.slice(at, at + 6).map(keyOfToken))));
	}
	return keys;
}

/** No counter before it may work in the next system: what was used here, and what a file said was used before. */
async function counterOfToken(ctx: Ctx, settings: OtpSettings, token: SealedToken): Promise<number> {
	const method = tokenMethod(settings, token.counter ?? 0);
	if (method.kind !== "hotp") return 0;
	const mark = await markOfToken(ctx, { ...token, id: token.factorId }, method);
	return Math.max(nextCounter(method, mark), method.firstCounter);
}

async function stockKey(ctx: Ctx, settings: OtpSettings, row: StockToken): Promise<WrittenKey> {
	const { id, serial, manufacturer, counter, secretSealed } = row;
	const secret = fromBase64(await openTokenSecret(ctx, id, secretSealed));
	return { id, serial, manufacturer, user: null, secret, ...partsOf(settings, counter ?? 0) };
}

function partsOf(settings: OtpSettings, counter: number): Pick<WrittenKey, "digits" | "hash" | "moving"> {
	const { algorithm: hash, digits } = tokenMethod(settings);
	return settings.protocol === "HOTP"
		? { hash, digits, moving: { protocol: "HOTP", counter } }
		: { hash, digits, moving: { protocol: "TOTP", periodSeconds: settings.timeIntervalInSeconds } };
}

/** The schema has seen to 64 digits. */
function keyOf(text: string): Uint8Array<ArrayBuffer> {
	const decoded = decodeSecret(text, "hexadecimal");
	if (!decoded.ok) throw invalid("key", "export-key");
	return decoded.bytes as Uint8Array<ArrayBuffer>;
}
