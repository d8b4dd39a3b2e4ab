// The System Log event of a send, by channel and purpose. The names are Okta's, except the names for IM.
import type { Ctx } from "../context";
import type { EventType } from "../log/event-types";
import { factStatement } from "../log/write";
import type { Channel, Message, Purpose } from "../messages/message";
import { maskDestination } from "../phone/mask";
import type { Try } from "../providers/try";
import { bestOf } from "./records/status";

const words = {
	enrollment: { sms: "phone_verification", voice: "phone_verification" },
	verification: { sms: "factor_verify", voice: "mfa_challenge" },
	unlock: { sms: "account_unlock", voice: "account_unlock" },
	reset: { sms: "password_reset", voice: "password_reset" },
} as const satisfies Record<Purpose, { sms: string; voice: string }>;

export function sendEventType(channel: Channel, purpose: Purpose): EventType {
	switch (channel) {
		case "SMS":
			return `system.sms.send_${words[purpose].sms}_message`;
		case "CALL":
			return `system.voice.send_${words[purpose].voice}_call`;
		case "EMAIL":
			return "system.email.send_factor_verify_message";
		case "IM":
			return "system.im.send_factor_verify_message";
	}
}

/** The statement that logs the result of these tries. */
export function logSend(
	ctx: Ctx,
	message: Message,
	{
		user,
		country,
		refusedMeanwhile = 0,
	}: { user: { id: string; login?: string } | null; country: string | null; refusedMeanwhile?: number },
	tries: readonly Try[],
) {
	const taken = tries.find((made) => made.result === "accepted");
	return factStatement(ctx, {
		eventType: sendEventType(message.channel, message.purpose),
		outcome: taken ? { result: "SUCCESS" } : { result: "FAILURE", reason: bestOf(tries).toUpperCase() },
		target: [
			...(user === null ? [] : [{ id: user.id, type: "User", ...(user.login ? { alternateId: user.login } : {}) }]),
			{ id: message.id, type: "Delivery" },
		],
		debugData: {
			destination: maskDestination(message.destination),
			provider: taken?.providerName ?? "none",
			tried: tries.map((made) => `${made.providerName}:${made.kind ?? made.result}`).join(" "),
			...(taken?.providerMessageId ? { transactionId: taken.providerMessageId } : {}),
			...(country === null ? {} : { countryCodeIso2: country }),
			...(refusedMeanwhile === 0 ? {} : { refusedMeanwhile: String(refusedMeanwhile) }),
		},
	});
}
