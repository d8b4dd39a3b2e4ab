// Which application hands the user over. PURE.
import * as z from "zod";
import { condition, id, known } from "../condition";

export const fromApplication = condition({
	id: "session-application",
	alias: null,
	title: "Comes from an application",
	parameters: z.strictObject({
		applicationId: id.meta({ title: "Application" }),
	}),
	facts: ["applicationId"],
	prepare({ applicationId }) {
		return (facts) => known(facts.applicationId, (found) => found === applicationId);
	},
});
