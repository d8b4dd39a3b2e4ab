// The codes that are made here and sent: their shape, and how long they can be used.
import { randomText } from "../crypto/random";
import type { CodeShape } from "../guard/types";

export const codeShape: CodeShape = { length: 6, alphabet: "0123456789" };

/** NIST SP 800-63B-4, 3.1.3.2: a code sent out of band is valid for at most ten minutes. */
const maxLifetimeSeconds = 600;

export const newCode = (): string => randomText(codeShape.length, codeShape.alphabet);

/** Epoch ms from which the code is refused. A lifetime above the limit is cut. */
export const expiryOf = (lifetimeSeconds: number, now: number): number =>
	now + Math.min(lifetimeSeconds, maxLifetimeSeconds) * 1000;

/** Longer than any code that a person groups. */
const longestTyped = 40;

/**
 * Drops the blanks and hyphens between the characters of a typed code: people write `123 456` as messages and apps show
 * it. No code of a factor holds these signs, because tokens show digits, and what is sent has `codeShape`. Around a
 * code they stay, and the guard refuses them.
 */
export const typedCode = (typed: string): string =>
	typed.length < longestTyped && /^[^ \u00a0-].*[^ \u00a0-]$/.test(typed) ? typed.replaceAll(/[ \u00a0-]/g, "") : typed;
