// Keeping a service from telling us what we told it: its words are stored and logged, and no code or number may be in them. PURE.
import type { HookSuccess } from "./telephony-answer";

/** So many digits at the end are the number, with or without its country's code before them. */
const tellingDigits = 8;

/** A name, and no sentence: it is shown where providers of ours are. */
const providerName = /^[\w .-]{1,64}$/;

/** The verdict without those of the service's words that quote the message's code or number. */
export function withoutEcho<Said extends HookSuccess>(
	said: Said,
	message: { code: string; phoneNumber: string },
): Said {
	const hidden = [bare(message.code), bare(message.phoneNumber).slice(-tellingDigits)].filter((text) => text !== "");
	const unlessQuoted = (text: string | null) =>
		text !== null && hidden.some((quote) => bare(text).includes(quote)) ? null : text;
	const provider = unlessQuoted(said.provider);
	return {
		...said,
		provider: provider !== null && providerName.test(provider) ? provider : null,
		transactionId: unlessQuoted(said.transactionId),
		transactionMetadata: unlessQuoted(said.transactionMetadata),
	};
}

/** Letters and digits alone: `+1 (415) 555-2671` and a code that is said digit by digit are quotes, too. */
const bare = (text: string) =>
	text
		.normalize("NFKC")
		.toLowerCase()
		.replaceAll(/[^\p{L}\p{N}]/gu, "");
