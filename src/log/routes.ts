// The System Log over HTTP: `/api/v1/logs`, and what it misses.
import * as z from "zod";
import { pageReply } from "../web/links";
import { type Route, readers, route } from "../web/router";
import { listBacklog, toBacklogView } from "./backlog";
import { BacklogQuery, BacklogView, LogEventView, LogQuery } from "./schema";
import { searchLog, toLogQuery, withWindow } from "./search";

const tag = "System Log";

export const logRoutes: Route[] = [
	route({
		method: "GET",
		path: "/api/v1/logs",
		tag,
		summary: "List log events",
		description: `
With \`until\`, or in descending order, the search is bounded: events come in the order in which they were published, and
the last page has no \`next\` link.

Without \`until\`, in ascending order, it is a poll: events come in the order in which they were stored, and there is
always a \`next\` link. Whoever keeps following it sees each event exactly once, also one that was stored late.`.trim(),
		access: readers,
		query: LogQuery,
		answer: z.array(LogEventView),
		handle: async (ctx, { query }) => {
			const search = withWindow(ctx, query);
			return pageReply(ctx, await searchLog(ctx, search), toLogQuery(search));
		},
	}),
	route({
		method: "GET",
		path: "/api/v1/logs/backlog",
		tag,
		summary: "List users whose events are stuck",
		description: `
Events of a user that the log should have had for some minutes. None of them is lost: they are sent again until the log
has them, and then the user is no longer listed. While nothing is stuck, the list is empty.`.trim(),
		access: ["READ_ONLY", "ADMINISTRATOR"],
		query: BacklogQuery,
		answer: z.array(BacklogView),
		handle: async (ctx, { query }) => {
			const page = await listBacklog(ctx, query);
			return pageReply(ctx, { ...page, items: page.items.map(toBacklogView) }, query);
		},
	}),
];
