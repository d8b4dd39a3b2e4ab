// Whether the user has registered all contact data that registration asks for. PURE.
import * as z from "zod";
import { condition } from "../condition";

/** Its key in the books is `RequiredChallengeInfo`. */
export const informationRegistered = condition({
	id: "user-information-registered",
	alias: "User: Check Information",
	title: "Contact information is registered",
	parameters: z.strictObject({}),
	facts: ["hasRequiredInfo"],
	prepare() {
		return ({ hasRequiredInfo }) => (hasRequiredInfo === undefined ? null : hasRequiredInfo);
	},
});
