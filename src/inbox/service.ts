// Keeping, listing and deleting the messages of the development inbox.
import { desc, eq } from "drizzle-orm";
import type { Ctx } from "../context";
import { openDb } from "../db";
import { ApiError } from "../errors";
import type { Message } from "../messages/message";
import type { InboxMessageView, InboxQuery } from "./schema";
import { inboxMessages } from "./table";

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
	return { id: idOf(row!.seq) };
}

/** The newest first. */
export async function listInbox(ctx: Ctx, query: InboxQuery): Promise<InboxMessageView[]> {
	refuseOutsideDevelopment(ctx);
	const rows = await ctx.db
		.select()
		.from(inboxMessages)
		.where(query.to === undefined ? undefined : eq(inboxMessages.destination, query.to))
		.orderBy(desc(inboxMessages.seq))
		.limit(query.limit);
	return rows.map(toView);
}

export async function emptyInbox(ctx: Ctx): Promise<void> {
	refuseOutsideDevelopment(ctx);
	await ctx.db.delete(inboxMessages);
}

/** Outside development there is no inbox: the path answers like an unknown path. */
function refuseOutsideDevelopment(ctx: Ctx): void {
	if (!ctx.env.isDevelopment) throw new ApiError("E0000008");
}

const idOf = (seq: number) => `inbox-${seq}`;

const toView = (row: typeof inboxMessages.$inferSelect): InboxMessageView => ({
	id: idOf(row.seq),
	deliveryId: row.deliveryId,
	channel: row.channel,
	to: row.destination,
	locale: row.locale,
	subject: row.subject,
	text: row.text,
	code: row.code,
	received: new Date(row.receivedAt).toISOString(),
});
