// The development inbox over HTTP: `/dev/inbox`. It needs no token, because it exists on a developer's machine only.
import * as z from "zod";
import { type Route, route } from "../web/router";
import { InboxMessageView, InboxQuery } from "./schema";
import { emptyInbox, listInbox } from "./service";
import { toInboxMessageView } from "./view";

const tag = "Development";
const elsewhere = "Exists in development only. Elsewhere the answer is 404.";

export const inboxRoutes: Route[] = [
	route({
		method: "GET",
		path: "/dev/inbox.json",
		tag,
		summary: "List the inbox's messages",
		description: `What the provider \`inbox\` kept instead of sending it, the newest first. ${elsewhere}`,
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
