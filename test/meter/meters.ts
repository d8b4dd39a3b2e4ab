// A meter for a test, asked as the product asks it.
import { env } from "cloudflare:test";
import { createCtx, livePlatform } from "../../src/context";
import type { Bindings } from "../../src/env";
import { countVerified, type Recipient, reserveSend } from "../../src/meter/client";
import { defaultSendLimits } from "../../src/meter/limits";
import type { SendLimits } from "../../src/meter/types";

let nextPrefix = 0;

/** Makes a meter with a prefix of its own, and a clock that only the test moves. */
export function newMeter(startAt = Date.now(), bindings: Partial<Bindings> = {}) {
	nextPrefix += 1;
	const prefix = `+999${nextPrefix}`;
	const clock = { now: startAt };
	const ctx = createCtx({ ...env, ...bindings }, { ...livePlatform, now: () => clock.now }, () => {});
	const recipient = (number: string, channel: "SMS" | "CALL" = "SMS"): Recipient => ({
		channel,
		destination: prefix + number,
		prefix,
	});
	return {
		ctx,
		clock,
		recipient,
		stub: () => env.METER.get(env.METER.idFromName(prefix)),
		reserve: (number: string, limits: Partial<SendLimits> = {}) =>
			reserveSend(ctx, recipient(number), { ...defaultSendLimits.SMS, ...limits }),
		verified: (number: string) => countVerified(ctx, recipient(number)),
	};
}

/** How many verdicts there are of each kind. */
export const tally = (verdicts: { ok: boolean; reason?: string }[]) => {
	const counts: Record<string, number> = {};
	for (const { ok, reason } of verdicts) {
		const word = ok ? "reserved" : String(reason);
		counts[word] = (counts[word] ?? 0) + 1;
	}
	return counts;
};

export const times = <T>(count: number, make: (index: number) => T): T[] =>
	Array.from({ length: count }, (_, index) => make(index));
