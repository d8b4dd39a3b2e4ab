// Whether a list names the country of the address. PURE.
import * as z from "zod";
import { condition, listId } from "../condition";

export const countryInList = condition({
	id: "location-country-in-list",
	alias: "Location: In Country group",
	title: "The country is in a list",
	parameters: z.strictObject({
		listId,
	}),
	facts: ["country"],
	list: "COUNTRIES",
	prepare({ listId }, lists) {
		const list = lists.get(listId);
		return ({ country }) => (country === undefined ? null : list.has(country));
	},
});
