// Sends e-mail by Amazon SES, version 2 of its API. SES reports to SNS, as the configuration set says.
import * as z from "zod";
import { driver, type Receipt } from "./driver";
import { AwsSecrets, awsFailure, awsRegion, callAws } from "./kit/aws";
import { receiptsOfTopic, receiptTopic } from "./kit/aws-topic";
import { asciiMailbox, emailSender } from "./kit/email-sender";
import type { DeliveryErrorKind } from "./kit/error";
import { taken } from "./kit/http";

const Config = z.object({
	region: awsRegion,
	...emailSender,
	configurationSet: z
		.string()
		.regex(/^[\w-]{1,64}$/)
		.optional()
		.meta({
			title: "Configuration set",
			description: "The set that says where SES reports deliveries and bounces to",
			examples: ["tessera"],
		}),
	receiptTopic,
});

/** What SES's own codes mean. Source: docs.aws.amazon.com, SES API v2, SendEmail. */
const failureKinds = new Map(
	Object.entries<DeliveryErrorKind>({
		AccountSuspendedException: "misconfigured", // the account may not send e-mail any more
		LimitExceededException: "temporary", // a limit of the account's is reached
		MailFromDomainNotVerifiedException: "misconfigured", // the sending domain isn't verified
		MessageRejected: "permanent", // the content is not valid; for another meaning see `isUnverified`
		NotFoundException: "misconfigured", // what the request names is not there, such as the configuration set
		SendingPausedException: "misconfigured", // the account's sending is paused
	}),
);

const Answer = z.object({ MessageId: z.string().min(1).max(200) });

/** A set of events says `eventType`; notifications of an identity say `notificationType`. */
const Event = z.object({
	eventType: z.string().optional(),
	notificationType: z.string().optional(),
	mail: z.object({ messageId: z.string().min(1) }),
	bounce: z.object({ bounceType: z.string(), bounceSubType: z.string() }).optional(),
});

const statuses = new Map(
	Object.entries<Receipt["status"]>({
		Send: "sent",
		DeliveryDelay: "sent",
		Delivery: "delivered",
		Bounce: "undelivered",
		Reject: "failed",
		"Rendering Failure": "failed",
	}),
);

export const amazonSesDriver = driver({
	id: "amazon-ses",
	title: "Amazon SES",
	channels: ["EMAIL"],
	config: Config,
	senderFields: { EMAIL: "fromAddress" },
	secrets: AwsSecrets,

	async send(io, message, { config, secrets }) {
		const answer = await callAws(io, secrets, {
			service: "ses",
			region: config.region,
			url: `https://email.${config.region}.amazonaws.com/v2/email/outbound-emails`,
			headers: { "content-type": "application/json" },
			body: JSON.stringify({
				FromEmailAddress: asciiMailbox(config),
				Destination: { ToAddresses: [message.destination] },
				Content: {
					Simple: {
						Subject: { Data: message.subject ?? "", Charset: "UTF-8" },
						Body: { Text: { Data: message.text, Charset: "UTF-8" } },
					},
				},
				ConfigurationSetName: config.configurationSet,
				EmailTags: [{ Name: "delivery", Value: message.id }],
			}),
		});
		if (answer.status !== 200) {
			// The code means two things. Only the text tells an unverified sender from a message that SES refuses.
			const isUnverified = /not verified/i.test(answer.text);
			throw awsFailure(
				answer,
				isUnverified ? new Map(failureKinds).set("MessageRejected", "misconfigured") : failureKinds,
			);
		}
		return { providerMessageId: taken(Answer, answer).MessageId, status: "queued" };
	},

	receipts: receiptsOfTopic((read) => {
		const event = Event.safeParse(read).data;
		const word = event?.eventType ?? event?.notificationType ?? "";
		const status = statuses.get(word);
		if (!event || !status) return null;
		const { bounce, mail } = event;
		const detail = bounce ? `${bounce.bounceType}.${bounce.bounceSubType}` : word;
		return { providerMessageId: mail.messageId, status, detail };
	}),
});
