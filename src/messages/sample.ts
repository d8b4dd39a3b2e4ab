// What a text looks like in a message, with a code that is made up: for whoever writes the text.
import { fillText } from "../settings/text-format";
import { boundTo, valuesIn } from "./compose";
import type { Channel } from "./message";
import { fillPlaceholders } from "./templates/placeholders";

const code = "123456";
const minutes = 5;

/** What every message has, whatever its text. */
export interface SampleSender {
	organization: string;
	/** See `composeText`. */
	originHost: string | null;
}

/** @param locale the language of the text */
export function sampleOf(sender: SampleSender, channel: Channel, locale: string, text: string): string {
	const filled = fillText(text, valuesIn(channel, locale, { code, organization: sender.organization, minutes }));
	return channel === "SMS" ? bound(sender, filled) : filled;
}

export const sampleOfTemplate = (sender: SampleSender, text: string): string =>
	bound(sender, fillPlaceholders(text, { code, "org.name": sender.organization }));

const bound = ({ originHost }: SampleSender, text: string) =>
	originHost === null ? text : boundTo(originHost, text, code);
