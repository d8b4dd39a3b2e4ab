// Users at the door and on the wire, in Okta's shapes.
import * as z from "zod";
import { reason } from "../errors/cause";
import { withoutInvisible } from "../phone/number";
import { locale, singleLine } from "../web/text";
import { attributeShape, attributeViewShape } from "./attributes";

export const userStatuses = ["STAGED", "PROVISIONED", "ACTIVE", "SUSPENDED", "DEPROVISIONED"] as const;
export type UserStatus = (typeof userStatuses)[number];

/** The steps that a status allows. Each is a lifecycle call. A deactivated user can be deleted, too. */
export const nextSteps = {
	STAGED: ["activate", "deactivate"],
	PROVISIONED: ["deactivate"],
	ACTIVE: ["suspend", "deactivate"],
	SUSPENDED: ["unsuspend", "deactivate"],
	DEPROVISIONED: ["activate"],
} as const satisfies Record<UserStatus, readonly string[]>;

const login = z
	.string()
	.min(5)
	.max(100)
	.regex(/^[^\s\p{C}]*$/u, reason("login-characters"))
	.meta({ description: "Unique, whatever its letters' case", examples: ["ana@example.com"] });

const email = z
	.string()
	.min(5)
	.max(100)
	.regex(/^[^\s\p{C}@"]{1,64}@[^\s\p{C}@]+$/u, reason("not-email"));

/** A number is kept as it was given, but for the invisible characters of a paste. */
const phone = singleLine(100, z.string().overwrite(withoutInvisible));

const optionalProfile = {
	firstName: singleLine(50).nullish(),
	lastName: singleLine(50).nullish(),
	displayName: singleLine(100).nullish(),
	email: email.nullish(),
	secondEmail: email.nullish(),
	mobilePhone: phone.nullish(),
	primaryPhone: phone.nullish(),
	locale: locale.nullish(),
	...attributeShape,
};

/** Loose, because `profileColumns` refuses unknown attributes, in Okta's own words. */
const strictInDocument = { additionalProperties: false };
export const UserProfile = z.looseObject({ login, ...optionalProfile }).meta(strictInDocument);
export const UserProfileChange = z.looseObject({ login: login.optional(), ...optionalProfile }).meta(strictInDocument);
export type UserProfileChange = z.infer<typeof UserProfileChange>;

const Credentials = z
	.object({
		password: z
			.object({
				value: z.string().min(1).max(512).optional(),
				hash: z.looseObject({}).optional(),
				hook: z.looseObject({}).optional(),
			})
			.optional(),
	})
	.meta({ description: "Tessera keeps no passwords. Only the fact that one was given is remembered." });

export const UserInput = z.object({
	profile: UserProfile,
	credentials: Credentials.optional(),
	groupIds: z.array(z.string().min(1).max(100)).max(20).optional(),
});
export type UserInput = z.infer<typeof UserInput>;

export const UserReplacement = UserInput.omit({ groupIds: true });
export type UserReplacement = z.infer<typeof UserReplacement>;

export const UserChange = z.object({ profile: UserProfileChange.optional(), credentials: Credentials.optional() });
export type UserChange = z.infer<typeof UserChange>;

export const UserCreateQuery = z.object({
	activate: z
		.stringbool({ truthy: ["true"], falsy: ["false"], case: "sensitive" })
		.meta({ type: "string", enum: ["true", "false"] })
		.prefault("true")
		.meta({ description: "`false` leaves the user STAGED" }),
});

export const sortKeys = [
	"id",
	"created",
	"lastUpdated",
	"status",
	"profile.login",
	"profile.firstName",
	"profile.lastName",
] as const;

const maxFilterLength = 2_000;

export const UserListQuery = z.object({
	search: z.string().min(1).max(maxFilterLength).optional().meta({ description: "A SCIM filter" }),
	filter: z.string().min(1).max(maxFilterLength).optional().meta({ description: "A SCIM filter" }),
	q: z.string().min(1).max(100).optional().meta({ description: "The start of a name or login, or a whole e-mail" }),
	limit: z.coerce.number().int().min(1).max(200).optional().meta({ description: "Default 200, with `q` 10" }),
	after: z.string().min(1).max(1_000).optional(),
	sortBy: z.enum(sortKeys).optional(),
	sortOrder: z.enum(["asc", "desc"]).optional(),
});
export type UserListQuery = z.infer<typeof UserListQuery>;

const when = z.iso.datetime().nullable();
const text = z.string().nullable();

export const UserView = z.object({
	id: z.string(),
	status: z.enum(userStatuses),
	created: z.iso.datetime(),
	activated: when,
	statusChanged: when,
	lastLogin: z.null(),
	lastUpdated: z.iso.datetime(),
	passwordChanged: z.null(),
	profile: z.object({
		login: z.string(),
		firstName: text,
		lastName: text,
		displayName: text,
		email: text,
		secondEmail: text,
		mobilePhone: text,
		primaryPhone: text,
		locale: text,
		...attributeViewShape,
	}),
	credentials: z.object({
		password: z.object({}).optional(),
		provider: z.object({ type: z.literal("OKTA"), name: z.literal("OKTA") }),
	}),
	_links: z.record(z.string(), z.object({ href: z.string(), method: z.literal("POST").optional() })),
});
export type UserView = z.infer<typeof UserView>;

export const LockView = z.object({
	failures: z.number().int().meta({ description: "Failed attempts that count at the moment" }),
	lockedUntil: when.meta({ description: "When attempts are judged again; null when the user is not locked" }),
	failuresInARow: z
		.array(
			z.object({
				factorId: z.string(),
				failures: z.number().int(),
				pausedUntil: when.meta({ description: "After 20 in a row for 30 minutes, after 50 for 4 hours; else null" }),
				needsAdministrator: z.boolean().meta({ description: "After 100 in a row, until an administrator unlocks" }),
			}),
		)
		.meta({ description: "Failed attempts in a row, for each factor with any" }),
});
export type LockView = z.infer<typeof LockView>;

/** What a lifecycle call answers. */
export const Done = z.object({});
