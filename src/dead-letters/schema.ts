// Dead letters at the door and on the wire: what is known about a message, never what is in it.
import * as z from "zod";

/** The queues whose messages can die. The dead letters of each come by another queue, with `-dead` behind the name. */
export const queueNames = ["tessera-log", "tessera-receipts", "tessera-failover"] as const;
export type QueueName = (typeof queueNames)[number];

const queue = z.enum(queueNames).meta({ description: "The queue that the message was on" });
const status = z.enum(["DEAD", "PLAYED_BACK"]).meta({
	description: "`PLAYED_BACK`: it was put back on its queue. If it fails there once more, it becomes another letter",
});

export const DeadLetterListQuery = z.object({
	queue: queue.optional(),
	status: status.optional(),
	limit: z.coerce.number().int().min(1).max(200).default(50),
	after: z.string().max(100).optional().meta({ description: "The cursor of a `next` link" }),
});
export type DeadLetterListQuery = z.infer<typeof DeadLetterListQuery>;

export const DeadLetterView = z
	.object({
		id: z.string().meta({ examples: ["dlt0TfA1bC2dE3fG4hI5"] }),
		queue,
		status,
		messageId: z.string().meta({
			description: "The platform's id. The Worker's own log names queue, id and cause at each try that failed",
		}),
		bytes: z.int().meta({ description: "The size of the message. What is in it isn't shown" }),
		sent: z.iso.datetime(),
		died: z.iso.datetime().meta({ description: "When the last try had failed" }),
		playedBack: z.iso.datetime().nullable(),
	})
	.meta({ id: "DeadLetter", description: "A message of a queue that could not be taken in a hundred tries" });
export type DeadLetterView = z.infer<typeof DeadLetterView>;

export const QueueReplay = z.object({ queue });

export const QueueReplayView = z.object({
	replayed: z.int().meta({ description: "How many messages were put back on their queue" }),
	remaining: z
		.int()
		.meta({ description: "How many dead letters of the queue are left: call again while there are any" }),
});
