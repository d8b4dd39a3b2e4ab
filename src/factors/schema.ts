// Factors at the door and on the wire, in Okta's shapes: tokens, authenticator apps, questions, and sent codes.
import * as z from "zod";
import { reason } from "../errors/cause";
import { enrollSettings } from "../policies/enrollment/evaluate";
import { enrollChoices } from "../policies/enrollment/rules/schema";
import { questionKeys } from "./questions";

/** The factors whose codes are made here and sent. */
export const sentTypes = ["sms", "call", "email"] as const;
export type SentFactorType = (typeof sentTypes)[number];

/** All kinds of factors, by their names in Okta's API. */
export const factorTypes = ["token:hotp", "token:software:totp", "question", ...sentTypes] as const;

const maxCounter = 2 ** 48;

const CustomOtpEnrollment = z.object({
	factorType: z.literal("token:hotp"),
	provider: z.literal("CUSTOM"),
	factorProfileId: z.string().min(1).max(100).meta({ description: "Id of the custom OTP authenticator" }),
	profile: z.object({
		sharedSecret: z
			.string()
			.min(1)
			.max(512)
			.meta({ description: "The token's own secret, 16 to 128 bytes, in the authenticator's encoding" }),
		counter: z
			.int()
			.min(0)
			.max(maxCounter)
			.optional()
			.meta({ description: "Next event counter of an HOTP token; 0 when new" }),
	}),
});
export type CustomOtpEnrollment = z.infer<typeof CustomOtpEnrollment>;

const TotpEnrollment = z.object({
	factorType: z.literal("token:software:totp"),
	provider: z.enum(["GOOGLE", "OKTA"]),
});
export type TotpEnrollment = z.infer<typeof TotpEnrollment>;

const QuestionEnrollment = z.object({
	factorType: z.literal("question"),
	provider: z.literal("OKTA"),
	profile: z.object({
		question: z.enum(questionKeys).meta({ description: "A key of the list at `…/factors/questions`" }),
		answer: z.string().trim().min(4).max(100),
	}),
});
export type QuestionEnrollment = z.infer<typeof QuestionEnrollment>;

const phoneNumber = z
	.string()
	.min(1)
	.max(100)
	.meta({
		description: "With its country calling code; left out: the user's mobile phone",
		examples: ["+819012345678"],
	});
