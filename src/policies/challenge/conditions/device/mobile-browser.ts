// Whether the browser says that it runs on a telephone or a tablet. PURE.
import * as z from "zod";
import { condition } from "../condition";

/** Words that browsers of iOS, Android and other telephones have, and those of desks don't. */
const mobile = /\b(Mobi|Mobile|Android|iPhone|iPad|iPod|Opera Mini|IEMobile)/i;

export const mobileBrowser = condition({
	id: "device-mobile-browser",
	alias: "Device: Check if device is using mobile browser",
	title: "The browser is a mobile one",
	parameters: z.strictObject({}),
	facts: ["userAgent"],
	prepare() {
		return ({ userAgent }) => (userAgent === undefined ? null : mobile.test(userAgent));
	},
});
