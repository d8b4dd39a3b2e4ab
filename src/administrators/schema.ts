// Administrators at the door and on the wire.
import * as z from "zod";
import { permissions } from "../context";
import { reason } from "../errors/cause";
import { singleLine } from "../web/text";

/** A person needs to see something, so VERIFIER is for tokens alone. */
export const administratorRoles = ["HELP_DESK", "READ_ONLY", "ADMINISTRATOR"] as const;
export type AdministratorRole = (typeof administratorRoles)[number];

/** INVITED: has a one-time password and no password of her own yet. */
export const administratorStatuses = ["INVITED", "ACTIVE", "INACTIVE"] as const;

/** What a person is told of her own account. */
export const noticeKinds = [
	"NEW_DEVICE",
	"PASSWORD_CHANGED",
	"APP_CHANGED",
	"APP_REMOVED",
	"PASSKEY_ADDED",
	"PASSKEY_REMOVED",
	"RECOVERY_CODES_MADE",
	"RECOVERY_CODE_USED",
	"RECOVERED",
	"TOKENS_EXPORTED",
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

const role = z.enum(administratorRoles).meta({ description: "What the administrator may do in the console" });

const permissionsOf = z.array(z.enum(permissions)).max(permissions.length).meta({
	description: "With the role HELP_DESK or ADMINISTRATOR: what customer care may do beyond its role. Off by default",
});

export const AdministratorInput = z.object({
	login: z
		.string()
		.min(3)
		.max(100)
		.regex(/^[^\s\p{C}]*$/u, reason("login-characters"))
		.meta({ description: "The name to sign in with, whatever its letters' case", examples: ["ada@example.com"] }),
	displayName: singleLine(100).min(1).optional().meta({ description: "Left out: the login" }),
	role,
	permissions: permissionsOf.optional(),
});
export type AdministratorInput = z.infer<typeof AdministratorInput>;

export const AdministratorChange = z.object({
	displayName: singleLine(100).min(1).optional(),
	role: role.optional(),
	permissions: permissionsOf.optional(),
});
export type AdministratorChange = z.infer<typeof AdministratorChange>;

/** NIST SP 800-63B-4, 3.1.1.2: at least 15 characters, and no rules about their kinds. */
export const passwordLength = { minimum: 15, maximum: 256 } as const;

/** A password that is being chosen, and once more, because nobody can see what they type. */
export const NewPassword = z
	.object({ password: z.string().min(passwordLength.minimum).max(passwordLength.maximum), again: z.string() })
	.refine(({ password, again }) => password === again, { error: reason("passwords-differ"), path: ["again"] });

/** What a person calls a passkey that is being made, and what the browser has answered, as JSON. */
export const NewPasskey = z.object({ name: singleLine(60).min(1), passkey: z.string().max(16_384) });
export type NewPasskey = z.infer<typeof NewPasskey>;

export const AdministratorView = z.object({
	id: z.string(),
	login: z.string(),
	displayName: z.string(),
	role: z.enum(administratorRoles),
	permissions: z.array(z.enum(permissions)),
	status: z.enum(administratorStatuses),
	created: z.iso.datetime(),
	lastUpdated: z.iso.datetime(),
});
export type AdministratorView = z.infer<typeof AdministratorView>;

export const InvitedAdministratorView = AdministratorView.extend({
	oneTimePassword: z.string().meta({
		description: "Signs the administrator in once, to choose a password. It is shown this once.",
	}),
	oneTimePasswordExpires: z.iso.datetime(),
});
export type InvitedAdministratorView = z.infer<typeof InvitedAdministratorView>;

export const AdministratorListQuery = z.object({
	limit: z.coerce.number().int().min(1).max(200).default(200),
	after: z.string().max(100).optional(),
});
export type AdministratorListQuery = z.infer<typeof AdministratorListQuery>;
