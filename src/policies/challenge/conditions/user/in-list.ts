// Whether a list names the user, by id or by login. PURE.
import * as z from "zod";
import { condition, listId } from "../condition";

export const userInList = condition({
	id: "user-in-list",
	alias: null,
	title: "Is in a list of users",
	parameters: z.strictObject({
		listId,
	}),
	facts: ["userId", "login"],
	list: "USERS",
	prepare({ listId }, lists) {
		const list = lists.get(listId);
		return ({ userId, login }) =>
			userId === undefined ? null : list.has(userId) || (login !== undefined && list.has(login));
	},
});
