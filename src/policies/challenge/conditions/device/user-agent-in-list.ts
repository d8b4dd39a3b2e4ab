// Whether the browser's own name contains one of the texts of a list. PURE.
import * as z from "zod";
import { condition, listId } from "../condition";

export const userAgentInList = condition({
	id: "device-user-agent-in-list",
	alias: null,
	title: "The user agent contains a text of a list",
	parameters: z.strictObject({
		listId,
	}),
	facts: ["userAgent"],
	list: "USER_AGENTS",
	prepare({ listId }, lists) {
		const list = lists.get(listId);
		return ({ userAgent }) => (userAgent === undefined ? null : list.has(userAgent));
	},
});
