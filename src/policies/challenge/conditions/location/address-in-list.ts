// Whether a list has the address, or a range that holds it. PURE.
import * as z from "zod";
import { condition, listId } from "../condition";

export const addressInList = condition({
	id: "location-address-in-list",
	alias: "Location: IP in group",
	title: "The address is in a list",
	parameters: z.strictObject({
		listId,
	}),
	facts: ["ipAddress"],
	list: "ADDRESSES",
	prepare({ listId }, lists) {
		const list = lists.get(listId);
		return ({ ipAddress }) => (ipAddress === undefined ? null : list.has(ipAddress));
	},
});
