// The development inbox on the wire.
import * as z from "zod";
import { channels } from "../messages/message";

export const InboxQuery = z.object({
	to: z
		.string()
		.max(320)
		// In a query, an unescaped plus sign means a space.
		.transform((text) => text.replace(/^ /, "+"))
		.optional()
		.meta({ description: "Messages to this number, address or ID only", examples: ["+4520123456"] }),
	limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type InboxQuery = z.infer<typeof InboxQuery>;

export const InboxPageQuery = InboxQuery.extend({
	refresh: z.coerce
		.number()
		.int()
		.min(1)
		.max(60)
		.optional()
		.meta({ description: "Seconds after which the page loads itself again" }),
});
export type InboxPageQuery = z.infer<typeof InboxPageQuery>;

export const InboxMessageView = z
	.object({
		id: z.string().meta({ description: "The id that the inbox gave it as a provider", examples: ["inbox-17"] }),
		deliveryId: z.string(),
		channel: z.enum(channels),
		to: z.string().meta({ examples: ["+4520123456"] }),
		locale: z.string().meta({ examples: ["en"] }),
		subject: z.string().nullable().meta({ description: "Of an e-mail" }),
		text: z.string().meta({ examples: ["Your code is 123456."] }),
		code: z.string().meta({ description: "The code in the text", examples: ["123456"] }),
		received: z.iso.datetime(),
	})
	.meta({ id: "InboxMessage" });
export type InboxMessageView = z.infer<typeof InboxMessageView>;
