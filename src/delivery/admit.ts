// Whether a message may be sent at all: a number that is one, a country that is allowed, limits that aren't reached.
// It stands before the route and before the hook, so that no way to send goes round it.
import type { Ctx } from "../context";
import { type ApiError, countryNotAllowed, invalid, recentlySent, sendLimitReached } from "../errors";
import { queueEvent } from "../log/write";
import type { Channel } from "../messages/message";
import type { RequestType } from "../messages/purpose";
import { type CountedSend, type Recipient, refundSend, reserveAddress, reserveSend } from "../meter/client";
import { defaultAddressLimits, defaultSendLimits } from "../meter/limits";
import type { Refused, SendLimits, SendRefusal } from "../meter/types";
import { maskDestination } from "../phone/mask";
import { isCountryAllowed, type PhoneRefusal, phoneNumberRefused, readPhoneNumber } from "../phone/number";
import { FirstUnderWay } from "./first-request";
import { sendEventType } from "./log-events";
import { deliverySettings } from "./settings/service";

export interface SendIntent {
	channel: Channel;
	/** As it was typed or stored. */
	to: string;
	/** The end user's address, where the caller knows it. */
	ipAddress: string | null;
	user: { id: string } | null;
	requestType: RequestType;
	/** Another system that asks us to deliver has waited between two messages itself. */
	hasOwnCooldown?: boolean;
	idempotencyKey?: string | undefined;
}

export interface Admitted {
	/** Normalized: E.164, or the address. */
	destination: string;
	/** ISO 3166 code of a number; null for other channels. */
	country: string | null;
	/** Gives the send back when nothing left the house. */
	refund(): Promise<void>;
	/** What the meter counted it as. */
	recipient: Recipient;
}

/**
 * Counts the send and lets it pass, or throws the precise refusal and logs it with its reason.
 * @throws FirstUnderWay while a request with the same idempotency key is worked on
 */
export async function admitSend(ctx: Ctx, intent: SendIntent): Promise<Admitted> {
	const settings = await deliverySettings.get(ctx);
	const place = await readDestination(ctx, intent, settings.allowedCountries);
	if (intent.ipAddress !== null) {
		const verdict = await reserveAddress(ctx, intent.ipAddress, defaultAddressLimits);
		if (!verdict.ok) {
			const error = sendLimitReached("Too many messages were asked for from this address.", verdict.retryAfterSeconds);
			throw refuse(ctx, intent, `address-${verdict.reason}`, error);
		}
	}
	const limits = limitsOf(intent, settings.conversionMode);
	const verdict = await reserveSend(ctx, place.recipient, limits, intent.idempotencyKey);
	if (!verdict.ok) throw meterRefusal(ctx, intent, verdict);
	if (verdict.observed !== null) ctx.background(logRefusal(ctx, intent, verdict.observed, "SKIPPED"));
	const counted: CountedSend = verdict;
	return { ...place, refund: () => refundSend(ctx, counted) };
}

async function readDestination(ctx: Ctx, intent: SendIntent, allowed: readonly string[] | null) {
	const { channel, to } = intent;
	if (channel === "EMAIL" || channel === "IM") {
		if (channel === "EMAIL" && !/^[^\s@,;<>"]{1,64}@[^\s@,;<>"]{1,255}$/.test(to)) {
			throw invalid("email", "This is not an e-mail address.");
		}
		return { destination: to, country: null, recipient: { channel, destination: to } };
	}
	const number = readPhoneNumber(to);
	if (!number.ok) throw numberRefused(ctx, intent, number.reason);
	const { e164, country, prefix } = number;
	if (allowed !== null && !isCountryAllowed(country, allowed)) {
		throw refuse(ctx, intent, "country", countryNotAllowed(country));
	}
	return { destination: e164, country, recipient: { channel, destination: e164, prefix } };
}

function limitsOf({ channel, hasOwnCooldown }: SendIntent, mode: "block" | "observe"): SendLimits {
	const defaults = defaultSendLimits[channel];
	const limits = hasOwnCooldown ? { ...defaults, cooldownSeconds: 0 } : defaults;
	return limits.conversion === null ? limits : { ...limits, conversion: { ...limits.conversion, mode } };
}

function meterRefusal(ctx: Ctx, intent: SendIntent, { reason, retryAfterSeconds }: Refused<SendRefusal>): ApiError {
	if (reason === "repeated") return new FirstUnderWay();
	const error =
		reason === "cool-down"
			? recentlySent(intent.channel, retryAfterSeconds)
			: sendLimitReached(refusalTexts[reason], retryAfterSeconds);
	return refuse(ctx, intent, reason, error);
}

const refusalTexts: Record<Exclude<SendRefusal, "cool-down" | "repeated">, string> = {
	hourly: "This destination has received as many messages as it may in an hour.",
	daily: "This destination has received as many messages as it may in a day.",
	prefix: "Numbers of this range have received as many messages as they may in an hour.",
	conversion: "Messages to this number range are hardly ever answered; sending there is suspended.",
};

function refuse(ctx: Ctx, intent: SendIntent, reason: string, error: ApiError): ApiError {
	ctx.background(logRefusal(ctx, intent, reason, "DENY"));
	return error;
}

/** The refusal of a number that nothing is sent to, for who has to read the number before the message is counted. */
export const numberRefused = (ctx: Ctx, intent: SendIntent, reason: PhoneRefusal): ApiError =>
	refuse(ctx, intent, reason, phoneNumberRefused(reason));

/** The refusal of a cool-down, for who knows without asking the meter that a message was just asked for. */
export const tooSoon = (ctx: Ctx, intent: SendIntent): ApiError =>
	refuse(ctx, intent, "cool-down", recentlySent(intent.channel, defaultSendLimits[intent.channel].cooldownSeconds));

/** Okta logs a blocked message as the send it would have been, with outcome DENY. */
const logRefusal = (ctx: Ctx, intent: SendIntent, reason: string, result: "DENY" | "SKIPPED") =>
	queueEvent(ctx, {
		eventType: sendEventType(intent.channel, intent.requestType),
		outcome: { result, reason: `SEND_LIMIT_${reason.toUpperCase().replaceAll("-", "_")}` },
		target: intent.user === null ? [] : [{ id: intent.user.id, type: "User" }],
		debugData: { destination: maskDestination(intent.to) },
	});
