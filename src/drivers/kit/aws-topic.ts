// Receipts and replies of Amazon's services come through a topic of SNS: its name, its signature, its confirmation.
import * as z from "zod";
import { reason } from "../../errors/cause";
import { parseJson } from "../../net/json";
import type { DriverIo, Receipt, ReceiptRequest, Reply } from "../driver";
import { isGenuineSnsMessage, readSnsMessage } from "../signatures/aws-sns";
import { DeliveryError } from "./error";
import { callProvider } from "./http";

/** Not FIFO topics, because these post to nobody. */
export const receiptTopic = z
	.string()
	.regex(/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/, reason("sns-topic"))
	.optional()
	.meta({
		title: "Receipt topic",
		description: "The ARN of the SNS topic that posts receipts to us. Without it receipts are refused.",
		examples: ["arn:aws:sns:eu-west-1:123456789012:tessera"],
	});

interface Settings {
	config: { receiptTopic?: string | undefined };
}

/**
 * A driver's `receipts`.
 * @param readEvent the receipt in an event of the service. Null when the event is about something else
 */
export const receiptsOfTopic = (readEvent: (event: unknown) => Receipt | null) => ({
	async isGenuine({ body }: ReceiptRequest, { config }: Settings, io: DriverIo): Promise<boolean> {
		const message = readSnsMessage(body);
		// SNS signs for anybody who has a topic. Only the account's own topic may report.
		if (!message || message.TopicArn !== config.receiptTopic) return false;
		const certificatePem = await fetchCertificate(io, message.SigningCertURL);
		return certificatePem !== null && isGenuineSnsMessage(message, certificatePem);
	},
	async confirm({ body }: ReceiptRequest, io: DriverIo): Promise<void> {
		const message = readSnsMessage(body);
		if (message?.Type !== "SubscriptionConfirmation" || message.SubscribeURL === undefined) return;
		const { status } = await callProvider(io, message.SubscribeURL, {});
		if (status !== 200) throw new DeliveryError("temporary", "SNS didn't take the confirmation");
	},
	parse({ body }: ReceiptRequest): Receipt[] {
		const message = readSnsMessage(body);
		const receipt = message?.Type === "Notification" ? readEvent(parseJson(message.Message)) : null;
		return receipt ? [receipt] : [];
	},
});

/** Source: docs.aws.amazon.com, SMS user guide, two-way SMS messaging. */
const Written = z.object({ originationNumber: z.string(), destinationNumber: z.string(), messageBody: z.string() });

/** What people write comes through a topic, too: through the account's own, where the number is told to use it. */
export function repliesOfTopic({ body }: ReceiptRequest): Reply[] {
	const message = readSnsMessage(body);
	const written = message?.Type === "Notification" ? Written.safeParse(parseJson(message.Message)).data : undefined;
	if (!message || !written) return [];
	const { originationNumber: from, destinationNumber: to, messageBody: text } = written;
	const writtenAt = Date.parse(message.Timestamp);
	return [{ from, to: [to], text, writtenAt: Number.isNaN(writtenAt) ? null : writtenAt }];
}

/** A new certificate has a new URL, so Cloudflare may keep each for a day. */
const kept: RequestInit = { cf: { cacheEverything: true, cacheTtlByStatus: { "200": 86_400, "300-599": 0 } } };

/** Null when SNS has no such certificate. */
async function fetchCertificate(io: DriverIo, url: string): Promise<string | null> {
	const { status, text } = await callProvider(io, url, kept);
	if (status >= 500) throw new DeliveryError("temporary", "SNS didn't serve its certificate");
	return status === 200 ? text : null;
}
