// Tokens of known sources: made here, and hashed before a guard sees them.
import type { Ctx } from "../context";
import { sha256 } from "../crypto/digest";
import { randomCharacters } from "../ids";
import type { Attempt } from "./types";

/** 256 bits. */
const length = 43;
const form = new RegExp(`^[0-9A-Za-z]{${length}}$`);

/** What an attempt of this request says of its browser: nothing, where it bears nothing that could be a token. */
export const sourceOf = async ({ knownSource }: Pick<Ctx, "knownSource">): Promise<Pick<Attempt, "sourceHash">> =>
	knownSource !== null && form.test(knownSource) ? { sourceHash: await sha256(knownSource) } : {};

export async function newSource(): Promise<{ token: string; hash: string }> {
	const token = randomCharacters(length);
	return { token, hash: await sha256(token) };
}
