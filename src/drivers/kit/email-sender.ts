// Who an e-mail comes from: the fields that every e-mail driver asks for, and their forms in a From header.
import * as z from "zod";
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
		// A line break here would start a header of its own.
		.regex(/^[^\p{Cc}"\\<>]*$/u, "no control characters, quotation marks, backslashes or angle brackets")
		.optional()
		.meta({ title: "From name", description: "What mail programs show beside the address", examples: ["Example"] }),
};

interface Sender {
	fromAddress: string;
	fromName?: string | undefined;
}

/** `"Example" <no-reply@example.com>`, the name as it is; for providers that encode headers themselves. */
export const mailbox = ({ fromAddress, fromName }: Sender): string =>
	fromName ? `"${fromName}" <${fromAddress}>` : fromAddress;

/** The same in ASCII: another name becomes encoded words (RFC 2047). */
export function asciiMailbox(sender: Sender): string {
	const { fromAddress, fromName } = sender;
	if (!fromName || /^[\x20-\x7e]*$/.test(fromName)) return mailbox(sender);
	return `${encodedWords(fromName).join(" ")} <${fromAddress}>`;
}
