// Whether the user has a personal image. Nothing here gives images yet, so the fact is unknown. PURE.
import * as z from "zod";
import { condition } from "../condition";

/** The rules that ask for it ship switched off. */
export const imageAssigned = condition({
	id: "user-image-assigned",
	alias: "User: Authentication Image Assigned",
	title: "An image is assigned",
	parameters: z.strictObject({}),
	facts: ["hasImage"],
	prepare() {
		return ({ hasImage }) => (hasImage === undefined ? null : hasImage);
	},
});
