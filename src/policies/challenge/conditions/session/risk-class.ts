// The class of the risk that post-authentication found. PURE.
import * as z from "zod";
import { riskClasses } from "../../score";
import { condition } from "../condition";

export const riskOfClass = condition({
	id: "session-risk-class",
	alias: "Session: Check Risk Score Classification",
	title: "Class of the risk",
	parameters: z.strictObject({
		riskClass: z.enum(riskClasses).default("HIGH").meta({ title: "Class" }),
	}),
	facts: ["riskClass"],
	prepare({ riskClass }) {
		return (facts) => (facts.riskClass === undefined ? null : facts.riskClass === riskClass);
	},
});
