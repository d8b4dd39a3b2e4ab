// The stock of tokens at the door and on the wire.
import * as z from "zod";
import { singleLine } from "../../web/text";

const status = z.enum(["UNASSIGNED", "ASSIGNED", "DISABLED"]);

export const TokenListQuery = z.object({
	serial: z.string().min(1).max(100).optional().meta({ description: "How the serial number begins" }),
	status: status.optional(),
	authenticatorId: z.string().min(1).max(100).optional(),
	limit: z.coerce.number().int().min(1).max(200).default(50),
	after: z.string().max(100).optional().meta({ description: "The cursor of a `next` link" }),
});
export type TokenListQuery = z.infer<typeof TokenListQuery>;

export const TokenAssignment = z.object({
	user: singleLine(100).min(1).meta({ description: "A login or a user's id" }),
});

export const TokenView = z
	.object({
		id: z.string().meta({ examples: ["otk0TfA1bC2dE3fG4hI5"] }),
		serial: z.string(),
		authenticatorId: z.string(),
		manufacturer: z.string().nullable(),
		status: status.meta({ description: "`DISABLED`: nobody gets it until it is activated again" }),
		userId: z.string().nullable(),
		factorId: z.string().nullable(),
		created: z.iso.datetime(),
		lastUpdated: z.iso.datetime(),
		_links: z.record(z.string(), z.unknown()),
	})
	.meta({ id: "OtpToken", description: "A token that came by a file. No answer shows its secret" });
export type TokenView = z.infer<typeof TokenView>;
