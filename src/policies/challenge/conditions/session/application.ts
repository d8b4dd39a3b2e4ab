// Which application hands the user over. PURE.
import * as z from "zod";
import { condition, id } from "../condition";

export const fromApplication = condition({
	id: "session-application",
	alias: null,
	title: "Comes from an application",
	parameters: z.strictObject({
		applicationId: id.meta({ title: "Application" }),
	}),
	facts: ["applicationId"],
	prepare({ applicationId }) {
		return (facts) => (facts.applicationId === undefined ? null : facts.applicationId === applicationId);
	},
});
