// Customer care at the door and on the wire: whom an operator looks up, why the operator acts, what there is to see.
import * as z from "zod";
import { ContactView } from "../contacts/schema";
import { RegisteredDeviceView } from "../devices/schema";
import { factorTypes } from "../factors/schema";
import { StoppedNumberView } from "../factors/stopped-numbers";
import { LockView, userStatuses } from "../users/schema";
import { exactWays } from "../users/search";
import { singleLine } from "../web/text";

export const CareLookup = z.strictObject({
	by: z.enum(exactWays),
	value: z
		.string()
		.trim()
		.min(1)
		.max(254)
		.meta({ description: "The whole login, number or address, in the body because URLs are noted down everywhere" }),
});
export type CareLookup = z.output<typeof CareLookup>;

const person = {
	id: z.string(),
	login: z.string(),
	displayName: z.string(),
	status: z.enum(userStatuses),
};

export const FoundPersonView = z.object(person);
export type FoundPersonView = z.output<typeof FoundPersonView>;

export const CareNote = z.strictObject({
	reason: singleLine(500)
		.min(1)
		.meta({
			description: "Why, for the System Log. No code, no number and no address belongs in it",
			examples: ["Lost the phone, called back at the number that HR has"],
		}),
	ticket: singleLine(100).min(1).optional().meta({ description: "Where else the matter is written down" }),
});
export type CareNote = z.output<typeof CareNote>;

/** OAAM 11g offers two hours, among others. */
export const TemporaryAllowInput = CareNote.extend({
	minutes: z
		.int()
		.min(1)
		.max(24 * 60)
		.default(120)
		.meta({ description: "How long: a day at the most" }),
});
export type TemporaryAllowInput = z.output<typeof TemporaryAllowInput>;

export const HelpDeskCodeInput = CareNote.extend({
	application: z
		.string()
		.min(1)
		.max(40)
		.meta({ description: "Id. Only transactions of this application take the code" }),
});
export type HelpDeskCodeInput = z.output<typeof HelpDeskCodeInput>;

export const TimelineQuery = z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) });

const when = z.iso.datetime();

export const TemporaryAllowView = z.object({
	until: when.meta({ description: "Until then policies that block challenge the person instead" }),
});

export const HelpDeskCodeView = z.object({
	code: z
		.string()
		.regex(/^\d{8}$/)
		.meta({ description: "It is shown this once and can't be read again" }),
	expires: when,
});

export const CaredPersonView = z
	.object({
		...person,
		contacts: z.array(ContactView).nullable().meta({ description: "Null while a directory doesn't answer" }),
		isOptedOut: z.boolean().meta({ description: "Has declined to get codes. A reset of the OTP profile ends it" }),
		stoppedNumbers: z.array(StoppedNumberView).meta({
			description: "Numbers that have answered STOP and get no text messages. Only START from the same number ends it",
		}),
		factors: z.array(
			z.object({
				id: z.string(),
				factorType: z.enum(factorTypes),
				name: z.string(),
				status: z.enum(["PENDING_ACTIVATION", "ACTIVE"]),
				contact: z.string().nullable().meta({ description: "Where its codes go, masked" }),
				isSwitchedOff: z.boolean(),
				created: when,
			}),
		),
		questions: z.int().meta({ description: "How many security questions the person has answered" }),
		hasPhrase: z.boolean(),
		recoveryCodesLeft: z.int().nullable().meta({ description: "Null: there is no list" }),
		lock: LockView,
		failures: z.record(z.string(), z.int()).meta({
			description: "Challenge type → wrong answers in a row, as policies count them",
		}),
		registeredDevices: z.array(RegisteredDeviceView),
		temporaryAllow: TemporaryAllowView.nullable(),
		helpDeskCode: z.object({ application: z.string(), expires: when }).nullable().meta({
			description: "That there is one, and for which application. Nobody can read it",
		}),
	})
	.meta({ id: "CaredPerson" });
export type CaredPersonView = z.input<typeof CaredPersonView>;
