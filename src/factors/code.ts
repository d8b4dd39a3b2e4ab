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
