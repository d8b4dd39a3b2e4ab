// Sends text messages and calls by AWS End User Messaging. Its API is called PinpointSMSVoiceV2.
// AWS reports to SNS, as the configuration set says.
import * as z from "zod";
import { secondsLeft } from "../messages/message";
import { driver, type Receipt } from "./driver";
import { AwsSecrets, awsFailure, awsRegion, callAws } from "./kit/aws";
import { receiptsOfTopic, receiptTopic, repliesOfTopic } from "./kit/aws-topic";
import { DeliveryError, type DeliveryErrorKind } from "./kit/error";
import { taken } from "./kit/http";

const Config = z.object({
	region: awsRegion,
	originationIdentity: z
		.string()
		.min(1)
		.max(256)
		.optional()
		.meta({
			title: "Origination identity",
			description:
				"The number, sender ID or pool to send from: itself, its ID or its ARN. Calls need one; for text messages AWS can choose.",
			examples: ["+12025550123", "pool-1234567890abcdef1234567890abcdef"],
		}),
	configurationSet: z
		.string()
		.min(1)
		.max(256)
		.optional()
		.meta({
			title: "Configuration set",
			description: "The name or ARN of the set that says where AWS reports deliveries to",
			examples: ["tessera"],
		}),
	protectConfiguration: z.string().min(1).max(256).optional().meta({
		title: "Protect configuration",
		description: "The ID of AWS's own rules for allowed countries, where they shall apply to this account only",
	}),
	receiptTopic,
});

const secondsToLive = { min: 5, max: 259_200 };

/** Amazon Polly's voices for calls, by language. */
const voices = new Map<string, string>([
	["ar", "ZEINA"],
	["da", "NAJA"],
	["de", "VICKI"],
	["en", "JOANNA"],
	["en-au", "NICOLE"],
	["en-gb", "AMY"],
	["es", "LUCIA"],
	["es-us", "LUPE"],
	["fr", "LEA"],
	["fr-ca", "CHANTAL"],
	["is", "DORA"],
	["it", "BIANCA"],
	["ja", "MIZUKI"],
	["ko", "SEOYEON"],
	["nb", "LIV"],
	["nl", "LOTTE"],
	["no", "LIV"],
	["pl", "EWA"],
	["pt", "INES"],
	["pt-br", "CAMILA"],
	["ro", "CARMEN"],
	["ru", "TATYANA"],
	["sv", "ASTRID"],
	["tr", "FILIZ"],
	["zh", "ZHIYU"],
]);

/**
 * What the service's own reasons and codes mean. A reason goes before its code.
 * Source: docs.aws.amazon.com, PinpointSMSVoiceV2, SendTextMessage and SendVoiceMessage.
 */
const failureKinds = new Map(
	Object.entries<DeliveryErrorKind>({
		DESTINATION_PHONE_NUMBER_OPTED_OUT: "permanent", // the person has answered STOP
		DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE: "permanent", // the account's rules block this number
		DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION: "permanent", // the account's rules block this country
		DAILY_DESTINATION_CALL_LIMIT: "permanent", // this number was called as often as it may be in a day
		DESTINATION_PHONE_NUMBER_NOT_VERIFIED: "misconfigured", // an account in the sandbox reaches verified numbers only
		CHANNEL_NOT_ENABLED: "misconfigured", // the account or the identity doesn't send by this channel
		INVALID_ARN: "misconfigured", // a setting holds no ARN that AWS knows
		RESOURCE_NOT_ACCESSIBLE: "misconfigured", // a setting names what belongs to somebody else
		SENDER_ID_NOT_REGISTERED: "misconfigured", // the sender ID isn't registered in the country
		SENDER_ID_NOT_SUPPORTED: "misconfigured", // the country has no sender IDs
		SENDER_ID_REQUIRES_REGISTRATION: "misconfigured", // the country wants the sender ID registered first
		VOICE_CAPABILITY_NOT_AVAILABLE: "misconfigured", // the origination identity can't call
		ConflictException: "misconfigured", // any other reason: the settings do not fit each other
		ResourceNotFoundException: "misconfigured", // no such identity, configuration set or protect configuration
		ServiceQuotaExceededException: "misconfigured", // a quota that has to be raised
	}),
);

