// The rules of the meter: cool-down, caps and conversion, and how a count changes. PURE.
import type { AddressJudgement, AddressLimits, ConversionRule, Judgement, MeteredSend, Refused } from "./types";

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** Totals are kept by the minute: exact enough for caps of an hour, and at most 1,440 small rows for a day. */
export const minuteMs = 60_000;

/** A send that was counted, as its destination remembers it for a day. */
export interface Send {
	id: string;
	at: number;
	channel: MeteredSend["channel"];
	isVerified: boolean;
	/** The send doesn't count in the share of verified sends, because nobody tells whether its code is used. */
	isUnjudged?: true | undefined;
	/** The id of its verification. */
	verifiedBy?: string;
	keyHash?: string | undefined;
	/** As the verdict named it, for a repeated call. */
	observed?: "conversion" | undefined;
}

/** Longer than any send takes. A request with the key of a send this young is a repetition of its request. */
const underWayMs = 10_000;

/**
 * What a prefix or an address counted in the minute that begins at `at`. A verification counts in the minute of its
 * send.
 */
export interface Minute {
	at: number;
	sent: number;
	verified: number;
	/** How many of `sent` don't count in the share of verified sends. */
	unjudged?: number;
	/** The ids of the requests of an address, which its caps keep few. Sends have their ids at their destination. */
	ids?: string[];
}

export const minuteOf = (at: number): number => at - (at % minuteMs);

/**
 * Whether one more message may be sent.
 * @param sends the sends to the destination, in any order
 * @param minutes the minutes of the prefix, oldest first
 * @returns `observed` names a rule that only observes, and would otherwise refuse
 */
export function judgeSend(
	sends: readonly Send[],
	minutes: readonly Minute[],
	{ channel, keyHash, now, limits }: Omit<MeteredSend, "id" | "refusedElsewhere">,
): Judgement {
	const isRepeated = sends.some((send) => send.keyHash === keyHash && send.at > now - underWayMs);
	if (keyHash !== undefined && isRepeated) return refused("repeated", now, now);
	const times = sends.map((send) => send.at);
	const { hourly, daily } = limits.perDestination;
	const cooldownMs = limits.cooldownSeconds * 1000;
	const recent = sends.filter((send) => send.channel === channel).map((send) => send.at + cooldownMs);
	if (recent.some((until) => until > now)) return refused("cool-down", now, Math.max(...recent));
	const hourFull = fullUntil(times, now, hourMs, hourly);
	if (hourFull !== null) return refused("hourly", now, hourFull);
	const dayFull = fullUntil(times, now, dayMs, daily);
	if (dayFull !== null) return refused("daily", now, dayFull);
	const prefixFull =
		limits.perPrefixHourly === null ? null : totalFullUntil(minutes, now, hourMs, limits.perPrefixHourly);
	if (prefixFull !== null) return refused("prefix", now, prefixFull);
	const { conversion } = limits;
	const suspectUntil = conversion === null ? null : unansweredUntil(minutes, now, conversion);
	if (suspectUntil === null) return { ok: true, observed: null };
	return conversion?.mode === "observe"
		? { ok: true, observed: "conversion" }
		: refused("conversion", now, suspectUntil);
}

/** Whether an address may ask for one more message. */
export function judgeAddress(minutes: readonly Minute[], now: number, limits: AddressLimits): AddressJudgement {
	const hourFull = totalFullUntil(minutes, now, hourMs, limits.hourly);
	if (hourFull !== null) return refused("hourly", now, hourFull);
	const dayFull = totalFullUntil(minutes, now, dayMs, limits.daily);
	return dayFull === null ? { ok: true } : refused("daily", now, dayFull);
}

/** The sends of the last day, and the new one. */
export const withSend = (sends: readonly Send[], send: Send): Send[] => [...recentSends(sends, send.at), send];

export const recentSends = (sends: readonly Send[], now: number): Send[] =>
	sends.filter((send) => send.at > now - dayMs);

/**
 * Marks the newest unanswered send as verified. One verification answers one send, never two.
 * @param id of the verification, which may come twice
 */
export function withVerification(
	sends: readonly Send[],
	{ id, now }: { id: string; now: number },
): { sends: readonly Send[]; verified: Send | null } {
	if (sends.some((send) => send.verifiedBy === id)) return { sends, verified: null };
	const waiting = recentSends(sends, now).filter((send) => !send.isVerified && !send.isUnjudged);
	const newest = waiting.reduce<Send | null>((best, send) => (best === null || send.at >= best.at ? send : best), null);
	return {
		sends: sends.map((send) => (send === newest ? { ...send, isVerified: true, verifiedBy: id } : send)),
		verified: newest,
	};
}

/**
 * Until when a cap is reached, exactly: until the oldest send of a full window leaves the window. Null below the cap.
 */
function fullUntil(times: readonly number[], now: number, windowMs: number, cap: number): number | null {
	const counting = times.filter((at) => at > now - windowMs).sort((a, b) => a - b);
	if (counting.length < cap) return null;
	return (counting[counting.length - cap] ?? now) + windowMs;
}

/**
 * Until when a cap is reached, by minutes. A minute counts until its last moment leaves the window, so never too little
 * counts.
 */
function totalFullUntil(minutes: readonly Minute[], now: number, windowMs: number, cap: number): number | null {
	const counting = minutesWithin(minutes, now, windowMs);
	let total = counting.reduce((sum, minute) => sum + minute.sent, 0);
	if (total < cap) return null;
	for (const minute of counting) {
		total -= minute.sent;
		if (total < cap) return endOf(minute) + windowMs;
	}
	return now + windowMs;
}

/** Until when the oldest of the judged sends counts. Null when enough sends are answered. */
function unansweredUntil(minutes: readonly Minute[], now: number, rule: ConversionRule): number | null {
	const counting = minutesWithin(minutes, now, rule.windowSeconds * 1000).filter((minute) => judgedSends(minute) > 0);
	const settledBefore = now - rule.settleSeconds * 1000;
	let judged = 0;
	let verified = 0;
	for (const minute of counting) {
		judged += endOf(minute) <= settledBefore ? judgedSends(minute) : minute.verified;
		verified += minute.verified;
	}
	const oldest = counting[0];
	if (!oldest || judged < rule.minimumSends || verified >= judged * rule.minimumRate) return null;
	return endOf(oldest) + rule.windowSeconds * 1000;
}

const judgedSends = ({ sent, unjudged = 0 }: Minute) => sent - unjudged;

const endOf = (minute: Minute) => minute.at + minuteMs;

const minutesWithin = (minutes: readonly Minute[], now: number, windowMs: number) =>
	minutes.filter((minute) => minute.sent > 0 && endOf(minute) > now - windowMs);

const refused = <Reason extends string>(reason: Reason, now: number, until: number): Refused<Reason> => ({
	ok: false,
	reason,
	retryAfterSeconds: Math.max(1, Math.ceil((until - now) / 1000)),
});
