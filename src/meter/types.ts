// The meter's language: the questions before a message is sent, the answers, and the limits.

import type { NotedRefusal } from "./refusals";

export type MeteredChannel = "SMS" | "CALL" | "EMAIL" | "IM";

/** The limits of one channel. Caps count sends; null means that there is no cap. */
export interface SendLimits {
	/** The time between two sends of this channel to one destination. */
	cooldownSeconds: number;
	/** Sends to one destination, over all channels. */
	perDestination: { hourly: number; daily: number };
	/** Sends to all destinations of a prefix in an hour. */
	perPrefixHourly: number | null;
	/** Null: the share of verified sends isn't looked at, and this send never counts in it. */
	conversion: ConversionRule | null;
}

/** Detects fraud: so few sends of a prefix lead to a verification that no honest users seem to be behind them. */
export interface ConversionRule {
	/** `observe` lets the send pass, and the answer says that it would have been refused. */
	mode: "block" | "observe";
	/** The sliding window, at most a day. */
	windowSeconds: number;
	/** A send counts when it is this old, or verified. Before that, people have had no time to answer. */
	settleSeconds: number;
	/** With fewer counted sends than this, nothing is refused. */
	minimumSends: number;
	/** The share of verified sends among counted sends, 0 to 1. A prefix with a smaller share is refused. */
	minimumRate: number;
}

/** Which send of which destination. Give it back with `refund` when the message has certainly not left. */
export interface Reservation {
	/** The caller chooses it. A call with an id that was counted gets the same verdict, and counts nothing. */
	id: string;
	/** A keyed hash, so that the meter never learns a number or an address. */
	destinationHash: string;
}

export interface MeteredSend extends Reservation {
	channel: MeteredChannel;
	/** Keyed hash of the request's idempotency key. */
	keyHash?: string | undefined;
	/** How many requests the caller refused in the cool-down without asking, since it last asked for this destination. */
	refusedElsewhere?: number;
	/** Epoch ms. */
	now: number;
	limits: SendLimits;
}

/** A code that was sent to the destination was used. */
export interface Verification {
	/** As for a reservation: a second call with this id counts nothing. */
	id: string;
	destinationHash: string;
	/** Epoch ms. */
	now: number;
}

/** `repeated`: the first request with this key is still under way. */
export type SendRefusal = "repeated" | "cool-down" | "hourly" | "daily" | "prefix" | "conversion";

/** Nothing was counted. Before `retryAfterSeconds` have passed, the answer stays the same. */
export interface Refused<Reason extends string> {
	ok: false;
	reason: Reason;
	retryAfterSeconds: number;
}

/** What the rules say. `observed` names a rule that only observes, and would otherwise have refused. */
export type Judgement = { ok: true; observed: "conversion" | null } | Refused<SendRefusal>;

/**
 * `refusedMeanwhile`: how many refusals of the destination no row of the log tells of
 * (docs/decisions/0021-refusals-are-logged-once.md).
 */
export type SendVerdict =
	| { ok: true; observed: "conversion" | null; refusedMeanwhile: number }
	| (Refused<SendRefusal> & NotedRefusal);

/** How many sends one end user's address may ask for, whoever they go to. */
export interface AddressLimits {
	hourly: number;
	daily: number;
}

export interface AddressRequest {
	/** The reservation's id. As there, a second call with this id counts nothing. */
	id: string;
	/** Epoch ms. */
	now: number;
	limits: AddressLimits;
}

export type AddressJudgement = { ok: true } | Refused<"hourly" | "daily">;

export type AddressVerdict = { ok: true } | (Refused<"hourly" | "daily"> & NotedRefusal);
