// Whether the user has declined to register for good. PURE.
import * as z from "zod";
import { condition } from "../condition";

/** Skipping a page once is no opting out. */
export const optedOut = condition({
	id: "user-opted-out",
	alias: null,
	title: "Has opted out",
	parameters: z.strictObject({}),
	facts: ["isOptedOut"],
	prepare() {
		return ({ isOptedOut }) => (isOptedOut === undefined ? null : isOptedOut);
	},
});
