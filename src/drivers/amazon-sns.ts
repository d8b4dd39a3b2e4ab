// Sends text messages by Amazon SNS, which publishes them straight to a phone number.
// SNS reports deliveries to CloudWatch only. A function of the account's forwards the lines of that log to a topic.
import * as z from "zod";
import { reason } from "../errors/cause";
import { driver, type Receipt } from "./driver";
import { AwsSecrets, awsFailure, awsRegion, callAws } from "./kit/aws";
import { receiptsOfTopic, receiptTopic, repliesOfTopic } from "./kit/aws-topic";
import { DeliveryError } from "./kit/error";

const Config = z.object({
	region: awsRegion,
	senderId: z
		.string()
		.regex(/^(?=.*[A-Za-z])[A-Za-z0-9-]{1,11}$/, reason("sns-sender-id"))
		.optional()
		.meta({
			title: "Sender ID",
			description: "What the phone shows as the sender, in countries that allow it",
			examples: ["Example"],
		}),
	originationNumber: z
		.string()
		.regex(/^\+?[0-9]{3,15}$/, reason("origination-number"))
		.optional()
		.meta({
			title: "Origination number",
			description: "One of the account's numbers to send from. Without it SNS takes one that fits the country.",
			examples: ["+12025550123"],
		}),
	maxPriceUsd: z
		.string()
		.regex(/^\d{1,3}(\.\d{1,5})?$/, reason("amount-format"))
		.optional()
		.meta({
			title: "Highest price",
			description: "US dollars for one message. SNS doesn't send what would cost more.",
			examples: ["0.50"],
		}),
	receiptTopic,
});

/** A line of the log. */
const Line = z.object({
	notification: z.object({ messageId: z.string().min(1) }),
	delivery: z.object({ providerResponse: z.string().optional() }).optional(),
	status: z.enum(["SUCCESS", "FAILURE"]),
});

/** The reasons of a FAILURE. Source: docs.aws.amazon.com, SNS developer guide, SMS delivery failures. */
const failures = new Map(
	Object.entries<Receipt["status"]>({
		"Blocked as spam by phone carrier": "undelivered",
		"Destination is on a blocked list": "failed",
		"Invalid phone number": "failed",
		"Message body is invalid": "failed",
		"Phone carrier has blocked this message": "undelivered",
		"Phone carrier is currently unreachable/unavailable": "undelivered",
		"Phone has blocked SMS": "undelivered",
		"Phone is on a blocked list": "failed",
		"Phone is currently unreachable/unavailable": "undelivered",
		"Phone number is opted out": "failed",
		"This delivery would exceed max price": "failed",
		"Unknown error attempting to reach phone": "undelivered",
	}),
);

export const amazonSnsDriver = driver({
	id: "amazon-sns",
	title: "Amazon SNS",
	channels: ["SMS"],
	config: Config,
	senderFields: { SMS: "senderId" },
	secrets: AwsSecrets,

	async send(io, message, { config, secrets }) {
		const attributes = [
			["AWS.SNS.SMS.SMSType", "String", "Transactional"],
			["AWS.SNS.SMS.SenderID", "String", config.senderId],
			["AWS.MM.SMS.OriginationNumber", "String", config.originationNumber],
			["AWS.SNS.SMS.MaxPrice", "Number", config.maxPriceUsd],
		].filter(([, , value]) => value !== undefined) as [string, string, string][];
		const form = new URLSearchParams({
			Action: "Publish",
			Version: "2010-03-31",
			PhoneNumber: message.destination,
			Message: message.text,
		});
		for (const [index, [name, type, value]] of attributes.entries()) {
			const entry = `MessageAttributes.entry.${index + 1}`;
			form.set(`${entry}.Name`, name);
			form.set(`${entry}.Value.DataType`, type);
			form.set(`${entry}.Value.StringValue`, value);
		}
		const answer = await callAws(io, secrets, {
			service: "sns",
			region: config.region,
			url: `https://sns.${config.region}.amazonaws.com/`,
			headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
			body: form.toString(),
		});
		if (answer.status !== 200) throw awsFailure(answer);
		const providerMessageId = /<MessageId>([^<]{1,100})<\/MessageId>/.exec(answer.text)?.[1];
		if (!providerMessageId) throw new DeliveryError("unknown", "the answer holds no message id");
		return { providerMessageId, status: "queued" };
	},

	replies: { senderFields: ["originationNumber"], parse: repliesOfTopic },
	receipts: receiptsOfTopic((read) => {
		const line = Line.safeParse(read).data;
		if (!line) return null;
		const { notification, status: word, delivery } = line;
		const providerMessageId = notification.messageId;
		if (word === "SUCCESS") return { providerMessageId, status: "delivered", detail: word };
		// A sentence that we don't know may hold anything.
		const response = delivery?.providerResponse ?? "";
		const status = failures.get(response);
		return { providerMessageId, status: status ?? "undelivered", detail: status ? response : word };
	}),
});
