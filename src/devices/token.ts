// What a browser is known by: a token of ours, or one that an application made. D1 has its keyed hash only.
import type { Ctx } from "../context";
import { equalConstantTime, keyedHash } from "../crypto/digest";
import { randomCharacters } from "../ids";

/** 256 bits. */
const randomLength = 43;
/** 64 bits: nobody makes up a token of ours. */
const checkDigits = 16;
/** Tokens from before have two characters more in their alphabet. */
const form = new RegExp(`^dvt([A-Za-z0-9_-]{${randomLength}})([0-9a-f]{${checkDigits}})$`);

/** 256 random bits, and a check by which the token is known as ours. Nothing is stored. */
export async function newDeviceToken(ctx: Ctx): Promise<string> {
	const random = randomCharacters(randomLength);
	return `dvt${random}${await checkOf(ctx, random)}`;
}

/**
 * The device of a token. A token of ours is the same device for every application. An application's own token is
 * another device than the equal token of another application. The purpose is older than this file, and rows have hashes
 * under it.
 */
export async function deviceHash(ctx: Ctx, token: string, applicationId: string | undefined): Promise<string> {
	const owner = (await isOurs(ctx, token)) ? "" : (applicationId ?? "");
	return keyedHash(ctx.env.lookupKey, "decisions.device", `${owner}:${token}`);
}

async function isOurs(ctx: Ctx, token: string): Promise<boolean> {
	const [, random, check] = form.exec(token) ?? [];
	return random !== undefined && check !== undefined && equalConstantTime(check, await checkOf(ctx, random));
}

const checkOf = async (ctx: Ctx, random: string): Promise<string> =>
	(await keyedHash(ctx.env.lookupKey, "devices.token", random)).slice(0, checkDigits);