const phoneExtension = z
	.string()
	.regex(/^[0-9*#,]{1,15}$/, reason("phone-extension"))
	.meta({ description: "Dialled once the number has answered; a comma is a pause of two seconds" });
const email = z
	.string()
	.min(5)
	.max(100)
	.meta({ description: "The user's primary or secondary e-mail; left out: the primary one" });

const sentByOkta = { provider: z.literal("OKTA") };
const SmsEnrollment = z.object({
	factorType: z.literal("sms"),
	...sentByOkta,
	profile: z.object({ phoneNumber: phoneNumber.optional() }).optional(),
});
const CallEnrollment = z.object({
	factorType: z.literal("call"),
	...sentByOkta,
	profile: z.object({ phoneNumber: phoneNumber.optional(), phoneExtension: phoneExtension.nullish() }).optional(),
});
const EmailEnrollment = z.object({
	factorType: z.literal("email"),
	...sentByOkta,
	profile: z.object({ email: email.optional() }).optional(),
});
export type SentEnrollment = z.infer<typeof SmsEnrollment | typeof CallEnrollment | typeof EmailEnrollment>;

export const FactorInput = z.discriminatedUnion("factorType", [
	CustomOtpEnrollment,
	TotpEnrollment,
	QuestionEnrollment,
	SmsEnrollment,
	CallEnrollment,
	EmailEnrollment,
]);
export type FactorInput = z.infer<typeof FactorInput>;

export const SendQuery = z.object({
	templateId: z
		.string()
		.min(1)
		.max(100)
		.optional()
		.meta({ description: "Id of an SMS template; with an unknown one the default text is sent" }),
	tokenLifetimeSeconds: z.coerce
		.number()
		.int()
		.min(1)
		.max(86_400)
		.default(300)
		.meta({ description: "How long the code can be used. More than 600 counts as 600, as NIST SP 800-63B-4 asks" }),
});
export type SendQuery = z.infer<typeof SendQuery>;

export const EnrollQuery = SendQuery.extend({
	activate: z
		.stringbool()
		.default(false)
		.meta({
			description:
				"`true`: the factor is ACTIVE at once; else it waits for its first code (`token:hotp`, `sms`, `call`, `email`). " +
				"No message is sent then",
		}),
	updatePhone: z.stringbool().default(false).meta({
		description: "Taken for Okta's clients: a number that was never proven gives way to a new one in any case",
	}),
});
export type EnrollQuery = z.infer<typeof EnrollQuery>;

const passCode = z
	.string()
	.min(1)
	.max(64)
	.meta({
		description: "The code on the token or in the message. It may have blanks and hyphens between its characters",
		examples: ["755224", "755 224"],
	});

export const ActivateInput = z.object({ passCode });
export const ResyncInput = z.object({ passCode, nextPassCode: passCode });
export type ResyncInput = z.infer<typeof ResyncInput>;

export const VerifyInput = z.object({
	passCode: passCode.optional(),
	answer: z.string().min(1).max(255).optional().meta({ description: "The answer, for a security question" }),
});
export type VerifyInput = z.infer<typeof VerifyInput>;

export const ResendInput = z.object({
	factorType: z.enum(sentTypes).optional(),
	provider: z.literal("OKTA").optional(),
	profile: z
		.object({
			phoneNumber: phoneNumber.optional(),
			phoneExtension: phoneExtension.nullish(),
			email: email.optional(),
		})
		.optional()
		.meta({ description: "The factor's own number or address; another one is refused" }),
});
export type ResendInput = z.infer<typeof ResendInput>;

/** The profile as stored and shown. */
export interface FactorProfile {
	credentialId?: string;
	question?: string;
	questionText?: string;
	/** The counter that an HOTP token starts at. Answers don't show it. */
	counter?: number;
}

const links = z.record(z.string(), z.unknown());

export const FactorView = z.object({
	id: z.string(),
	factorType: z.enum(factorTypes),
	provider: z.enum(["CUSTOM", "GOOGLE", "OKTA"]),
	vendorName: z.string(),
	status: z.enum(["PENDING_ACTIVATION", "ACTIVE"]),
	created: z.iso.datetime(),
	lastUpdated: z.iso.datetime(),
	profile: z.record(z.string(), z.string()).optional(),
	_links: links,
	_embedded: z.record(z.string(), z.unknown()).optional(),
});
export type FactorView = z.infer<typeof FactorView>;

export const VerifyView = z.object({
	factorResult: z.enum(["SUCCESS", "CHALLENGE"]),
	profile: z.record(z.string(), z.string()).optional(),
	_links: links.optional(),
	_embedded: z.record(z.string(), z.unknown()).optional(),
});
export type VerifyView = z.infer<typeof VerifyView>;

export const CatalogEntryView = z.object({
	factorType: z.string(),
	provider: z.string(),
	vendorName: z.string(),
	status: z.enum(["NOT_SETUP", "PENDING_ACTIVATION", "ACTIVE"]),
	enrollment: z.enum(["OPTIONAL", "REQUIRED"]).meta({ description: "What the user's enrollment policy says" }),
	_links: links,
});
export type CatalogEntryView = z.infer<typeof CatalogEntryView>;

export const UserEnrollmentView = z.object({
	authenticator: z.object({ id: z.string(), key: z.string(), name: z.string() }),
	enroll: z.object({ self: z.enum(enrollSettings) }).meta({ description: "What the policy says" }),
	enrolled: z.boolean().meta({ description: "Whether the user has an active factor of it" }),
	policy: z.object({ id: z.string(), name: z.string() }).meta({ description: "The policy that holds the user" }),
	rule: z
		.object({ id: z.string(), name: z.string(), enroll: z.object({ self: z.enum(enrollChoices) }) })
		.nullable()
		.meta({ description: "The rule that says when the user is asked to enroll; null: never" }),
});
export type UserEnrollmentView = z.infer<typeof UserEnrollmentView>;

export const QuestionView = z.object({ question: z.string(), questionText: z.string() });
export type QuestionView = z.infer<typeof QuestionView>;
