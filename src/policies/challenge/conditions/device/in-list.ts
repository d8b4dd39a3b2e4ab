// Whether a list names the device, by the hash of its token. PURE.
import * as z from "zod";
import { condition, listId } from "../condition";

export const deviceInList = condition({
	id: "device-in-list",
	alias: "Device: Device in group",
	title: "The device is in a list",
	parameters: z.strictObject({
		listId,
	}),
	facts: ["device"],
	list: "DEVICES",
	prepare({ listId }, lists) {
		const list = lists.get(listId);
		return ({ device }) => (device === undefined ? null : list.has(device));
	},
});
