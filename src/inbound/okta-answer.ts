// Our answer to the telephony hook of an Okta org. PURE.
import * as z from "zod";
import { telephonyActionType } from "../hooks/telephony-answer";

export const OktaAnswerView = z
	.object({
		commands: z.array(
			z.object({
				type: z.literal(telephonyActionType),
				value: z.array(
					z.object({
						status: z.enum(["SUCCESSFUL", "PENDING", "FAILED"]),
						provider: z.string().optional(),
						transactionId: z.string().optional().meta({ description: "The delivery's id" }),
					}),
				),
			}),
		),
		error: z
			.object({
				errorSummary: z.string(),
				errorCauses: z.array(
					z.object({ errorSummary: z.string(), reason: z.string(), location: z.string(), domain: z.string() }),
				),
			})
			.optional(),
	})
	.meta({ id: "TelephonyHookAnswer", description: "Okta's answer of a telephony inline hook" });
export type OktaAnswer = z.infer<typeof OktaAnswerView>;
