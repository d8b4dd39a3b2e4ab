// Provider accounts and drivers at the door and on the wire.
import * as z from "zod";
import { drivers } from "../../drivers";
import { channels, deliveryStatuses } from "../../messages/message";
import { singleLine } from "../../web/text";

const channel = z.enum(channels);
const values = z.record(z.string(), z.unknown());
const jsonSchema = values.meta({ description: "JSON Schema, with titles and descriptions for a form" });

export const ProviderDriverView = z.object({
	id: z.string(),
	title: z.string(),
	channels: z.array(channel),
	hasReceipts: z.boolean().meta({ description: "Whether it tells what becomes of a message" }),
	config: jsonSchema,
	secrets: jsonSchema,
});
export type ProviderDriverView = z.infer<typeof ProviderDriverView>;

const name = singleLine(100)
	.min(1)
	.meta({ description: "What administrators call it; no two have the same name", examples: ["Carrier, Europe"] });

const driver = z
	.enum(drivers.map(({ id }) => id))
	.meta({ description: "Id of its driver, which can't be changed", examples: ["webhook"] });

const config = values.default({}).meta({
	description: "As the driver's `config` schema says",
	examples: [{ url: "https://carrier.example.com/otp" }],
});

const secretsExample = { signingSecret: `whsec_${btoa("an example of thirty-two bytes.")}` };

const secrets = values.default({}).meta({
	description: "As the driver's `secrets` schema says. They are sealed and never answered.",
	examples: [secretsExample],
});

export const ProviderAccountInput = z.object({ name, driver, config, secrets });
export type ProviderAccountInput = z.infer<typeof ProviderAccountInput>;

export const ProviderAccountReplaceInput = z.object({
	name,
	driver: driver.optional(),
	config,
	secrets: secrets.meta({
		description: "What is left out stays as it is stored; null clears it.",
		examples: [secretsExample],
	}),
});
export type ProviderAccountReplaceInput = z.infer<typeof ProviderAccountReplaceInput>;

export const ProviderAccountQuery = z.object({
	activate: z.stringbool().default(true).meta({ description: "Whether the new account starts ACTIVE" }),
});

export const ProviderAccountView = z.object({
	id: z.string(),
	name: z.string(),
	driver: z.string(),
	status: z.enum(["ACTIVE", "INACTIVE"]),
	channels: z.array(channel),
	config: values,
	secretNames: z.array(z.string()).meta({ description: "Which secrets are stored" }),
	breaker: z
		.object({
			state: z.enum(["closed", "open", "half-open"]),
			failures: z.int().meta({ description: "In a row" }),
			openUntil: z.iso.datetime().nullable(),
		})
		.meta({ description: "After failures in a row the account is left out for a while (open), then tried once" }),
	created: z.iso.datetime(),
	lastUpdated: z.iso.datetime(),
	_links: z.record(z.string(), z.unknown()),
});
export type ProviderAccountView = z.infer<typeof ProviderAccountView>;

export const TestMessageInput = z.object({
	channel: channel.meta({ examples: ["SMS"] }),
	to: singleLine(254)
		.min(1)
		.meta({ description: "Number, address, or what the provider knows a person by", examples: ["+4520123456"] }),
});
export type TestMessageInput = z.infer<typeof TestMessageInput>;

export const TestMessageView = z.object({
	status: z.enum(deliveryStatuses),
	providerMessageId: z.string().nullable(),
	failure: z
		.object({
			kind: z.enum(["temporary", "permanent", "misconfigured", "unknown"]).meta({
				description: "unknown: no clear answer came in time, and the message may have been sent",
			}),
			providerCode: z.string().nullable().meta({ description: "The provider's own code, when it gave one" }),
		})
		.nullable(),
});
export type TestMessageView = z.infer<typeof TestMessageView>;
