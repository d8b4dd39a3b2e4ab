// Factors at the door and on the wire: Okta's shapes for custom OTP tokens, authenticator apps and security questions.
import * as z from "zod";
import { questionKeys } from "./questions";

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

export const FactorInput = z.discriminatedUnion("factorType", [
	CustomOtpEnrollment,
	TotpEnrollment,
	QuestionEnrollment,
]);
export type FactorInput = z.infer<typeof FactorInput>;

export const EnrollQuery = z.object({
	activate: z
		.stringbool()
		.default(false)
		.meta({ description: "`true`: the token is ACTIVE at once; else it waits for its first code (`token:hotp` only)" }),
});
export type EnrollQuery = z.infer<typeof EnrollQuery>;

const passCode = z
	.string()
	.min(1)
	.max(64)
	.meta({ description: "The code on the token", examples: ["755224"] });

export const ActivateInput = z.object({ passCode });
export const ResyncInput = z.object({ passCode, nextPassCode: passCode });
export type ResyncInput = z.infer<typeof ResyncInput>;

export const VerifyInput = z.object({
	passCode: passCode.optional(),
	answer: z.string().min(1).max(255).optional().meta({ description: "The answer, for a security question" }),
});
export type VerifyInput = z.infer<typeof VerifyInput>;

/** What is stored of a profile, and shown. */
export interface FactorProfile {
	credentialId?: string;
	question?: string;
	questionText?: string;
	/** Where an HOTP token starts; not shown. */
	counter?: number;
}

const links = z.record(z.string(), z.unknown());

export const FactorView = z.object({
	id: z.string(),
	factorType: z.enum(["token:hotp", "token:software:totp", "question"]),
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

export const VerifyView = z.object({ factorResult: z.literal("SUCCESS") });
export type VerifyView = z.infer<typeof VerifyView>;

export const CatalogEntryView = z.object({
	factorType: z.string(),
	provider: z.string(),
	vendorName: z.string(),
	status: z.enum(["NOT_SETUP", "PENDING_ACTIVATION", "ACTIVE"]),
	enrollment: z.literal("OPTIONAL"),
	_links: links,
});
export type CatalogEntryView = z.infer<typeof CatalogEntryView>;

export const QuestionView = z.object({ question: z.string(), questionText: z.string() });
export type QuestionView = z.infer<typeof QuestionView>;
