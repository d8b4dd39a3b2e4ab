// The development inbox as a page. Outside development there is no such page.
import * as z from "zod";
import { action, type Page, page } from "../web/page";
import { inboxPage, inboxPath } from "./page";
import { InboxPageQuery } from "./schema";
import { emptyInbox, listInbox } from "./service";
import { toInboxMessageView } from "./view";

export const inboxPages: Page[] = [
	page({
		path: inboxPath,
		access: "public",
		query: InboxPageQuery,
		headers: ({ query }): Record<string, string> =>
			query.refresh === undefined ? {} : { refresh: String(query.refresh) },
		load: async (ctx, { query }) => ({ query, messages: (await listInbox(ctx, query)).map(toInboxMessageView) }),
		view: (state, { query, messages }) => inboxPage(state, messages, query),
		actions: {
			empty: action({
				fields: z.object({}),
				run: async (ctx) => {
					await emptyInbox(ctx);
					return inboxPath;
				},
			}),
		},
	}),
];
