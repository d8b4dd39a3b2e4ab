// Inbound sources at the door and on the wire, and the Okta receiver's view of the first of them.
import * as z from "zod";
import { OwnSendLimits } from "../delivery/limits/schema";
import { reason } from "../errors/cause";
import { senderId } from "../phone/fields";
import { singleLine } from "../web/text";
import { sourceTypes } from "./sources";

const headerName = z
	.string()
	.max(128)
	.regex(/^[A-Za-z0-9_-]+$/, reason("receiver-header-name"))
	.meta({ description: "The header that the secret comes in", examples: ["Authorization"] });

const secret = z
	.string()
	.min(16)
	.max(1024)
	.regex(/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/, reason("printable-ascii-unspaced"))
	.optional()
	.meta({
		description: "The whole value of that header. It is never answered; left out, the one that is kept stays.",
		examples: ["a-long-random-secret"],
	});

export const OktaReceiverInput = z.object({
	enabled: z.boolean().meta({ description: "Whether requests are taken" }),
	headerName: headerName.default("Authorization"),
	secret,
});

export const OktaReceiverView = z
	.object({
		enabled: z.boolean(),
		headerName: z.string(),
		hasSecret: z.boolean().meta({ description: "Whether a secret is kept" }),
		url: z.url().meta({ description: "What to enter in Okta as the hook's URL" }),
		lastUpdated: z.iso.datetime().nullable(),
	})
	.meta({ id: "OktaReceiver", description: "Where an Okta org's telephony inline hook can send its messages" });
export type OktaReceiverView = z.infer<typeof OktaReceiverView>;

export const InboundSourceReplacement = OktaReceiverInput.extend({
	name: singleLine(255).min(1).meta({ description: "What administrators call it; no two have the same name" }),
	eventHeaderName: headerName.default("Authorization"),
	eventSecret: secret,
	smsTemplateId: z.string().min(1).max(100).nullable().default(null).meta({
		description: "The SMS template of its text messages; null: its own text goes out where it brings one",
	}),
	// As the carrier with the most characters takes it.
	sender: senderId("A-Za-z0-9 +&_-")
		.nullable()
		.default(null)
		.meta({
			description: "The sender of its text messages, where the provider takes it; null: the account's own",
			examples: ["ACME"],
		}),
	countsOutcomes: z.boolean().default(false).meta({
		description: "Whether number ranges are judged by the outcomes that it tells. Without outcomes they aren't judged",
	}),
	limits: OwnSendLimits.default({}).meta({
		description:
			"Its own limits. What is left out is as in `/api/v1/send-limits`, with two exceptions: end users' addresses have " +
			"no limit, because a company's people often share one, and an Okta org has a cool-down of its own by telephone",
	}),
});

export const InboundSourceInput = InboundSourceReplacement.extend({
	type: z.enum(sourceTypes).meta({ description: "Which system it is" }),
});
export type InboundSourceInput = z.infer<typeof InboundSourceInput>;

/** What is left out stays as it is. */
export type InboundSourceChange = Partial<z.infer<typeof InboundSourceReplacement>>;

export const InboundSourceView = z
	.object({
		id: z.string().meta({ examples: ["okta"] }),
		type: z.string(),
		name: z.string(),
		enabled: z.boolean(),
		headerName: z.string(),
		hasSecret: z.boolean(),
		eventHeaderName: z.string(),
		hasEventSecret: z.boolean(),
		smsTemplateId: z.string().nullable(),
		sender: z.string().nullable(),
		countsOutcomes: z.boolean(),
		limits: OwnSendLimits,
		url: z.url().meta({ description: "Where it sends its messages" }),
		eventsUrl: z.url().meta({ description: "Where it sends its events, which tell outcomes" }),
		created: z.iso.datetime(),
		lastUpdated: z.iso.datetime().nullable(),
	})
	.meta({ id: "InboundSource", description: "Another system that asks us to send" });
export type InboundSourceView = z.infer<typeof InboundSourceView>;
