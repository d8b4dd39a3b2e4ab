// Administrators as stored: the person, second factors, codes, sessions, devices, notices, challenges, own searches.
import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Permission } from "../context";
import { administratorRoles, administratorStatuses, noticeKinds } from "./schema";

export const administrators = sqliteTable("administrators", {
	id: text("id").primaryKey(),
	login: text("login").notNull(),
	/** The form in which the login is unique and found. */
	loginKey: text("login_key").notNull().unique(),
	displayName: text("display_name").notNull(),
	role: text("role", { enum: administratorRoles }).notNull(),
	permissions: text("permissions", { mode: "json" }).$type<readonly Permission[]>().notNull().default([]),
	status: text("status", { enum: administratorStatuses }).notNull(),
	/** Envelope of the password's hash in PHC form. */
	passwordSealed: text("password_sealed"),
	passwordChangedAt: integer("password_changed_at"),
	/** SHA-256 of the one-time password, hex. */
	invitationHash: text("invitation_hash").unique(),
	invitationEndsAt: integer("invitation_ends_at"),
	/** Envelope of recovery codes that were made and not yet noted down. The earlier codes count until then. */
	newRecoveryCodesSealed: text("new_recovery_codes_sealed"),
	createdAt: integer("created_at").notNull(),
	lastUpdatedAt: integer("last_updated_at").notNull(),
});

export type AdministratorRow = typeof administrators.$inferSelect;

export const credentials = sqliteTable("administrator_credentials", {
	id: text("id").primaryKey(),
	administratorId: text("administrator_id").notNull(),
	kind: text("kind", { enum: ["totp", "passkey"] }).notNull(),
	status: text("status", { enum: ["PENDING_ACTIVATION", "ACTIVE"] }).notNull(),
	/** Envelope of the app's secret, or of what a passkey is recognized by. */
	secretSealed: text("secret_sealed").notNull(),
	createdAt: integer("created_at").notNull(),
	activatedAt: integer("activated_at"),
	/** What the person calls a passkey. */
	name: text("name"),
	/** Of a passkey; the guard knows it of an app. */
	lastUsedAt: integer("last_used_at"),
});

export type CredentialRow = typeof credentials.$inferSelect;

export const recoveryCodes = sqliteTable(
	"administrator_recovery_codes",
	{ administratorId: text("administrator_id").notNull(), codeHash: text("code_hash").notNull() },
	(table) => [primaryKey({ columns: [table.administratorId, table.codeHash] })],
);

/** PASSWORD: has to choose a password. FACTOR: has given the password. OPEN: is signed in. */
const sessionStages = ["PASSWORD", "FACTOR", "OPEN"] as const;
export type SessionStage = (typeof sessionStages)[number];

export const sessions = sqliteTable("administrator_sessions", {
	id: text("id").primaryKey(),
	/** SHA-256 of the cookie's value, hex. */
	tokenHash: text("token_hash").notNull().unique(),
	administratorId: text("administrator_id").notNull(),
	stage: text("stage", { enum: sessionStages }).notNull(),
	createdAt: integer("created_at").notNull(),
	/** Of the last request, to the minute. */
	seenAt: integer("seen_at").notNull(),
	/** When the person last gave password and second factor. */
	provenAt: integer("proven_at").notNull(),
	endsAt: integer("ends_at").notNull(),
	ipAddress: text("ip_address"),
	userAgent: text("user_agent"),
});

export type SessionRow = typeof sessions.$inferSelect;

export const devices = sqliteTable(
	"administrator_devices",
	{
		administratorId: text("administrator_id").notNull(),
		/** SHA-256 of the cookie's value, hex. */
		deviceHash: text("device_hash").notNull(),
		seenAt: integer("seen_at").notNull(),
	},
	(table) => [primaryKey({ columns: [table.administratorId, table.deviceHash] })],
);

export const notices = sqliteTable("administrator_notices", {
	id: text("id").primaryKey(),
	administratorId: text("administrator_id").notNull(),
	kind: text("kind", { enum: noticeKinds }).notNull(),
	createdAt: integer("created_at").notNull(),
	ipAddress: text("ip_address"),
	userAgent: text("user_agent"),
	/** When an e-mail about it was begun; null: it waits. */
	mailedAt: integer("mailed_at"),
});

export type NoticeRow = typeof notices.$inferSelect;

/** Challenges of passkeys that were answered, so that nobody answers with the same one again. */
export const challenges = sqliteTable("administrator_challenges", {
	/** SHA-256 of the challenge, hex. */
	challengeHash: text("challenge_hash").primaryKey(),
	endsAt: integer("ends_at").notNull(),
});

export const savedSearches = sqliteTable(
	"administrator_searches",
	{
		administratorId: text("administrator_id").notNull(),
		name: text("name").notNull(),
		/** The query of the log's page, as its address has it. */
		query: text("query").notNull(),
	},
	(table) => [primaryKey({ columns: [table.administratorId, table.name] })],
);

export type SavedSearch = typeof savedSearches.$inferSelect;
