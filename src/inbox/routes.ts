// The development inbox over HTTP: `/dev/inbox`. It needs no token, because it exists on a developer's machine only.
import * as z from "zod";
import { frameHeaders, frameOf } from "../web/frame";
import { htmlReply } from "../web/reply";
import { type Route, route } from "../web/router";
import { inboxPage } from "./page";
import { InboxMessageView, InboxPageQuery, InboxQuery } from "./schema";
import { emptyInbox, listInbox } from "./service";
import { toInboxMessageView } from "./view";

const tag = "Development";
const elsewhere = "Exists in development only. Elsewhere the answer is 404.";

export const inboxRoutes: Route[] = [
	route({
		method: "GET",
		path: "/dev/inbox",
		tag,
		summary: "Open the inbox",
		description: `A page with the messages that the provider \`inbox\` kept instead of sending them, the newest first. ${elsewhere}`,
		access: "public",
		query: InboxPageQuery,
		answer: z.string(),
		mediaType: "text/html",
		handle: async (ctx, { query, request }) => {
			const frame = frameOf(request);
			return htmlReply(inboxPage(frame, (await listInbox(ctx, query)).map(toInboxMessageView), query), {
				...frameHeaders(frame),
				...(query.refresh === undefined ? {} : { refresh: String(query.refresh) }),
			});
		},
	}),
	route({
		method: "GET",
		path: "/dev/inbox.json",
		tag,
		summary: "List the inbox's messages",
		description: `The same for scripts and tests, the newest first. ${elsewhere}`,
		access: "public",
		query: InboxQuery,
		answer: z.array(InboxMessageView),
		handle: async (ctx, { query }) => (await listInbox(ctx, query)).map(toInboxMessageView),
	}),
	route({
		method: "DELETE",
		path: "/dev/inbox",
		tag,
		summary: "Empty the inbox",
		description: elsewhere,
		access: "public",
		handle: (ctx) => emptyInbox(ctx),
	}),
];
