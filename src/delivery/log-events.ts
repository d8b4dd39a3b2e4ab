// A send in the System Log: which event it is, by channel and purpose. Okta's names; instant messages, which it lacks, are ours.
import type { Ctx } from "../context";
import type { EventType } from "../log/event-types";
import { factStatement } from "../log/write";
import type { Channel, Message } from "../messages/message";
import type { RequestType } from "../messages/purpose";
import { maskDestination } from "../phone/mask";
import type { Attempt } from "../providers/try";
import { statusOf } from "./records";

const purposes = {
	"com.okta.user.telephony.pre-enrollment": { sms: "phone_verification", voice: "phone_verification" },
	"com.okta.user.telephony.mfa-verification": { sms: "factor_verify", voice: "mfa_challenge" },
	"com.okta.user.telephony.account-unlock": { sms: "account_unlock", voice: "account_unlock" },
	"com.okta.user.telephony.password-reset": { sms: "password_reset", voice: "password_reset" },
} as const satisfies Record<RequestType, { sms: string; voice: string }>;

export function sendEventType(channel: Channel, requestType: RequestType): EventType {
	switch (channel) {
		case "SMS":
			return `system.sms.send_${purposes[requestType].sms}_message`;
		case "CALL":
			return `system.voice.send_${purposes[requestType].voice}_call`;
		case "EMAIL":
			return "system.email.send_factor_verify_message";
		case "IM":
			return "system.im.send_factor_verify_message";
	}
}

/** The statement that logs what became of a message in these tries. */
export function logSend(
	ctx: Ctx,
	message: Message,
	{ user, country }: { user: { id: string; login?: string } | null; country: string | null },
	attempts: readonly Attempt[],
) {
	const taken = attempts.find((attempt) => attempt.result === "accepted");
	return factStatement(ctx, {
		eventType: sendEventType(message.channel, message.requestType),
		outcome: taken ? { result: "SUCCESS" } : { result: "FAILURE", reason: statusOf(attempts).toUpperCase() },
		target: [
			...(user === null ? [] : [{ id: user.id, type: "User", ...(user.login ? { alternateId: user.login } : {}) }]),
			{ id: message.id, type: "Delivery" },
		],
		debugData: {
			destination: maskDestination(message.destination),
			provider: taken?.provider ?? "none",
			tried: attempts.map((attempt) => `${attempt.provider}:${attempt.kind ?? attempt.result}`).join(" "),
			...(taken?.providerMessageId ? { transactionId: taken.providerMessageId } : {}),
			...(country === null ? {} : { countryCodeIso2: country }),
		},
	});
}
