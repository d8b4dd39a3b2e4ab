// Drops values of a hook's answer that repeat the code or the number, because they are stored and logged. PURE.
import type { HookSuccess } from "./telephony-answer";

/** This many digits at the end identify a number, with or without the country's code before them. */
const tellingDigits = 8;

/** A name and not a sentence, because it is shown among our own providers. */
const providerName = /^[\w .-]{1,64}$/;

/** Returns the verdict without values that quote the message's code or number. */
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

/** Keeps letters and digits only, because `+1 (415) 555-2671` and a code with spaces in it are quotes too. */
const bare = (text: string) =>
	text
		.normalize("NFKC")
		.toLowerCase()
		.replaceAll(/[^\p{L}\p{N}]/gu, "");
