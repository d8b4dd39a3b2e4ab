// Whether a message may be sent at all: its number must be valid, its country allowed, and no limit reached. This check
// stands before the rule and the hook, so no way of sending goes round it.
import type { Ctx } from "../context";
import { type ApiError, recentlySent, sendLimitReached } from "../errors";
import type { ReasonOf } from "../errors/reasons";
import type { SendRequest } from "../messages/send-request";
import { type CountedSend, refundSend, reserveAddress, reserveSend } from "../meter/client";
import { defaultSendLimits } from "../meter/limits";
import type { SendLimits as MeterLimits, SendRefusal, SendVerdict } from "../meter/types";
import { type Place, readDestination } from "./destination";
import { FirstUnderWay } from "./first-request";
import type { ChannelLimits, OwnSendLimits, SendLimits } from "./limits/schema";
import { limitsFor, rememberedSendLimits } from "./limits/service";
import { logObserved, logRefusal, noteUnasked, type Refusable, takeUnasked } from "./refusals";
import { rememberedDeliverySettings } from "./settings/service";

/** A request that was counted and may be sent. Give it back with `refundSend` if the message has certainly not left. */
export interface AdmittedSend extends SendRequest, Omit<Place, "isAllowed" | "isKnown"> {
	counted: CountedSend;
	/** How many messages to the destination were refused since, as far as no row of the log tells of them. */
	refusedMeanwhile: number;
}

/**
 * Counts the send and returns it, or throws the precise refusal and logs that refusal with its reason.
 * @param own what the sender has in place of the limits of all senders
 * @throws FirstUnderWay while a request with the same idempotency key is under way
 */
export async function admitSend(ctx: Ctx, request: SendRequest, own: OwnSendLimits = {}): Promise<AdmittedSend> {
	const settings = await rememberedDeliverySettings.get(ctx);
	const limits = await limitsFor(ctx, request, own);
	const { isAllowed, isKnown, ...place } = readDestination(ctx, request, limits, settings);
	// A system with its own cool-down has its repeated requests recognized before they come here.
	const key = request.hasOwnCooldown ? undefined : request.idempotencyKey;
	const ofMeter = meterLimits(request, limits, settings.conversionMode, isAllowed);
	const verdict = await reserveSend(ctx, place.recipient, ofMeter, key, takeUnasked(request));
	if (!verdict.ok) throw meterRefusal(ctx, request, verdict);
	const { meter, reservation, refusedMeanwhile } = verdict;
	const counted = await admitAddress(ctx, request, limits, { meter, reservation });
	if (!isKnown) logObserved(ctx, request, "unknown-number");
	if (verdict.observed !== null) logObserved(ctx, request, verdict.observed);
	return { ...request, ...place, counted, refusedMeanwhile };
}

/** Asks the meter of the end user's address. Unless that meter admits the send, the destination gets the send back. */
async function admitAddress(
	ctx: Ctx,
	request: SendRequest,
	{ address }: SendLimits,
	counted: CountedSend,
): Promise<CountedSend> {
	const ipAddress = countedAddress(ctx, request);
	if (address === null || ipAddress === null) return counted;
	let isAdmitted = false;
	try {
		const verdict = await reserveAddress(ctx, ipAddress, address, counted.reservation.id);
		isAdmitted = verdict.ok;
		if (verdict.ok) return { ...counted, ipAddress };
		logRefusal(ctx, request, `address-${verdict.reason}`, verdict);
		throw sendLimitReached("address-limit", verdict.retryAfterSeconds);
	} finally {
		if (!isAdmitted) await refundSend(ctx, counted);
	}
}

/** What can't be read counts as one address of its caller, so that nobody leaves the limit by writing nonsense. */
function countedAddress({ actor }: Ctx, { ipAddress, hasUnreadableAddress, source }: SendRequest): string | null {
	if (!hasUnreadableAddress) return ipAddress;
	return source?.id ?? ("id" in actor ? actor.id : actor.kind);
}

/** The limits as the meter takes them. */
function meterLimits(
	{ channel, source }: SendRequest,
	limits: SendLimits,
	mode: "block" | "observe",
	isAllowed: boolean,
): MeterLimits {
	const { cooldownSeconds, perDestination, perRangeHourly } = channelLimits(limits, channel);
	const { conversion } = defaultSendLimits[channel];
	// Nobody here sees whether a code is entered that another system verifies (docs/decisions/0025).
	const isJudged = conversion !== null && !isAllowed && source?.countsOutcomes !== false;
	return {
		cooldownSeconds,
		perDestination,
		perPrefixHourly: isAllowed ? null : perRangeHourly,
		conversion: isJudged ? { ...conversion, mode } : null,
	};
}

const channelLimits = ({ telephone, mail }: SendLimits, channel: SendRequest["channel"]): ChannelLimits =>
	channel === "SMS" || channel === "CALL" ? telephone : mail;

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

/**
 * Refuses because of the cool-down, where the caller knows it without asking the meter. It isn't logged here: earlier
 * requests are under way, and the meter has the first refusal of them logged.
 */
export async function tooSoon(ctx: Ctx, request: Refusable): Promise<ApiError> {
	noteUnasked(request);
	const { cooldownSeconds } = channelLimits(await rememberedSendLimits.get(ctx), request.channel);
	return recentlySent(request.channel, Math.max(1, cooldownSeconds));
}
