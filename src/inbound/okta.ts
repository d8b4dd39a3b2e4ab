// An Okta org as a source: its telephony hook asks us to send, and gets Okta's answer without the code. PURE.
import { deliveryFailed } from "../errors";
import { causeOnWire } from "../errors/cause";
import { purposeOf, TelephonyRequest, telephonyHookType } from "../hooks/telephony";
import { telephonyActionType } from "../hooks/telephony-answer";
import type { DeliveryStatus } from "../messages/message";
import { speakCode, speechLanguage } from "../messages/speech";
import { forwardedAddress } from "../net/forwarded";
import { opensLock } from "./lock";
import { type OktaAnswer, OktaAnswerView } from "./okta-answer";
import type { InboundSource } from "./source";

/** How long Okta's codes usually live, for a request that doesn't say. */
const usualLifetimeMs = 5 * 60_000;

export const okta: InboundSource<TelephonyRequest, OktaAnswer> = {
	type: "okta",
	title: "an Okta org",
	logs: {
		create: "system.okta_receiver.create",
		update: "system.okta_receiver.update",
		delete: "system.okta_receiver.delete",
		denied: "system.okta_receiver.denied",
	},
	isGenuine: opensLock,
	body: TelephonyRequest,
	answer: OktaAnswerView,
	/** Okta waits for 3 s. */
	answerWithinMs: 2_700,

	eventIdOf: ({ eventId }) => eventId,

	/** Okta's user isn't a user of ours. So the message goes to no telephony hook: that hook may lead back to Okta. */
	toRequest({ data, requestType }, nowMs) {
		const { deliveryChannel: channel, phoneNumber, otpCode, otpExpires, locale } = data.messageProfile;
		const text = finishedText(data.messageProfile);
		return {
			user: null,
			channel,
			to: /^\d/.test(phoneNumber) ? `+${phoneNumber}` : phoneNumber,
			purpose: requestType === null ? "verification" : purposeOf(requestType),
			code: otpCode,
			expiresAt: otpExpires ? Date.parse(otpExpires) : nowMs + usualLifetimeMs,
			factorId: null,
			acceptLanguage: locale ?? null,
			...forwardedAddress(data.context?.request?.ipAddress ?? null, null, 0),
			originCountry: null,
			hasOwnCooldown: true,
			sourceUserId: data.userProfile?.userId ?? null,
			...(text === null ? {} : { presetText: { text, locale: speechLanguage(locale ?? "en") } }),
		};
	},

	/** Says what is known of the message and, once a provider has it, who the provider is. */
	accepted: ({ id, status, providerName }) =>
		command({
			status: words[status],
			...(providerName === null ? {} : { provider: providerName }),
			transactionId: id,
		}),

	/**
	 * Answers FAILED, with the reason in Okta's form of errors. Okta shows the reason to its administrators and to the
	 * user.
	 */
	refused: (error) => ({
		...command({ status: "FAILED" }),
		error: {
			errorSummary: error.message,
			errorCauses: error.causes.map((cause) => ({
				errorSummary: causeOnWire(cause),
				reason: error.code,
				location: "data.messageProfile",
				domain: telephonyHookType,
			})),
		},
	}),

	unanswered({ data }) {
		return okta.refused(deliveryFailed(data.messageProfile.deliveryChannel, "first-event-under-way"));
	},

	told({ commands, error }) {
		const action = commands[0]?.value[0];
		return {
			result: results[action?.status ?? "FAILED"],
			deliveryId: action?.transactionId ?? null,
			reason: error?.errorSummary ?? null,
		};
	},
};

/**
 * Returns Okta's own text; null where the code isn't in it, so that our text is used. Okta sends no text for most
 * calls, and an org's template may have an error. In a call the code is said sign by sign.
 */
function finishedText({
	msgTemplate,
	deliveryChannel,
	otpCode,
	locale,
}: TelephonyRequest["data"]["messageProfile"]): string | null {
	const text = msgTemplate?.trim() ?? "";
	const code = codeIn(otpCode);
	if (text.search(code) === -1) return null;
	return deliveryChannel === "CALL" ? text.replaceAll(code, () => speakCode(otpCode, locale ?? "en")) : text;
}

/** Finds the code, also in groups such as `049 381`, but not as a part of a longer number. */
function codeIn(otpCode: string): RegExp {
	const signs = [...otpCode].map((sign) => sign.replace(/[^A-Za-z0-9]/, "\\$&"));
	return new RegExp(`(?<!\\d)${signs.join("[ \\-]?")}(?!\\d)`, "g");
}

type Action = OktaAnswer["commands"][number]["value"][number];

const command = (action: Action): OktaAnswer => ({ commands: [{ type: telephonyActionType, value: [action] }] });

const results = { SUCCESSFUL: "sent", PENDING: "pending", FAILED: "refused" } as const;

/** PENDING means that a provider took the message, and that no more is known. */
const words: Record<DeliveryStatus, Action["status"]> = {
	delivered: "SUCCESSFUL",
	sent: "SUCCESSFUL",
	queued: "PENDING",
	unknown: "PENDING",
	undelivered: "FAILED",
	failed: "FAILED",
};
