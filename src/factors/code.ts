// The codes that are made here and sent: their shape, and how long they can be used.

import type { Ctx } from "../context";
import { randomText } from "../crypto/random";
import type { CodeShape } from "../guard/types";
import { settingsFor } from "../settings/snapshot";
import { findValue } from "../settings/values";

export const codeShape: CodeShape = { length: 6, alphabet: "0123456789" };

/** NIST SP 800-63B-4, 3.1.3.2: a code sent out of band is valid for at most ten minutes. */
const maxLifetimeSeconds = 600;

/**
 * The shape of codes for whoever asks. As long as nobody has set the properties, a factor's code has six digits, as
 * Okta's have (docs/decisions/0040-factors-keep-six-digits.md).
 */
export async function codeShapeFor(ctx: Ctx): Promise<CodeShape> {
	const settings = await settingsFor(ctx);
	const setOf = (name: string) => {
		const found = findValue(settings, `otp.generate.code.${name}`);
		return found === null || found.from === null ? null : found.value;
	};
	return {
		length: Number(setOf("length") ?? codeShape.length),
		alphabet: setOf("characters") ?? codeShape.alphabet,
	};
}

export const newCode = ({ length, alphabet }: CodeShape): string => randomText(length, alphabet);

/** Epoch ms from which the code is refused. A lifetime above the limit is cut. */
export const expiryOf = (lifetimeSeconds: number, now: number): number =>
	now + Math.min(lifetimeSeconds, maxLifetimeSeconds) * 1000;

/** Longer than any code that a person groups. */
const longestTyped = 40;

/**
 * Drops the blanks and hyphens between the characters of a typed code: people write `123 456` as messages and apps show
 * it. No code of a factor holds these signs, because tokens show digits, and what is sent has letters and digits.
 * Around a code they stay, and the guard refuses them.
 */
export const typedCode = (typed: string): string =>
	typed.length < longestTyped && /^[^ \u00a0-].*[^ \u00a0-]$/.test(typed) ? typed.replaceAll(/[ \u00a0-]/g, "") : typed;
