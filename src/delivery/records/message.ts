// The message of a delivery at rest: sealed, and bound to its row.
import type { Ctx } from "../../context";
import { open, seal } from "../../crypto/envelope";
import type { Message } from "../../messages/message";
import type { DeliveryRow } from "./table";

const place = (id: string) => `deliveries.message:${id}`;

export const sealMessage = (ctx: Ctx, message: Message): Promise<string> =>
	seal(ctx.env.sealKeys, place(message.id), JSON.stringify(message));

/** Null when the message was erased. */
export async function openMessage(ctx: Ctx, row: DeliveryRow): Promise<Message | null> {
	if (row.messageSealed === null) return null;
	const kept = JSON.parse(await open(ctx.env.sealKeys, place(row.id), row.messageSealed)) as Message;
	// A message that was sealed by an older version has no purpose in it.
	return { ...kept, purpose: row.purpose };
}
