// The settings of delivery that an administrator may change, with their defaults.
import * as z from "zod";
import { reason } from "../../errors/cause";
import { countries } from "../../phone/fields";

export const DeliverySettings = z
	.object({
		allowedCountries: countries
			.nullable()
			.default(null)
			.meta({ description: "Countries that SMS and calls go to; null: all of them" }),
		unknownNumbers: z
			.enum(["REFUSE", "WARN"])
			.default("REFUSE")
			.meta({
				description:
					"What happens to a number of possible length that isn't in the numbering plans as we know them, such as one of " +
					"a new area code. WARN: it is sent to, as a number of its calling code's main country, and the log tells",
			}),
		whenHookFails: z
			.enum(["FALL_BACK", "FAIL"])
			.default("FALL_BACK")
			.meta({ description: "What happens to a message that the active telephony hook didn't take" }),
		confirmWithinSeconds: z.int().min(10).max(300).nullable().default(null).meta({
			description: "Without a receipt or a right code by then the next provider gets the same code; null: never",
		}),
		conversionMode: z
			.enum(["block", "observe"])
			.default("block")
			.meta({ description: "What happens to a number range whose codes are hardly ever answered" }),
		originHost: z
			.string()
			.regex(/^[a-z0-9.-]{1,253}$/, reason("host-name"))
			.nullable()
			.default(null)
			.meta({ description: "Host that SMS codes are bound to by a last line for browsers; null: none" }),
	})
	.meta({ id: "DeliverySettings", description: "How messages are sent" });
export type DeliverySettings = z.infer<typeof DeliverySettings>;
