// The meter's language: what it is asked before a message is sent, what it answers, and the limits it is held to.

export type MeteredChannel = "SMS" | "CALL" | "EMAIL" | "IM";

/** The limits of one channel. Caps count sends; a cap that is null doesn't exist. */
export interface SendLimits {
	/** Between two sends of this channel to one destination. */
	cooldownSeconds: number;
	/** Sends to one destination, over all channels. */
	perDestination: { hourly: number; daily: number };
	/** Sends to all destinations of a prefix in an hour. */
	perPrefixHourly: number | null;
	/** Null: how many sends lead to a verification is not looked at. */
	conversion: ConversionRule | null;
}

/** When so few sends of a prefix are answered by a verification that nobody honest seems to be behind them. */
export interface ConversionRule {
	/** `observe` lets the send pass and says in the answer that it would have been refused. */
	mode: "block" | "observe";
	/** The sliding window, at most a day. */
	windowSeconds: number;
	/** A send counts once it is this old, or verified: a fresh one has had no time to be answered. */
	settleSeconds: number;
	/** Below this number of counted sends nothing is judged. */
	minimumSends: number;
	/** Verified out of counted sends, 0 to 1; a prefix below it is refused. */
	minimumRate: number;
}

export interface MeteredSend {
	/** Keyed hash: the meter never learns a number or an address. */
	destinationHash: string;
	channel: MeteredChannel;
	/** Keyed hash of the request's idempotency key. */
	keyHash?: string | undefined;
	/** Epoch ms. */
	now: number;
	limits: SendLimits;
}

/** A send that was counted. Give it back with `refund` when nothing left the house. */
export interface Reservation {
	id: string;
	destinationHash: string;
	/** Epoch ms. */
	at: number;
}

/** `repeated`: the same request is being worked on already. */
export type SendRefusal = "repeated" | "cool-down" | "hourly" | "daily" | "prefix" | "conversion";

/** Nothing was counted. `retryAfterSeconds`: the earliest time at which the answer may be another one. */
export interface Refused<Reason extends string> {
	ok: false;
	reason: Reason;
	retryAfterSeconds: number;
}

/** `observed` names the rule that only observes and would have refused. */
export type SendVerdict = { ok: true; reservation: Reservation; observed: "conversion" | null } | Refused<SendRefusal>;

/** Sends that one end user's address may ask for, whoever they go to. */
export interface AddressLimits {
	hourly: number;
	daily: number;
}

export type AddressVerdict = { ok: true } | Refused<"hourly" | "daily">;
