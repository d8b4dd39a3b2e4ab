// The System Log over HTTP: `/api/v1/logs`.
import * as z from "zod";
import { pageReply } from "../web/links";
import { type Route, readers, route } from "../web/router";
import { LogEventView, LogQuery } from "./schema";
import { searchLog, withWindow } from "./search";

export const logRoutes: Route[] = [
	route({
		method: "GET",
		path: "/api/v1/logs",
		tag: "System Log",
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
			return pageReply(ctx, await searchLog(ctx, search), search);
		},
	}),
];
