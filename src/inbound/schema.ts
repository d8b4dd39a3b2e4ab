// The receiver's settings at the door and on the wire, and its answer to an Okta org.
import * as z from "zod";
import { reason } from "../errors/cause";
import { telephonyActionType } from "../hooks/telephony-answer";

const headerName = z
	.string()
	.max(128)
	.regex(/^[A-Za-z0-9-]+$/, reason("receiver-header-name"))
	.meta({ description: "The header that Okta sends the secret in", examples: ["Authorization"] });

export const OktaReceiverInput = z.object({
	enabled: z.boolean().meta({ description: "Whether requests are taken" }),
	headerName: headerName.default("Authorization"),
	secret: z
		.string()
		.min(16)
		.max(1024)
		.regex(/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/, reason("printable-ascii-unspaced"))
		.optional()
		.meta({
			description: "The whole value of that header. It is never answered; left out, the one that is kept stays.",
			examples: ["a-long-random-secret"],
		}),
});
export type OktaReceiverInput = z.infer<typeof OktaReceiverInput>;

export const OktaReceiverView = z
	.object({
		enabled: z.boolean(),
		headerName: z.string(),
		hasSecret: z.boolean().meta({ description: "Whether a secret is kept" }),
		url: z.url().meta({ description: "What to enter in Okta as the hook's URL" }),
		lastUpdated: z.iso.datetime().nullable(),
	})
	.meta({ id: "OktaReceiver", description: "Where an Okta org's telephony inline hook can send its messages" });
export type OktaReceiverView = z.infer<typeof OktaReceiverView>;

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
