// What a text looks like in a message, with a code that is made up: for whoever writes the text.
import { type SmsCost, smsCostOf } from "../phone/sms-cost";
import { fillText, wrongStretches } from "../settings/text-format";
import { boundTo, valuesIn } from "./compose";
import type { Channel } from "./message";
import { fillPlaceholders, wrongStretches as wrongPlaceholders } from "./templates/placeholders";

const code = "123456";
const minutes = 5;

/** What every message has, whatever its text. */
export interface SampleSender {
	organization: string;
	/** See `composeText`. */
	originHost: string | null;
}

/** A text as it was written, and where it is wrong. */
interface WrongText {
	text: string;
	stretches: { start: number; end: number }[];
}

export interface Sample {
	channel: Channel;
	/** The language of the text. */
	locale: string;
	subject: string | null;
	text: string;
	/** Of an SMS. */
	cost: SmsCost | null;
	wrong: WrongText[];
}

/** @param written with the placeholders of properties */
export function sampleOf(
	sender: SampleSender,
	channel: Channel,
	locale: string,
	written: { subject: string | null; body: string },
): Sample {
	const values = valuesIn(channel, locale, { code, organization: sender.organization, minutes });
	const { subject } = written;
	const body = fillText(written.body, values);
	const text = channel === "SMS" ? bound(sender, body) : body;
	return {
		channel,
		locale,
		subject: subject && fillText(subject, values),
		text,
		cost: channel === "SMS" ? smsCostOf(text) : null,
		wrong: withFaults([
			{ text: subject ?? "", stretches: wrongStretches(subject ?? "", [1, 2]) },
			{ text: written.body, stretches: wrongStretches(written.body, [0, 1, 2]) },
		]),
	};
}

/**
 * Of a text about no code: a notice, or an answer to a reply.
 * @param placeholders which the text may have
 * @param more what `{3}` and the placeholders after it stand for
 */
export function sampleOfText(
	{ organization }: SampleSender,
	channel: Channel,
	locale: string,
	written: string,
	{ placeholders, more }: { placeholders: readonly number[]; more: readonly string[] },
): Sample {
	const text = fillText(written, [code, organization, String(minutes), ...more]);
	const wrong = withFaults([{ text: written, stretches: wrongStretches(written, placeholders) }]);
	return { channel, locale, subject: null, text, cost: channel === "SMS" ? smsCostOf(text) : null, wrong };
}

/** @param written with the placeholders of SMS templates */
export function sampleOfTemplate(sender: SampleSender, locale: string, written: string): Sample {
	const text = bound(sender, fillPlaceholders(written, { code, "org.name": sender.organization }));
	const wrong = withFaults([{ text: written, stretches: wrongPlaceholders(written) }]);
	return { channel: "SMS", locale, subject: null, text, cost: smsCostOf(text), wrong };
}

const bound = ({ originHost }: SampleSender, text: string) =>
	originHost === null ? text : boundTo(originHost, text, code);

const withFaults = (texts: WrongText[]) => texts.filter(({ stretches }) => stretches.length > 0);
