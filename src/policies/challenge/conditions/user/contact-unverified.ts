// Whether contact data of the user was never proven to be the user's own. PURE.
import * as z from "zod";
import { condition } from "../condition";

/** Contact data that somebody else entered is an example. */
export const contactUnverified = condition({
	id: "user-contact-unverified",
	alias: null,
	title: "Has contact data that isn't verified",
	parameters: z.strictObject({}),
	facts: ["hasUnverifiedContact"],
	prepare() {
		return ({ hasUnverifiedContact }) => (hasUnverifiedContact === undefined ? null : hasUnverifiedContact);
	},
});
