// The limits of messages at the door and on the wire, with today's values as their defaults.
import * as z from "zod";
import { reason } from "../../errors/cause";
import { defaultAddressLimits, defaultSendLimits } from "../../meter/limits";
import type { SendLimits as MeterLimits } from "../../meter/types";

/** A destination keeps each send of a day, and a minute of an address keeps the id of each send. */
const mostOfADestination = 1_000;
const mostOfAnAddress = 10_000;

const caps = (most: number) => z.object({ hourly: z.int().min(1).max(most), daily: z.int().min(1).max(most) });

const ChannelLimits = z.object({
	cooldownSeconds: z
		.int()
		.min(0)
		.max(3_600)
		.meta({ description: "Between two messages of a channel to a destination" }),
	perDestination: caps(mostOfADestination).meta({ description: "Messages to a destination, over all channels" }),
	perRangeHourly: z.int().min(1).max(1_000_000).nullable().meta({
		description: "Messages to a number range or mail domain in an hour; null: no limit",
	}),
});
export type ChannelLimits = z.infer<typeof ChannelLimits>;

const numbers = z.array(z.string().regex(/^\+[1-9]\d{0,14}\*?$/, reason("number-or-range"))).max(1_000);

const fields = {
	telephone: ChannelLimits.meta({ description: "For SMS and calls" }),
	mail: ChannelLimits.meta({ description: "For e-mail and instant messages" }),
	address: caps(mostOfAnAddress)
		.nullable()
		.meta({ description: "Messages that an end user's address asks for; null: no limit" }),
	ownProxies: z.int().min(0).max(10).meta({
		description: "How many last public addresses of `X-Forwarded-For` are proxies of the calling applications",
	}),
	blockedNumbers: numbers.meta({
		description: "Numbers that get no message; `*` behind the first digits stands for a range",
		examples: [["+1900*"]],
	}),
	allowedNumbers: numbers.meta({
		description:
			"Numbers that are never blocked: not by country, list, kind of line, or by what others of their range do",
		examples: [["+819012345678"]],
	}),
	fixedLines: z.enum(["SEND", "REFUSE"]).meta({ description: "What happens to an SMS to a number of a fixed line" }),
};

const channelDefault = ({ cooldownSeconds, perDestination, perPrefixHourly }: MeterLimits): ChannelLimits => ({
	cooldownSeconds,
	perDestination,
	perRangeHourly: perPrefixHourly,
});

export const SendLimits = z
	.object({
		telephone: fields.telephone.default(channelDefault(defaultSendLimits.SMS)),
		mail: fields.mail.default(channelDefault(defaultSendLimits.EMAIL)),
		address: fields.address.default(defaultAddressLimits),
		ownProxies: fields.ownProxies.default(0),
		blockedNumbers: fields.blockedNumbers.default([]),
		allowedNumbers: fields.allowedNumbers.default([]),
		fixedLines: fields.fixedLines.default("SEND"),
	})
	.meta({ id: "SendLimits", description: "The limits of messages" });
export type SendLimits = z.infer<typeof SendLimits>;

/** A sender's own limits. The sender tells its end users' addresses itself, so no proxy stands in between. */
export const OwnSendLimits = z
	.object(fields)
	.omit({ ownProxies: true })
	.partial()
	.meta({ id: "OwnSendLimits", description: "Limits of one sender; what is left out is as for all senders" });
export type OwnSendLimits = Partial<SendLimits>;
