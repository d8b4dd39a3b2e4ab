// The status of the user's account. PURE.
import * as z from "zod";
import { condition } from "../condition";

export const accountStatus = condition({
	id: "user-account-status",
	alias: "User: Account Status",
	title: "Status of the account",
	parameters: z.strictObject({
		status: z
			.enum(["STAGED", "PROVISIONED", "ACTIVE", "SUSPENDED", "DEPROVISIONED"])
			.default("ACTIVE")
			.meta({ title: "Status" }),
	}),
	facts: ["accountStatus"],
	prepare({ status }) {
		return ({ accountStatus }) => (accountStatus === undefined ? null : accountStatus === status);
	},
});
