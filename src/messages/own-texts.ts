// What a customer says in messages in place of ours: the properties of the challenge type that a channel belongs to.
import { bestLanguage, languages, ourLanguage } from "../languages";
import { findValue, localesOf, type Snapshot } from "../settings/values";
import type { Channel, Message } from "./message";

/** How properties call a channel. */
const typeOf = {
	SMS: "ChallengeSMS",
	CALL: "ChallengeVoice",
	EMAIL: "ChallengeEmail",
	IM: "ChallengeIM",
} as const satisfies Record<Channel, string>;

interface OwnTexts {
	/** The language of the message: one of ours, or one in which the customer has written its text. */
	locale: string;
	body: string | null;
	subject: string | null;
}

/** @param wanted the reader's languages, as `wantedLanguages` makes them */
export function ownTexts(settings: Snapshot, channel: Channel, wanted: readonly string[]): OwnTexts {
	const body = `${typeOf[channel]}.message.body`;
	const offered = [...localesOf(settings.layers, body), ...languages];
	const locale = bestLanguage(wanted, offered) ?? ourLanguage(wanted);
	const textOf = (name: string) => findValue(settings, name, [locale])?.value ?? null;
	return { locale, body: textOf(body), subject: textOf(`${typeOf[channel]}.message.subject`) };
}

/**
 * Whom a message comes from, where a customer says so. Where a message has one sender alone, such as an SMS, a name
 * stands in for an address that nobody has set.
 */
export function ownSender(
	settings: Snapshot,
	channel: Channel,
	locale: string,
): Pick<Message, "sender" | "senderName"> {
	const textOf = (part: string) => findValue(settings, `${typeOf[channel]}.message.from.${part}`, [locale])?.value;
	const [address, name] = [textOf("address"), textOf("name")];
	return channel === "EMAIL" ? { sender: address, senderName: name } : { sender: address ?? name };
}
