// Whether the user has set security questions. PURE.
import * as z from "zod";
import { condition } from "../condition";

/** A question that isn't activated yet counts as unset. */
export const questionStatus = condition({
	id: "user-question-status",
	alias: "User: Question Status",
	title: "Security questions are set",
	parameters: z.strictObject({}),
	facts: ["hasQuestions"],
	prepare() {
		return ({ hasQuestions }) => (hasQuestions === undefined ? null : hasQuestions);
	},
});
