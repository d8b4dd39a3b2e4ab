// What an Okta org is answered, in the words of its telephony hook. PURE. The code is in none of them.
import { type ApiError, deliveryFailed } from "../errors";
import { type TelephonyChannel, telephonyHookType } from "../hooks/telephony";
import { telephonyActionType } from "../hooks/telephony-answer";
import type { DeliveryStatus } from "../messages/message";
import type { OktaAnswer } from "./schema";

type Action = OktaAnswer["commands"][number]["value"][number];

/** What is known of the message; once a provider has it, who. */
export function acceptedAnswer(delivery: { id: string; status: DeliveryStatus; provider: string | null }): OktaAnswer {
	return command({
		status: words[delivery.status],
		...(delivery.provider === null ? {} : { provider: delivery.provider }),
		transactionId: delivery.id,
	});
}

/** FAILED, and beside it why: in Okta's form of errors, which its administrators and the person get to see. */
export function refusedAnswer(error: ApiError): OktaAnswer {
	return {
		...command({ status: "FAILED" }),
		error: {
			errorSummary: error.message,
			errorCauses: error.causes.map((cause) => ({
				errorSummary: cause,
				reason: error.code,
				location: "data.messageProfile",
				domain: telephonyHookType,
			})),
		},
	};
}

/** The first request with this event id hasn't been answered, and no message of it has been written down. */
export const unansweredAnswer = (channel: TelephonyChannel): OktaAnswer =>
	refusedAnswer(deliveryFailed(channel, "An earlier request with this event id is still being worked on."));

const command = (action: Action): OktaAnswer => ({ commands: [{ type: telephonyActionType, value: [action] }] });

/** PENDING: taken, and no more is known. */
const words: Record<DeliveryStatus, Action["status"]> = {
	delivered: "SUCCESSFUL",
	sent: "SUCCESSFUL",
	queued: "PENDING",
	unknown: "PENDING",
	undelivered: "FAILED",
	failed: "FAILED",
};
