// Whether a list names the network (autonomous system) of the address. PURE.
import * as z from "zod";
import { condition, listId } from "../condition";

export const asnInList = condition({
	id: "location-asn-in-list",
	alias: "Location: ASN in group",
	title: "The network is in a list",
	parameters: z.strictObject({
		listId,
	}),
	facts: ["asn"],
	list: "ASNS",
	prepare({ listId }, lists) {
		const list = lists.get(listId);
		return ({ asn }) => (asn === undefined ? null : list.has(String(asn)));
	},
});
