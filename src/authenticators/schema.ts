// Authenticators at the door and on the wire: Okta's shapes, plus HOTP with look-ahead for custom OTP.
import * as z from "zod";
import { singleLine } from "../web/text";

const shared = {
	algorithm: z.enum(["HMacSHA1", "HMacSHA256", "HMacSHA512"]).meta({ description: "HMAC algorithm of the tokens" }),
	encoding: z.enum(["base32", "base64", "hexadecimal"]).meta({ description: "How shared secrets are written" }),
	passCodeLength: z.union([z.literal(6), z.literal(8), z.literal(10)]).meta({ description: "Digits of a code" }),
};

const TotpSettings = z.object({
	protocol: z.literal("TOTP"),
	...shared,
	timeIntervalInSeconds: z.int().min(15).max(300).meta({ description: "Time step in seconds" }),
	acceptableAdjacentIntervals: z
		.int()
		.min(0)
		.max(10)
		.meta({ description: "Clock drift interval: steps before and after the current one whose codes are accepted" }),
});

const HotpSettings = z.object({
	protocol: z.literal("HOTP"),
	...shared,
	lookAhead: z
		.int()
		.min(1)
		.max(50)
		.meta({ description: "Counters ahead of the expected one whose codes are accepted" }),
});

/** Settings of a custom OTP authenticator. They can be set once and never changed. */
export const OtpSettings = z.discriminatedUnion("protocol", [TotpSettings, HotpSettings]);
export type OtpSettings = z.infer<typeof OtpSettings>;

/** `protocol` may be left out, because Okta has only TOTP here. */
const OtpSettingsInput = z.discriminatedUnion("protocol", [
	TotpSettings.extend({ protocol: z.literal("TOTP").optional() }).transform(
		(settings) => ({ ...settings, protocol: "TOTP" }) as const,
	),
	HotpSettings,
]);

const name = singleLine(255).min(1);
const key = z.enum(["custom_otp", "phone_number", "okta_email"]);

export const AuthenticatorInput = z.object({
	key: z.literal("custom_otp"),
	name: name.meta({ description: "What users and administrators call it; no two have the same name" }),
	settings: OtpSettingsInput.optional(),
});
export type AuthenticatorInput = z.infer<typeof AuthenticatorInput>;

/** Clients send a built-in authenticator's settings back. They are ignored, because none of them can change. */
export const AuthenticatorReplacement = AuthenticatorInput.extend({
	key: key.optional(),
	settings: z.preprocess(
		(value) => (isRecord(value) && "allowedFor" in value ? undefined : value),
		OtpSettingsInput.optional(),
	),
});
export type AuthenticatorReplacement = z.infer<typeof AuthenticatorReplacement>;

/** The settings come in two forms: flat in the body (Okta's SDKs), or under `settings` (Terraform's provider). */
export const OtpMethodInput = z.preprocess(
	(value) => (isRecord(value) && isRecord(value.settings) ? value.settings : value),
	OtpSettingsInput,
);
export type OtpMethodInput = z.infer<typeof OtpMethodInput>;

export const AuthenticatorQuery = z.object({
	activate: z.stringbool().default(true).meta({ description: "Whether the new authenticator starts ACTIVE" }),
});

const status = z.enum(["ACTIVE", "INACTIVE"]);
const links = z.record(z.string(), z.unknown());

export const AuthenticatorView = z.object({
	type: z.enum(["security_key", "phone", "email"]),
	id: z.string(),
	key,
	status,
	name: z.string(),
	created: z.iso.datetime(),
	lastUpdated: z.iso.datetime(),
	settings: z
		.object({ allowedFor: z.literal("any"), tokenLifetimeInMinutes: z.int().optional() })
		.optional()
		.meta({ description: "Of the built-in authenticators; fixed" }),
	_links: links,
});
export type AuthenticatorView = z.infer<typeof AuthenticatorView>;

export const OtpMethodView = z.looseObject({
	type: z.literal("otp"),
	status,
	factorProfileId: z.string().meta({ description: "The id to enrol users with" }),
	settings: OtpSettings.optional(),
	_links: links,
});
export type OtpMethodView = z.infer<typeof OtpMethodView>;

export const SentMethodView = z.object({ type: z.enum(["sms", "voice", "email"]), status, _links: links });
export type SentMethodView = z.infer<typeof SentMethodView>;

export const MethodView = z.union([OtpMethodView, SentMethodView]);
export type MethodView = z.infer<typeof MethodView>;

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === "object" && value !== null && !Array.isArray(value);
