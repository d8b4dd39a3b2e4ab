// The limits of the meter, unless an administrator changes them.
import type { AddressLimits, ConversionRule, MeteredChannel, SendLimits } from "./types";

/**
 * People answer most codes, although they ask again and mistype. Fraud answers none. One in five lies far from both.
 */
const conversion: ConversionRule = {
	mode: "block",
	windowSeconds: 3_600,
	settleSeconds: 300,
	minimumSends: 20,
	minimumRate: 0.2,
};

/** A message by telephone costs money, and fraudsters earn by it. The cool-downs are Okta's. */
const telephone: SendLimits = {
	cooldownSeconds: 30,
	perDestination: { hourly: 5, daily: 15 },
	perPrefixHourly: 1_000,
	conversion,
};

/**
 * Here a prefix is a whole mail domain, or a part of a large one. The large domains hold most users, so neither cap nor
 * rate fits them.
 */
const mail: SendLimits = {
	cooldownSeconds: 5,
	perDestination: { hourly: 10, daily: 30 },
	perPrefixHourly: null,
	conversion: null,
};

export const defaultSendLimits: Record<MeteredChannel, SendLimits> = {
	SMS: telephone,
	CALL: telephone,
	EMAIL: mail,
	IM: mail,
};

export const defaultAddressLimits: AddressLimits = { hourly: 30, daily: 100 };
