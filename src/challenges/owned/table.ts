// What users answer challenges with, as stored: questions, recovery codes, codes of the help desk. And their phrases.
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const questionSets = sqliteTable("question_sets", {
	userId: text("user_id").primaryKey(),
	/** Keys of questions. One of each menu is answered. */
	menus: text("menus", { mode: "json" }).$type<string[][]>().notNull(),
	drawnAt: integer("drawn_at").notNull(),
});

export const securityQuestions = sqliteTable("security_questions", {
	id: text("id").primaryKey(),
	userId: text("user_id").notNull(),
	question: text("question").notNull(),
	/** Envelope of the keyed hash of the answer. */
	answerSealed: text("answer_sealed").notNull(),
	createdAt: integer("created_at").notNull(),
});
export type SecurityQuestionRow = typeof securityQuestions.$inferSelect;

/** Which codes of a list are used is in the user's guard. */
export const recoveryCodeLists = sqliteTable("recovery_code_lists", {
	userId: text("user_id").primaryKey(),
	id: text("id").notNull(),
	/** Envelope of the keyed hashes of all codes of the list, as JSON. */
	codesSealed: text("codes_sealed").notNull(),
	createdAt: integer("created_at").notNull(),
});
export type RecoveryCodeListRow = typeof recoveryCodeLists.$inferSelect;

export const securityPhrases = sqliteTable("security_phrases", {
	userId: text("user_id").primaryKey(),
	phraseSealed: text("phrase_sealed").notNull(),
	createdAt: integer("created_at").notNull(),
});

/** The user's guard has the code's hash. */
export const helpDeskCodes = sqliteTable("help_desk_codes", {
	id: text("id").primaryKey(),
	userId: text("user_id").notNull(),
	/** Whose transactions take it. */
	applicationId: text("application_id").notNull(),
	issuedAt: integer("issued_at").notNull(),
	/** When it expires, or was used, or was ended. */
	endsAt: integer("ends_at").notNull(),
});
export type HelpDeskCodeRow = typeof helpDeskCodes.$inferSelect;
