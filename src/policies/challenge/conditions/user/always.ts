// Always true: a rule that is looked at whenever its preconditions hold. PURE.
import * as z from "zod";
import { condition } from "../condition";

/** A rule needs a condition. With this one, everything is left to combinations. */
export const always = condition({
	id: "always",
	alias: "Always On - User",
	title: "Always",
	parameters: z.strictObject({}),
	facts: [],
	prepare() {
		return () => true;
	},
});
