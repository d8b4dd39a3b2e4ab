// What is left of a removed token: how far its secret was used, so that no used code works again. PURE.
import type { TokenMethod } from "./types";

/** A secret that was used, without its user. */
export interface SpentSecret {
	/** Protocol and keyed hash of the secret. Equal keys make equal codes at the same counter. */
	key: string;
	/** TOTP: the highest step used. HOTP: the next counter. */
	mark: number;
	/** Epoch ms. From then on no code of the mark could be replayed, or nobody waits for it any more. */
	until: number;
}

/** Longer than any clock is off: interval and learned drift together are below an hour. */
const totpMs = 24 * 3_600_000;

/** A counter never runs out. After two years a token that was handed in has lost its battery or its bearer. */
const hotpMs = 2 * 365 * 24 * 3_600_000;

/** How long the marks of a removed factor stay: as long as D1 can be restored to a moment before the removal. */
export const erasedMarkMs = 30 * 24 * 3_600_000;

/** `totp-30:{hash}` or `hotp:{hash}`: codes of another step length are other codes. */
export const spentKeyOf = (method: TokenMethod, secretHash: string): string =>
	`${method.kind === "totp" ? `totp-${method.stepSeconds}` : "hotp"}:${secretHash}`;

export const toSpent = (key: string, mark: number, now: number): SpentSecret => ({
	key,
	mark,
	until: now + (key.startsWith("hotp:") ? hotpMs : totpMs),
});
