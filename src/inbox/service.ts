// Keeping, listing and deleting the messages of the development inbox.
import { desc, eq } from "drizzle-orm";
import type { Ctx } from "../context";
import { openDb } from "../db";
import { ApiError } from "../errors";
import type { Message } from "../messages/message";
import type { InboxQuery } from "./schema";
import { type InboxMessageRow, inboxMessages } from "./table";
import { inboxIdOf } from "./view";

/** Keeps a message in plain text, with its code. Only the inbox driver calls this, and it works in development only. */
export async function keepInInbox(database: D1Database, message: Message, nowMs: number): Promise<{ id: string }> {
	const [row] = await openDb(database)
		.insert(inboxMessages)
		.values({
			deliveryId: message.id,
			channel: message.channel,
			destination: message.destination,
			locale: message.locale,
			subject: message.subject,
			text: message.text,
			code: message.code,
			receivedAt: nowMs,
		})
		.returning({ seq: inboxMessages.seq });
	return { id: inboxIdOf(row!.seq) };
}

/** The newest first. */
export async function listInbox(ctx: Ctx, query: InboxQuery): Promise<InboxMessageRow[]> {
	refuseOutsideDevelopment(ctx);
	return ctx.db
		.select()
		.from(inboxMessages)
		.where(query.to === undefined ? undefined : eq(inboxMessages.destination, query.to))
		.orderBy(desc(inboxMessages.seq))
		.limit(query.limit);
}

export async function emptyInbox(ctx: Ctx): Promise<void> {
	refuseOutsideDevelopment(ctx);
	await ctx.db.delete(inboxMessages);
}

/** Outside development there is no inbox: the path answers like an unknown path. */
function refuseOutsideDevelopment(ctx: Ctx): void {
	if (!ctx.env.isDevelopment) throw new ApiError("E0000008");
}
