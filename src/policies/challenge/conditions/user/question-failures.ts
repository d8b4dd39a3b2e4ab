// Wrong answers to security questions in a row. PURE.
import * as z from "zod";
import { condition } from "../condition";

export const questionFailures = condition({
	id: "user-question-failures",
	alias: "User: Challenge Maximum Failures",
	title: "Failures of security questions",
	parameters: z.strictObject({
		failures: z.int().min(1).max(100).default(3).meta({ title: "Failures more than or equal to" }),
	}),
	facts: ["questionFailures"],
	prepare({ failures }) {
		return ({ questionFailures }) => (questionFailures === undefined ? null : questionFailures >= failures);
	},
});
