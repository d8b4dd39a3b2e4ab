// Which System Log event a send is, by its channel and purpose. Okta's names; instant messages, which it lacks, are ours.
import type { RequestType } from "../hooks/telephony";
import type { EventType } from "../log/event-types";
import type { Channel } from "./message";

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
