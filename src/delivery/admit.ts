// Whether a message may be sent at all: its number must be valid, its country allowed, and no limit reached. This check
// stands before the rule and the hook, so no way of sending goes round it.
import type { Ctx } from "../context";
import { type ApiError, countryNotAllowed, invalid, recentlySent, sendLimitReached } from "../errors";
import type { ReasonOf } from "../errors/reasons";
import { queueEvent } from "../log/write";
import type { SendRequest } from "../messages/send-request";
import { type CountedSend, type Recipient, reserveAddress, reserveSend } from "../meter/client";
import { defaultAddressLimits, defaultSendLimits } from "../meter/limits";
import type { Refused, SendLimits, SendRefusal } from "../meter/types";
import { maskDestination } from "../phone/mask";
import { isCountryAllowed, type PhoneRefusal, phoneNumberRefused, readPhoneNumber } from "../phone/number";
import { FirstUnderWay } from "./first-request";
import { sendEventType } from "./log-events";
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
}

/** The fields of a request that its refusal names. */
type Refusable = Pick<SendRequest, "channel" | "to" | "user" | "purpose">;

/**
 * Counts the send and returns it, or throws the precise refusal and logs that refusal with its reason.
 * @throws FirstUnderWay while a request with the same idempotency key is under way
 */
export async function admitSend(ctx: Ctx, request: SendRequest): Promise<AdmittedSend> {
	const settings = await rememberedDeliverySettings.get(ctx);
	const { isKnown, ...place } = await readDestination(ctx, request, settings);
	if (request.ipAddress !== null) {
		const verdict = await reserveAddress(ctx, request.ipAddress, defaultAddressLimits);
		if (!verdict.ok) {
			const error = sendLimitReached("address-limit", verdict.retryAfterSeconds);
			throw refuse(ctx, request, `address-${verdict.reason}`, error);
		}
	}
	const limits = limitsOf(request, settings.conversionMode);
	// A system with its own cool-down has its repeated requests recognized before they come here.
	const key = request.hasOwnCooldown ? undefined : request.idempotencyKey;
	const verdict = await reserveSend(ctx, place.recipient, limits, key);
	if (!verdict.ok) throw meterRefusal(ctx, request, verdict);
	if (!isKnown) ctx.background(logRefusal(ctx, request, "unknown-number", "SKIPPED"));
	if (verdict.observed !== null) ctx.background(logRefusal(ctx, request, verdict.observed, "SKIPPED"));
	const { meter, reservation } = verdict;
	return { ...request, ...place, counted: { meter, reservation } };
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
		throw refuse(ctx, request, "country", countryNotAllowed(country));
	}
	return { destination: e164, country, recipient: { channel, destination: e164, prefix }, isKnown };
}

function limitsOf({ channel, hasOwnCooldown }: SendRequest, mode: "block" | "observe"): SendLimits {
	const defaults = defaultSendLimits[channel];
	const limits = hasOwnCooldown ? { ...defaults, cooldownSeconds: 0 } : defaults;
	return limits.conversion === null ? limits : { ...limits, conversion: { ...limits.conversion, mode } };
}

function meterRefusal(ctx: Ctx, request: Refusable, { reason, retryAfterSeconds }: Refused<SendRefusal>): ApiError {
	if (reason === "repeated") return new FirstUnderWay();
	const error =
		reason === "cool-down"
			? recentlySent(request.channel, retryAfterSeconds)
			: sendLimitReached(limitReasons[reason], retryAfterSeconds);
	return refuse(ctx, request, reason, error);
}

const limitReasons = {
	hourly: "hourly-limit",
	daily: "daily-limit",
	prefix: "range-limit",
	conversion: "range-suspended",
} as const satisfies Record<Exclude<SendRefusal, "cool-down" | "repeated">, ReasonOf<"E0000150">>;

function refuse(ctx: Ctx, request: Refusable, reason: string, error: ApiError): ApiError {
	ctx.background(logRefusal(ctx, request, reason, "DENY"));
	return error;
}

/** Refuses a number. For callers that parse the number themselves, before anything is counted. */
export const numberRefused = (ctx: Ctx, request: Refusable, reason: PhoneRefusal): ApiError =>
	refuse(ctx, request, reason, phoneNumberRefused(reason));

/** Refuses because of the cool-down, where the caller knows it without asking the meter. */
export const tooSoon = (ctx: Ctx, request: Refusable): ApiError =>
	refuse(ctx, request, "cool-down", recentlySent(request.channel, defaultSendLimits[request.channel].cooldownSeconds));

/** Like Okta, logs a refused message as the event of the send itself, with outcome DENY. */
const logRefusal = (ctx: Ctx, request: Refusable, reason: string, result: "DENY" | "SKIPPED") =>
	queueEvent(ctx, {
		eventType: sendEventType(request.channel, request.purpose),
		outcome: { result, reason: `SEND_LIMIT_${reason.toUpperCase().replaceAll("-", "_")}` },
		target: request.user === null ? [] : [{ id: request.user.id, type: "User" }],
		debugData: { destination: maskDestination(request.to) },
	});
