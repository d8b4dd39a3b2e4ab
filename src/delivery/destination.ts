// Where a message goes, and whether the settings allow it: valid numbers, countries, lists of numbers, fixed lines.
import type { Ctx } from "../context";
import { ApiError, countryNotAllowed, invalid, invalidPhoneNumber } from "../errors";
import type { Recipient } from "../meter/client";
import { isCountryAllowed, isFixedLine, type PhoneRefusal, phoneNumberRefused, readPhoneNumber } from "../phone/number";
import type { SendLimits } from "./limits/schema";
import { rememberedSendLimits } from "./limits/service";
import { logUncountedRefusal, type Refusable } from "./refusals";
import type { DeliverySettings } from "./settings/schema";
import { rememberedDeliverySettings } from "./settings/service";

export interface Place {
	/** Normalized: E.164, or the address. */
	destination: string;
	/** ISO 3166 code of a number; null for other channels. */
	country: string | null;
	/** The recipient as the meter counts it. */
	recipient: Recipient;
	/** An administrator's word for this number counts more than its country, its kind and what its range does. */
	isAllowed: boolean;
	/** False for a number that no table knows, and that the settings let through. */
	isKnown: boolean;
}

export function readDestination(
	ctx: Ctx,
	request: Refusable,
	limits: SendLimits,
	{ allowedCountries, unknownNumbers }: Pick<DeliverySettings, "allowedCountries" | "unknownNumbers">,
): Place {
	const { channel, to } = request;
	if (channel === "EMAIL" || channel === "IM") {
		if (channel === "EMAIL" && !/^[^\s@,;<>"]{1,64}@[^\s@,;<>"]{1,255}$/.test(to)) {
			throw invalid("email", "not-email");
		}
		return { destination: to, country: null, recipient: { channel, destination: to }, isAllowed: false, isKnown: true };
	}
	const number = readPhoneNumber(to, { takesUnknown: unknownNumbers === "WARN" });
	if (!number.ok) throw numberRefused(ctx, request, number.reason);
	const { e164, country, prefix, isKnown } = number;
	const isAllowed = isListed(limits.allowedNumbers, e164);
	const recipient = { channel, destination: e164, prefix };
	const place: Place = { destination: e164, country, recipient, isAllowed, isKnown };
	if (isAllowed) return place;
	if (isListed(limits.blockedNumbers, e164)) throw settingRefused(ctx, request, "number-blocked");
	if (allowedCountries !== null && !isCountryAllowed(country, allowedCountries)) {
		logUncountedRefusal(ctx, request, "country");
		throw countryNotAllowed(country);
	}
	if (channel === "SMS" && limits.fixedLines === "REFUSE" && isFixedLine(e164)) {
		throw settingRefused(ctx, request, "fixed-line");
	}
	return place;
}

/** The same for a message that has no code, such as a notice. Null where it may not go. */
export async function findPlace(ctx: Ctx, channel: "EMAIL" | "SMS", to: string): Promise<Place | null> {
	const [limits, settings] = await Promise.all([rememberedSendLimits.get(ctx), rememberedDeliverySettings.get(ctx)]);
	try {
		return readDestination(ctx, { channel, to, user: null, purpose: "verification" }, limits, settings);
	} catch (error) {
		if (error instanceof ApiError) return null;
		throw error;
	}
}

const isListed = (listed: readonly string[], e164: string): boolean =>
	listed.some((entry) => (entry.endsWith("*") ? e164.startsWith(entry.slice(0, -1)) : e164 === entry));

function settingRefused(ctx: Ctx, request: Refusable, reason: "number-blocked" | "fixed-line"): ApiError {
	logUncountedRefusal(ctx, request, reason);
	return invalidPhoneNumber(reason);
}

/** Refuses a number. For callers that parse the number themselves, before anything is counted. */
export function numberRefused(ctx: Ctx, request: Refusable, reason: PhoneRefusal): ApiError {
	logUncountedRefusal(ctx, request, reason);
	return phoneNumberRefused(reason);
}
