// Whether a message may be sent at all: its number must be valid, its country allowed, and no limit reached. This check
// stands before the rule and the hook, so no way of sending goes round it.
import type { Ctx } from "../context";
import { type ApiError, countryNotAllowed, invalid, recentlySent, sendLimitReached } from "../errors";
import type { ReasonOf } from "../errors/reasons";
import type { SendRequest } from "../messages/send-request";
import { type CountedSend, type Recipient, refundSend, reserveAddress, reserveSend } from "../meter/client";
import { defaultAddressLimits, defaultSendLimits } from "../meter/limits";
import type { SendLimits, SendRefusal, SendVerdict } from "../meter/types";
import { isCountryAllowed, type PhoneRefusal, phoneNumberRefused, readPhoneNumber } from "../phone/number";
import { FirstUnderWay } from "./first-request";
import { logObserved, logRefusal, logUncountedRefusal, noteUnasked, type Refusable, takeUnasked } from "./refusals";
import type { DeliverySettings } from "./settings/schema";
import { rememberedDeliverySettings } from "./settings/service";

/** A request that was counted and may be sent. Give it back with `refundSend` if the message has certainly not left. */
export interface AdmittedSend extends SendRequest {
	/** Normalized: E.164, or the address. */
	destination: string;
	/** ISO 3166 code of a number; null for other channels. */
	country: string | null;
	/** The recipient as the meter counted it. */
	recipient: Recipient;
	counted: CountedSend;
	/** How many messages to the destination were refused since, as far as no row of the log tells of them. */
	refusedMeanwhile: number;
}

/**
 * Counts the send and returns it, or throws the precise refusal and logs that refusal with its reason.
 * @throws FirstUnderWay while a request with the same idempotency key is under way
 */
export async function admitSend(ctx: Ctx, request: SendRequest): Promise<AdmittedSend> {
	const settings = await rememberedDeliverySettings.get(ctx);
	const { isKnown, ...place } = await readDestination(ctx, request, settings);
	const limits = limitsOf(request, settings.conversionMode);
	// A system with its own cool-down has its repeated requests recognized before they come here.
	const key = request.hasOwnCooldown ? undefined : request.idempotencyKey;
	const verdict = await reserveSend(ctx, place.recipient, limits, key, takeUnasked(request));
	if (!verdict.ok) throw meterRefusal(ctx, request, verdict);
	const { meter, reservation, refusedMeanwhile } = verdict;
	const counted = await admitAddress(ctx, request, { meter, reservation });
	if (!isKnown) logObserved(ctx, request, "unknown-number");
	if (verdict.observed !== null) logObserved(ctx, request, verdict.observed);
	return { ...request, ...place, counted, refusedMeanwhile };
}

/** Asks the meter of the end user's address. Unless that meter admits the send, the destination gets the send back. */
async function admitAddress(ctx: Ctx, request: SendRequest, counted: CountedSend): Promise<CountedSend> {
	const { ipAddress } = request;
	if (ipAddress === null) return counted;
	let isAdmitted = false;
	try {
		const verdict = await reserveAddress(ctx, ipAddress, defaultAddressLimits, counted.reservation.id);
		isAdmitted = verdict.ok;
		if (verdict.ok) return { ...counted, ipAddress };
		logRefusal(ctx, request, `address-${verdict.reason}`, verdict);
		throw sendLimitReached("address-limit", verdict.retryAfterSeconds);
	} finally {
		if (!isAdmitted) await refundSend(ctx, counted);
	}
}

async function readDestination(ctx: Ctx, request: SendRequest, settings: DeliverySettings) {
	const { channel, to } = request;
	const { allowedCountries: allowed, unknownNumbers } = settings;
	if (channel === "EMAIL" || channel === "IM") {
		if (channel === "EMAIL" && !/^[^\s@,;<>"]{1,64}@[^\s@,;<>"]{1,255}$/.test(to)) {
			throw invalid("email", "not-email");
		}
		return { destination: to, country: null, recipient: { channel, destination: to }, isKnown: true };
	}
	const number = readPhoneNumber(to, { takesUnknown: unknownNumbers === "WARN" });
	if (!number.ok) throw numberRefused(ctx, request, number.reason);
	const { e164, country, prefix, isKnown } = number;
	if (allowed !== null && !isCountryAllowed(country, allowed)) {
		logUncountedRefusal(ctx, request, "country");
		throw countryNotAllowed(country);
	}
	return { destination: e164, country, recipient: { channel, destination: e164, prefix }, isKnown };
}

function limitsOf({ channel, hasOwnCooldown }: SendRequest, mode: "block" | "observe"): SendLimits {
	const defaults = defaultSendLimits[channel];
	const limits = hasOwnCooldown ? { ...defaults, cooldownSeconds: 0 } : defaults;
	return limits.conversion === null ? limits : { ...limits, conversion: { ...limits.conversion, mode } };
}

function meterRefusal(ctx: Ctx, request: Refusable, refused: Extract<SendVerdict, { ok: false }>): ApiError {
	const { reason, retryAfterSeconds } = refused;
	if (reason === "repeated") return new FirstUnderWay();
	logRefusal(ctx, request, reason, refused);
	return reason === "cool-down"
		? recentlySent(request.channel, retryAfterSeconds)
		: sendLimitReached(limitReasons[reason], retryAfterSeconds);
}

const limitReasons = {
	hourly: "hourly-limit",
	daily: "daily-limit",
	prefix: "range-limit",
	conversion: "range-suspended",
} as const satisfies Record<Exclude<SendRefusal, "cool-down" | "repeated">, ReasonOf<"E0000150">>;

/** Refuses a number. For callers that parse the number themselves, before anything is counted. */
export function numberRefused(ctx: Ctx, request: Refusable, reason: PhoneRefusal): ApiError {
	logUncountedRefusal(ctx, request, reason);
	return phoneNumberRefused(reason);
}

/**
 * Refuses because of the cool-down, where the caller knows it without asking the meter. It isn't logged here: earlier
 * requests are under way, and the meter has the first refusal of them logged.
 */
export function tooSoon(request: Refusable): ApiError {
	noteUnasked(request);
	return recentlySent(request.channel, defaultSendLimits[request.channel].cooldownSeconds);
}
