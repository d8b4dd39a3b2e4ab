// What the meter allows unless an administrator says otherwise.
import type { AddressLimits, ConversionRule, MeteredChannel, SendLimits } from "./types";

/** People ask again and mistype, fraud is never answered: one in five is far below the former and above the latter. */
const conversion: ConversionRule = {
	mode: "block",
	windowSeconds: 3_600,
	settleSeconds: 300,
	minimumSends: 20,
	minimumRate: 0.2,
};

/** A message by the telephone costs money, and there are those who earn by it. Cool-downs are Okta's. */
const telephone: SendLimits = {
	cooldownSeconds: 30,
	perDestination: { hourly: 5, daily: 15 },
	perPrefixHourly: 1_000,
	conversion,
};

/** A prefix is a whole mail domain here, and the large ones hold most of the users: neither cap nor rate fits it. */
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
