// Imports of tokens at the door and on the wire.
import * as z from "zod";
import { singleLine } from "../web/text";
import { columnNames } from "./files/columns";
import { importStatuses, rowResults } from "./job/types";

const authenticatorId = z
	.string()
	.min(1)
	.max(100)
	.meta({ description: "The custom OTP authenticator that takes the tokens" });
const from = z
	.string()
	.min(1)
	.max(100)
	.meta({ description: "Its users move: the tokens that they have there are replaced" });

const column = z.union([singleLine(100).min(1), z.int().min(1).max(100)]);

export const FileChoiceInput = z
	.object({
		format: z.enum(["PSKC", "CSV"]).optional().meta({ description: "Left out: by the first sign of the file" }),
		encoding: z
			.enum(["UTF-8", "SHIFT_JIS"])
			.optional()
			.meta({ description: "Left out: UTF-8, unless the first characters beyond ASCII are none" }),
		delimiter: z.enum([",", ";", "\t", "|"]).optional().meta({ description: "Of CSV. Left out: guessed" }),
		hasHeader: z.boolean().optional(),
		columns: z
			.partialRecord(z.enum(columnNames), column)
			.optional()
			.meta({ description: "Which column holds what: its name in the header, or its number from 1" }),
		secretEncoding: z
			.enum(["base32", "base64", "hexadecimal"])
			.optional()
			.meta({ description: "Of secrets in CSV. Left out: the authenticator's own" }),
	})
	.meta({ id: "TokenFile" });

export const TokenImportInput = z.discriminatedUnion("source", [
	z.object({
		source: z.literal("FILE"),
		authenticatorId,
		fromAuthenticatorId: from.optional(),
		file: FileChoiceInput.optional(),
	}),
	z.object({ source: z.literal("AUTHENTICATOR"), authenticatorId, fromAuthenticatorId: from }),
]);
export type TokenImportInput = z.infer<typeof TokenImportInput>;

export const ImportStart = z.object({
	canary: z
		.union([
			z.object({ first: z.int().min(1).max(100) }),
			z.object({ users: z.array(singleLine(100).min(1)).min(1).max(100) }),
		])
		.optional()
		.meta({ description: "The first tokens, or those of some users by login or id. Left out: all that are left" }),
});
export type ImportStart = z.infer<typeof ImportStart>;

export const ImportListQuery = z.object({
	limit: z.coerce.number().int().min(1).max(200).default(50),
	after: z.string().max(100).optional().meta({ description: "The cursor of a `next` link" }),
});
export type ImportListQuery = z.infer<typeof ImportListQuery>;

export const ImportRowsQuery = ImportListQuery.extend({
	result: z.enum(rowResults).optional(),
	after: z.coerce.number().int().min(0).optional().meta({ description: "The cursor of a `next` link" }),
});
export type ImportRowsQuery = z.infer<typeof ImportRowsQuery>;

export const ReportQuery = z.object({ format: z.enum(["CSV", "NDJSON"]).default("CSV") });

const status = z.enum(importStatuses);

export const TokenImportSummary = z
	.object({
		id: z.string().meta({ examples: ["imp0TfA1bC2dE3fG4hI5"] }),
		source: z.enum(["FILE", "AUTHENTICATOR"]),
		authenticatorId: z.string(),
		fromAuthenticatorId: z.string().nullable(),
		status,
		createdBy: z.string().nullable(),
		created: z.iso.datetime(),
		lastUpdated: z.iso.datetime(),
		_links: z.record(z.string(), z.unknown()),
	})
	.meta({ id: "TokenImportSummary" });
export type TokenImportSummary = z.infer<typeof TokenImportSummary>;

const count = z.int();

export const ImportRowView = z
	.object({
		row: z.int().meta({ description: "The token's place in the file, from 1" }),
		serial: z.string().nullable(),
		user: z.string().nullable().meta({ description: "As the file names the user" }),
		userId: z.string().nullable(),
		factorId: z.string().nullable().meta({ description: "Once the user is enrolled" }),
		result: z.enum(rowResults),
		reason: z.string().nullable().meta({ description: "A key of the table of reasons" }),
		text: z.string().nullable().meta({ description: "The reason as a sentence" }),
		isCanary: z.boolean(),
		verified: z.iso
			.datetime()
			.nullable()
			.optional()
			.meta({ description: "Of the canary: the first successful verification, as far as the log has it" }),
	})
	.meta({ id: "TokenImportRow" });
export type ImportRowView = z.infer<typeof ImportRowView>;

export const TokenImportView = TokenImportSummary.extend({
	counts: z.object({ pending: count, ok: count, refused: count, taken: count, failed: count }),
	problem: z
		.object({ reason: z.string(), text: z.string() })
		.nullable()
		.meta({ description: "Why the import stands still" }),
	differences: z
		.array(z.object({ setting: z.string(), expected: z.string(), found: z.string(), tokens: count }))
		.meta({ description: "Settings of tokens that differ from the authenticator's" }),
	fitting: z
		.object({ method: z.literal("POST"), path: z.string(), body: z.record(z.string(), z.unknown()) })
		.nullable()
		.meta({ description: "The call that makes an authenticator for most of the tokens that don't fit this one" }),
	canary: z.array(ImportRowView),
}).meta({ id: "TokenImport" });
export type TokenImportView = z.infer<typeof TokenImportView>;
