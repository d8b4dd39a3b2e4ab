// The sender of an e-mail: the fields in every e-mail driver's form, and the text of a From header. PURE.
import * as z from "zod";
import { reason } from "../../errors/cause";
import { encodedWords } from "./encoded-words";

export const emailSender = {
	fromAddress: z.email().meta({
		title: "From address",
		description: "An address that the provider knows as yours",
		examples: ["no-reply@example.com"],
	}),
	fromName: z
		.string()
		.trim()
		.max(64)
		// A line break would start another header.
		.regex(/^[^\p{Cc}"\\<>]*$/u, reason("sender-name"))
		.optional()
		.meta({ title: "From name", description: "What mail programs show beside the address", examples: ["Example"] }),
};

interface Sender {
	fromAddress: string;
	fromName?: string | undefined;
}

/** `"Example" <no-reply@example.com>`, with the name as it is. For providers that encode headers themselves. */
export const mailbox = ({ fromAddress, fromName }: Sender): string =>
	fromName ? `"${fromName}" <${fromAddress}>` : fromAddress;

/** The same in ASCII. A name with other characters becomes encoded words (RFC 2047). */
export function asciiMailbox(sender: Sender): string {
	const { fromAddress, fromName } = sender;
	if (!fromName || /^[\x20-\x7e]*$/.test(fromName)) return mailbox(sender);
	return `${encodedWords(fromName).join(" ")} <${fromAddress}>`;
}
