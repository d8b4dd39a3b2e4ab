// Membership. The group of everyone is no group to ask for: `always` says the same. PURE.
import * as z from "zod";
import { condition, id } from "../condition";

export const inGroup = condition({
	id: "user-in-group",
	alias: "User: In Group",
	title: "Is in a group",
	parameters: z.strictObject({
		groupId: id.meta({ title: "Group" }),
	}),
	facts: ["groupIds"],
	prepare({ groupId }) {
		return ({ groupIds }) => (groupIds === undefined ? null : groupIds.includes(groupId));
	},
});
