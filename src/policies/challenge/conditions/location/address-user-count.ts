// How many users have come from this address in a period, this one among them. PURE.
import * as z from "zod";
import { countKey } from "../../facts";
import { condition, seconds } from "../condition";

export const addressUserCount = condition({
	id: "location-address-user-count",
	alias: "Location: IP excessive use",
	title: "Users of the address in a period",
	parameters: z.strictObject({
		seconds: seconds.default(3600),
		users: z.int().min(1).max(1000).default(10).meta({ title: "Users more than or equal to" }),
	}),
	facts: ["counts"],
	counts({ seconds }) {
		return { count: "users-of-address", seconds };
	},
	prepare({ seconds, users }) {
		const key = countKey({ count: "users-of-address", seconds });
		return ({ counts }) => {
			const count = counts?.[key];
			return count === undefined ? null : count >= users;
		};
	},
});
