// How far a secret was used, in the counters of another authenticator. PURE.
import { spentKeyOf } from "../guard/spent";
import type { TokenMethod } from "../guard/types";

/**
 * @param mark TOTP: the highest step used. HOTP: the next counter
 * @returns the mark under the other method; null where no code of one is a code of the other
 */
export function movedMark(from: TokenMethod, to: TokenMethod, mark: number | null): number | null {
	if (mark === null) return null;
	if (spentKeyOf(from, "") === spentKeyOf(to, "")) return mark;
	if (from.kind !== "totp" || to.kind !== "totp") return null;
	// The step that the used step ends in counts as used, too.
	return Math.floor(((mark + 1) * from.stepSeconds - 1) / to.stepSeconds);
}
