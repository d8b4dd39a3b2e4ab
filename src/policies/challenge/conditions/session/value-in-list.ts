// Whether a list of the session has a value: types to be challenged by, or contact data to be registered. PURE.
import * as z from "zod";
import { condition } from "../condition";

export const valueInList = condition({
	id: "session-value-in-list",
	alias: "Session: Check value in comma separated values",
	title: "A list of the session has a value",
	parameters: z.strictObject({
		key: z.enum(["AvailableChallengeTypes", "RequiredChallengeInfo"]).meta({ title: "List" }),
		value: z.string().min(1).max(100).meta({ title: "Value" }),
	}),
	facts: ["availableTypes", "requiredInfo"],
	prepare({ key, value }) {
		return ({ availableTypes, requiredInfo }) => {
			const list: readonly string[] | undefined = key === "AvailableChallengeTypes" ? availableTypes : requiredInfo;
			return list === undefined ? null : list.includes(value);
		};
	},
});
