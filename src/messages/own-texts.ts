// What a customer says in messages in place of ours: the properties of a challenge type.
import { bestLanguage, languages, ourLanguage } from "../languages";
import { findFirst, findValue, localesOf, type Snapshot } from "../settings/values";
import type { Channel, Message, Purpose } from "./message";

/** The type whose texts a channel has, unless a request names another. */
export const typeOf = {
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

/** The properties that may say a part of a message. The first one is for its purpose alone. */
export const namesOf = (type: string, purpose: Purpose, part: "body" | "subject") =>
	[`${type}.message.${purpose}.${part}`, `${type}.message.${part}`] as const;

/** @param wanted the reader's languages, as `wantedLanguages` makes them */
export function ownTexts(settings: Snapshot, type: string, purpose: Purpose, wanted: readonly string[]): OwnTexts {
	const bodies = namesOf(type, purpose, "body");
	const offered = [...bodies.flatMap((name) => localesOf(settings.layers, name)), ...languages];
	const locale = bestLanguage(wanted, offered) ?? ourLanguage(wanted);
	const textOf = (names: typeof bodies) => findFirst(settings, names, [locale])?.value ?? null;
	return { locale, body: textOf(bodies), subject: textOf(namesOf(type, purpose, "subject")) };
}

/**
 * Whom a message comes from, where a customer says so. Where a message has one sender alone, such as an SMS, a name
 * stands in for an address that nobody has set.
 */
export function ownSender(
	settings: Snapshot,
	type: string,
	channel: Channel,
	locale: string,
): Pick<Message, "sender" | "senderName"> {
	const textOf = (part: string) => findValue(settings, `${type}.message.from.${part}`, [locale])?.value;
	const [address, name] = [textOf("address"), textOf("name")];
	return channel === "EMAIL" ? { sender: address, senderName: name } : { sender: address ?? name };
}
