// The meter's rules: cool-down, caps and conversion over what has been counted; how counting changes it. PURE.
import type { AddressLimits, AddressVerdict, ConversionRule, MeteredSend, Refused, SendRefusal } from "./types";

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
	keyHash?: string | undefined;
}

/** Longer than any send takes: a request with the key of one this fresh is that one again. */
const underWayMs = 10_000;

/** What a prefix or an address counted in the minute that begins at `at`. A verification counts in its send's minute. */
export interface Minute {
	at: number;
	sent: number;
	verified: number;
}

export const minuteOf = (at: number): number => at - (at % minuteMs);

/**
 * Whether one more message may be sent.
 * @param sends those to the destination, any order
 * @param minutes those of the prefix, oldest first
 * @returns `observed` names a rule that would refuse, were it not only observing
 */
export function judgeSend(
	sends: readonly Send[],
	minutes: readonly Minute[],
	{ channel, keyHash, now, limits }: MeteredSend,
): { ok: true; observed: "conversion" | null } | Refused<SendRefusal> {
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
export function judgeAddress(minutes: readonly Minute[], now: number, limits: AddressLimits): AddressVerdict {
	const hourFull = totalFullUntil(minutes, now, hourMs, limits.hourly);
	if (hourFull !== null) return refused("hourly", now, hourFull);
	const dayFull = totalFullUntil(minutes, now, dayMs, limits.daily);
	return dayFull === null ? { ok: true } : refused("daily", now, dayFull);
}

/** The sends that still matter, and the new one. */
export const withSend = (sends: readonly Send[], send: Send): Send[] => [...recentSends(sends, send.at), send];

export const recentSends = (sends: readonly Send[], now: number): Send[] =>
	sends.filter((send) => send.at > now - dayMs);

/** The newest send without a verification gets one. One verification answers one send, never two. */
export function withVerification(sends: readonly Send[], now: number): { sends: Send[]; verified: Send | null } {
	const waiting = recentSends(sends, now).filter((send) => !send.isVerified);
	const newest = waiting.reduce<Send | null>((best, send) => (best === null || send.at >= best.at ? send : best), null);
	return {
		sends: sends.map((send) => (send === newest ? { ...send, isVerified: true } : send)),
		verified: newest,
	};
}

/** Until when a cap is reached, exactly: the moment its oldest counting send leaves the window; null when it isn't. */
function fullUntil(times: readonly number[], now: number, windowMs: number, cap: number): number | null {
	const counting = times.filter((at) => at > now - windowMs).sort((a, b) => a - b);
	if (counting.length < cap) return null;
	return (counting[counting.length - cap] ?? now) + windowMs;
}

/** The same by minutes. A minute counts until its last moment has left the window, so never too little is counted. */
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

/** Null when enough sends are answered; otherwise until when the oldest of the judged ones still counts. */
function unansweredUntil(minutes: readonly Minute[], now: number, rule: ConversionRule): number | null {
	const counting = minutesWithin(minutes, now, rule.windowSeconds * 1000);
	const settledBefore = now - rule.settleSeconds * 1000;
	let judged = 0;
	let verified = 0;
	for (const minute of counting) {
		judged += endOf(minute) <= settledBefore ? minute.sent : minute.verified;
		verified += minute.verified;
	}
	const oldest = counting[0];
	if (!oldest || judged < rule.minimumSends || verified >= judged * rule.minimumRate) return null;
	return endOf(oldest) + rule.windowSeconds * 1000;
}

const endOf = (minute: Minute) => minute.at + minuteMs;

const minutesWithin = (minutes: readonly Minute[], now: number, windowMs: number) =>
	minutes.filter((minute) => minute.sent > 0 && endOf(minute) > now - windowMs);

const refused = <Reason extends string>(reason: Reason, now: number, until: number): Refused<Reason> => ({
	ok: false,
	reason,
	retryAfterSeconds: Math.max(1, Math.ceil((until - now) / 1000)),
});