const Answer = z.object({ MessageId: z.string().min(1).max(100) });

const Event = z.object({ eventType: z.string(), messageId: z.string().min(1), isFinal: z.boolean().optional() });

/** By the type of an event, without `TEXT_` and `VOICE_`. Source: docs.aws.amazon.com, SMS user guide, event types. */
const statuses = new Map(
	Object.entries<Receipt["status"]>({
		QUEUED: "queued",
		PENDING: "queued",
		INITIATED: "queued",
		SUCCESSFUL: "sent",
		RINGING: "sent",
		ANSWERED: "sent",
		DELIVERED: "delivered",
		COMPLETED: "delivered",
		BLOCKED: "undelivered",
		BUSY: "undelivered",
		CARRIER_BLOCKED: "undelivered",
		CARRIER_UNREACHABLE: "undelivered",
		NO_ANSWER: "undelivered",
		SPAM: "undelivered",
		TTL_EXPIRED: "undelivered",
		UNREACHABLE: "undelivered",
		FAILED: "failed",
		INVALID: "failed",
		INVALID_MESSAGE: "failed",
		PROTECT_BLOCKED: "failed",
		UNKNOWN: "unknown",
	}),
);

export const amazonSmsVoiceDriver = driver({
	id: "amazon-sms-voice",
	title: "AWS End User Messaging",
	channels: ["SMS", "CALL"],
	config: Config,
	secrets: AwsSecrets,

	async send(io, message, { config, secrets }) {
		const isCall = message.channel === "CALL";
		if (isCall && !config.originationIdentity) {
			throw new DeliveryError("misconfigured", "calls need an origination identity");
		}
		// Without the extension, the switchboard would hear the code instead of the person.
		if (message.extension) throw new DeliveryError("permanent", "AWS dials no extensions");
		const answer = await callAws(io, secrets, {
			service: "sms-voice",
			region: config.region,
			url: `https://sms-voice.${config.region}.amazonaws.com/`,
			headers: {
				"content-type": "application/x-amz-json-1.0",
				"x-amz-target": `PinpointSMSVoiceV2.${isCall ? "SendVoiceMessage" : "SendTextMessage"}`,
			},
			body: JSON.stringify({
				DestinationPhoneNumber: message.destination,
				OriginationIdentity: config.originationIdentity,
				MessageBody: message.text,
				...(isCall
					? { MessageBodyTextType: "TEXT", VoiceId: voiceFor(message.locale) }
					: { MessageType: "TRANSACTIONAL" }),
				TimeToLive: secondsLeft(message, io.now(), secondsToLive),
				ConfigurationSetName: config.configurationSet,
				ProtectConfigurationId: config.protectConfiguration,
				Context: { deliveryId: message.id },
			}),
		});
		if (answer.status !== 200) throw awsFailure(answer, failureKinds);
		return { providerMessageId: taken(Answer, answer).MessageId, status: "queued" };
	},

	replies: { senderFields: ["originationIdentity"], parse: repliesOfTopic },
	receipts: receiptsOfTopic((read) => {
		const event = Event.safeParse(read).data;
		const status = event && statuses.get(event.eventType.replace(/^(TEXT|VOICE)_/, ""));
		if (!status) return null;
		const { messageId: providerMessageId, eventType: detail, isFinal } = event;
		// In some countries AWS never says more than that the carrier took the message.
		const isAsGoodAsDelivered = detail === "TEXT_SUCCESSFUL" && isFinal === true;
		return { providerMessageId, status: isAsGoodAsDelivered ? "delivered" : status, detail };
	}),
});

function voiceFor(locale: string): string {
	const [language, ...rest] = locale.toLowerCase().split(/[-_]/);
	return voices.get(`${language}-${rest.at(-1)}`) ?? voices.get(language ?? "") ?? "JOANNA";
}
