// Whether the browser's own name contains a text. PURE.
import * as z from "zod";
import { condition } from "../condition";

export const userAgentContains = condition({
	id: "device-user-agent-contains",
	alias: "Device: Browser header substring",
	title: "The user agent contains a text",
	parameters: z.strictObject({
		text: z.string().min(1).max(200).meta({ title: "Text, whatever its letters' case" }),
	}),
	facts: ["userAgent"],
	prepare({ text }) {
		const wanted = text.toLowerCase();
		return ({ userAgent }) => (userAgent === undefined ? null : userAgent.toLowerCase().includes(wanted));
	},
});
