// Deliveries on the wire: where a message is and what was tried for it, without its text, its code or the destination.
import * as z from "zod";
import { requestTypes } from "../../hooks/telephony";
import { channels, deliveryStatuses, outcomes } from "../../messages/message";

const status = z.enum(deliveryStatuses);

export const DeliveryListQuery = z.object({
	userId: z.string().max(100).optional(),
	status: status.optional(),
	channel: z.enum(channels).optional(),
	limit: z.coerce.number().int().min(1).max(200).default(50),
	after: z.string().max(100).optional().meta({ description: "The cursor of a `next` link" }),
});
export type DeliveryListQuery = z.infer<typeof DeliveryListQuery>;

export const DeliverySummaryView = z
	.object({
		id: z.string().meta({ examples: ["dlv0TfA1bC2dE3fG4hI5"] }),
		channel: z.enum(channels),
		status,
		destination: z.string().meta({ description: "The number or address, masked", examples: ["+4520******56"] }),
		country: z
			.string()
			.nullable()
			.meta({ description: "ISO 3166 code of the number's country", examples: ["DK"] }),
		requestType: z.enum(requestTypes),
		userId: z.string().nullable(),
		factorId: z.string().nullable(),
		routeId: z.string().nullable(),
		sourceId: z.string().nullable().meta({ description: "The inbound source that asked for the message" }),
		outcome: z.enum(outcomes).nullable().meta({ description: "What the source told of the code" }),
		created: z.iso.datetime(),
		expires: z.iso.datetime().meta({ description: "When the code in it stops being worth anything" }),
		verified: z.iso.datetime().nullable().meta({ description: "When the right code was given" }),
		lastUpdated: z.iso.datetime(),
	})
	.meta({ id: "DeliverySummary" });
export type DeliverySummaryView = z.infer<typeof DeliverySummaryView>;

const AttemptView = z.object({
	provider: z.string().meta({ examples: ["twilio"] }),
	accountId: z.string().nullable(),
	hookId: z.string().nullable(),
	result: z.enum(["accepted", "failed", "unknown"]).meta({
		description: "`unknown`: the request went out and no answer came, so the provider may have sent it",
	}),
	reason: z
		.string()
		.nullable()
		.meta({ description: "Why it failed", examples: ["temporary"] }),
	providerCode: z.string().nullable().meta({ description: "The provider's own code of the failure" }),
	providerMessageId: z.string().nullable(),
	status,
	at: z.iso.datetime(),
	durationMs: z.int(),
	receipts: z.array(
		z.object({
			status,
			detail: z.string().nullable().meta({ description: "The provider's word" }),
			at: z.iso.datetime(),
		}),
	),
});

export const DeliveryView = DeliverySummaryView.extend({
	attempts: z.array(AttemptView).meta({ description: "What was tried, in that order" }),
}).meta({ id: "Delivery", description: "A message and its way to a person" });
export type DeliveryView = z.infer<typeof DeliveryView>;

/** What another system tells of a code that it verifies. */
export const OutcomeInput = z.object({
	outcome: z.enum(outcomes).meta({ description: "Whether the right code was given" }),
});
