// Which rule a message meets. PURE.
import type { Channel, Purpose } from "../../messages/message";

/** The fields that a rule's conditions look at; an admitted send and a stored delivery have them. */
export interface RuleSubject {
	channel: Channel;
	/** ISO 3166: the number's country. Null where there is no number, as for e-mail. */
	country: string | null;
	/** ISO 3166: the country of the end user's network. Null when it isn't known. */
	originCountry: string | null;
	purpose: Purpose;
}

/** Conditions, and the accounts to try in order. Every message meets an empty condition. */
export interface RuleConditions {
	channels: readonly Channel[];
	destinationCountries: readonly string[];
	originCountries: readonly string[];
	purposes: readonly Purpose[];
	accountIds: readonly string[];
}

/** The channels of an account; undefined when the account isn't known here yet. */
export type ChannelsOf = (accountId: string) => readonly Channel[] | undefined;

/** What keeps a message from a rule: one of the conditions, or accounts of which none has the message's channel. */
export type Unmet = keyof RuleConditions;

/**
 * Returns the first rule whose conditions the message meets; null when there is none. A rule without channels applies
 * to the channels of its accounts: a rule for two e-mail providers doesn't catch text messages.
 */
export const firstMatch = <R extends RuleConditions>(
	rules: readonly R[],
	subject: RuleSubject,
	channelsOf: ChannelsOf,
): R | null => rules.find((rule) => firstUnmet(rule, subject, channelsOf) === null) ?? null;

/** The first condition of a rule that a message doesn't meet; null when it meets all of them. */
export function firstUnmet(rule: RuleConditions, subject: RuleSubject, channelsOf: ChannelsOf): Unmet | null {
	if (!meets(rule.channels, subject.channel)) return "channels";
	if (!meets(rule.destinationCountries, subject.country)) return "destinationCountries";
	if (!meets(rule.originCountries, subject.originCountry)) return "originCountries";
	if (!meets(rule.purposes, subject.purpose)) return "purposes";
	const canSend = (accountId: string) => channelsOf(accountId)?.includes(subject.channel) ?? true;
	return rule.accountIds.some(canSend) ? null : "accountIds";
}

const meets = <T>(wanted: readonly T[], given: T | null) =>
	wanted.length === 0 || (given !== null && wanted.includes(given));
