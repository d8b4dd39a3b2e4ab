// Enrolment policies at the door and on the wire, in Okta's shapes.
import * as z from "zod";
import { singleLine } from "../../web/text";
import { answered, ignored } from "../../web/validate";
import { enrollSettings } from "./evaluate";

/** Okta's types. There are policies of the first one here; of the others the list is empty. */
const policyTypes = [
	"MFA_ENROLL",
	"ACCESS_POLICY",
	"CLIENT_UPDATE",
	"DEVICE_SIGNAL_COLLECTION",
	"ENTITY_RISK",
	"IDENTITY_CLAIM_SOURCING",
	"IDP_DISCOVERY",
	"OKTA_SIGN_ON",
	"PASSWORD",
	"POST_AUTH_SESSION",
	"PROFILE_ENROLLMENT",
	"SESSION_VIOLATION_DETECTION",
] as const;

/** Every key of Okta's. A policy that comes from an Okta org names them all, most of them NOT_ALLOWED. */
const authenticatorKeys = [
	"custom_otp",
	"phone_number",
	"okta_email",
	"okta_password",
	"custom_app",
	"duo",
	"external_idp",
	"google_otp",
	"okta_verify",
	"onprem_mfa",
	"rsa_token",
	"security_question",
	"symantec_vip",
	"webauthn",
	"yubikey_token",
] as const;

const maxGroups = 200;
const maxAuthenticators = 500;

export const policyType = z.literal("MFA_ENROLL");
export const policyStatus = z.enum(["ACTIVE", "INACTIVE"]);
export const policyPriority = z.int().min(1).max(10_000);

const id = z.string().min(1).max(40);

const groups = z.strictObject({
	include: z
		.array(id)
		.max(maxGroups)
		.default([])
		.meta({ description: "Ids of the groups whose members it holds. A policy without groups holds nobody" }),
});

const self = z.enum(enrollSettings);

const AuthenticatorSetting = z.strictObject({
	key: z.enum(authenticatorKeys),
	id: id.optional().meta({ description: "Which one, for `custom_otp`" }),
	name: ignored,
	enroll: z.strictObject({ self: self.default("NOT_ALLOWED") }).prefault({}),
	constraints: z.null().optional().meta({ description: "Only for authenticators that there are none of here" }),
});
export type AuthenticatorSetting = z.infer<typeof AuthenticatorSetting>;

const conditions = z.strictObject({ people: z.strictObject({ groups: groups.prefault({}) }).prefault({}) });

export const PolicyInput = z.strictObject({
	...answered,
	system: ignored,
	status: ignored,
	_embedded: ignored,
	type: policyType,
	name: singleLine(255)
		.min(1)
		.meta({ description: "Unique, whatever its letters' case", examples: ["Drivers"] }),
	description: singleLine(1024).nullish(),
	priority: policyPriority.optional().meta({
		description:
			"1 is asked first. The policies from there on move back by one. Left out, a new policy is the last before the " +
			"default policy, another stays.",
	}),
	conditions: conditions.prefault({}),
	settings: z
		.strictObject({
			type: z.literal("AUTHENTICATORS").default("AUTHENTICATORS"),
			authenticators: z.array(AuthenticatorSetting).max(maxAuthenticators).default([]).meta({
				description: "Each authenticator by its key, and `custom_otp` by its id. Those left out are NOT_ALLOWED",
			}),
		})
		.prefault({}),
});
export type PolicyInput = z.infer<typeof PolicyInput>;

export const PolicyCreateQuery = z.object({
	activate: z.stringbool().default(true).meta({ description: "Whether it starts ACTIVE" }),
});

const expand = z.string().max(100).optional().meta({ description: "`rules`: with the policy's rules in `_embedded`" });

export const PolicyQuery = z.object({ expand });

export const PolicyListQuery = z.object({
	type: z.enum(policyTypes),
	status: policyStatus.optional(),
	q: z.string().min(1).max(255).optional().meta({ description: "The start of a name" }),
	expand,
	limit: z.coerce.number().int().min(1).max(200).default(200),
	after: z.string().min(1).max(100).optional(),
});
export type PolicyListQuery = z.infer<typeof PolicyListQuery>;

const links = z.record(z.string(), z.unknown());

export const PolicyView = z.object({
	id: z.string(),
	type: policyType,
	name: z.string(),
	description: z.string().nullable(),
	status: policyStatus,
	priority: z.int(),
	system: z.boolean().meta({ description: "Whether it is the default policy" }),
	conditions: z.object({
		people: z.object({ groups: z.object({ include: z.array(z.string()) }) }),
	}),
	settings: z.object({
		type: z.literal("AUTHENTICATORS"),
		authenticators: z.array(
			z.object({
				key: z.enum(authenticatorKeys),
				id: z.string().optional(),
				name: z.string().optional(),
				enroll: z.object({ self }),
			}),
		),
	}),
	created: z.iso.datetime(),
	lastUpdated: z.iso.datetime(),
	_links: links,
	_embedded: z.record(z.string(), z.unknown()).optional(),
});
export type PolicyView = z.infer<typeof PolicyView>;
