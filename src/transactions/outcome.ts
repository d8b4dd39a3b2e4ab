// What an allowed transaction hands out: one code that is redeemed once, and one result that doesn't change. PURE.

export interface Outcome {
	/** Of the code in the return URL. `hash`: SHA-256. */
	code: { hash: string; expiresAt: number } | null;
	isRedeemed: boolean;
	/** Answered unchanged, until it expires. */
	result: { jwt: string; expiresAt: number } | null;
}

export const noOutcome: Outcome = { code: null, isRedeemed: false, result: null };

/** OAuth's advice for codes in URLs: as short as a redirection takes. */
const codeLifeMs = 60_000;
/** Whoever asks later for the first time gets no result, because too much may have happened since. */
export const resultWithinMs = 5 * 60_000;

/** A new code replaces one that didn't arrive. Null: the code was redeemed, so nobody needs another one. */
export const withCode = (outcome: Outcome, hash: string, now: number): Outcome | null =>
	outcome.isRedeemed ? null : { ...outcome, code: { hash, expiresAt: now + codeLifeMs } };

/** Null: it isn't the code, it is too late, or it was redeemed before. */
export function withRedeemed(outcome: Outcome, hash: string, now: number): Outcome | null {
	const { code, isRedeemed } = outcome;
	return code?.hash === hash && !isRedeemed && now < code.expiresAt ? { ...outcome, isRedeemed: true } : null;
}

/** Null: there is a result, and the first one stays. */
export const withResult = (outcome: Outcome, result: NonNullable<Outcome["result"]>): Outcome | null =>
	outcome.result === null ? { ...outcome, result } : null;
