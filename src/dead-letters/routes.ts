// Dead letters over HTTP: `/api/v1/dead-letters`.
import * as z from "zod";
import { pageReply } from "../web/links";
import { administrators, type Route, route } from "../web/router";
import { DeadLetterListQuery, DeadLetterView, QueueReplay, QueueReplayView } from "./schema";
import { getDeadLetter, listDeadLetters, replayDeadLetter, replayQueue } from "./service";
import { toDeadLetterView } from "./view";

const tag = "Dead letters";

export const deadLetterRoutes: Route[] = [
	route({
		method: "GET",
		path: "/api/v1/dead-letters",
		tag,
		summary: "List dead letters",
		description: `
Messages of Tessera's own queues that could not be taken in a hundred tries, which last about 17 hours. The newest
first. A letter stays until somebody plays it back, and for 30 days after that.`.trim(),
		access: administrators,
		query: DeadLetterListQuery,
		answer: z.array(DeadLetterView),
		handle: async (ctx, { query }) => {
			const page = await listDeadLetters(ctx, query);
			return pageReply(ctx, { ...page, items: page.items.map(toDeadLetterView) }, query);
		},
	}),
	route({
		method: "GET",
		path: "/api/v1/dead-letters/{deadLetterId}",
		tag,
		summary: "Retrieve a dead letter's description",
		access: administrators,
		answer: DeadLetterView,
		handle: async (ctx, { params }) => toDeadLetterView(await getDeadLetter(ctx, params.deadLetterId)),
	}),
	route({
		method: "POST",
		path: "/api/v1/dead-letters/{deadLetterId}/replay",
		tag,
		summary: "Play back a dead letter",
		description: "Puts the message back on its queue. It may be done twice, because a message takes effect once.",
		access: administrators,
		answer: DeadLetterView,
		handle: async (ctx, { params }) => toDeadLetterView(await replayDeadLetter(ctx, params.deadLetterId)),
	}),
	route({
		method: "POST",
		path: "/api/v1/dead-letters/replay",
		tag,
		summary: "Play back the dead letters of a queue",
		description: "Puts up to a hundred messages back on their queue, the oldest first.",
		access: administrators,
		body: QueueReplay,
		answer: QueueReplayView,
		handle: (ctx, { body }) => replayQueue(ctx, body.queue),
	}),
];
