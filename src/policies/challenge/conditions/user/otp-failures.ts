// Wrong codes of one challenge type in a row. As a cell of a combination it takes a type out. PURE.
import * as z from "zod";
import { challengeTypes } from "../../checkpoints";
import { condition } from "../condition";

export const otpFailures = condition({
	id: "user-otp-failures",
	alias: "User: Check OTP failures",
	title: "Failures of a challenge type",
	parameters: z.strictObject({
		challengeType: z.enum(challengeTypes).meta({ title: "Challenge type" }),
		failures: z.int().min(1).max(100).default(3).meta({ title: "Failures more than or equal to" }),
	}),
	facts: ["otpFailures"],
	prepare({ challengeType, failures }) {
		return ({ otpFailures }) => {
			const counted = otpFailures?.[challengeType];
			return counted === undefined ? null : counted >= failures;
		};
	},
});
