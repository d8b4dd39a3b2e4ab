// Which rule a message falls under. PURE.

import type { Channel, Purpose } from "../../messages/message";

/** What a rule asks of a message; an admitted send and a stored delivery have these fields. */
export interface RuleSubject {
	channel: Channel;
	/** ISO 3166, as the number tells; null where there is none, as for e-mail. */
	country: string | null;
	/** ISO 3166, as the network tells of the caller; null when it doesn't. */
	originCountry: string | null;
	purpose: Purpose;
}

/** Conditions, of which an empty one is met by every message, and the accounts to try, in order. */
export interface RuleConditions {
	channels: readonly Channel[];
	destinationCountries: readonly string[];
	originCountries: readonly string[];
	purposes: readonly Purpose[];
	accountIds: readonly string[];
}

/**
 * The first of the rules whose conditions the message meets; null when there is none.
 * @param channelsOf what an account can send by; undefined when it isn't known here yet. A rule without channels applies to
 * the channels of its accounts: a rule for two e-mail providers doesn't catch text messages.
 */
export function firstMatch<R extends RuleConditions>(
	rules: readonly R[],
	subject: RuleSubject,
	channelsOf: (accountId: string) => readonly Channel[] | undefined,
): R | null {
	const canSend = (accountId: string) => channelsOf(accountId)?.includes(subject.channel) ?? true;
	return (
		rules.find(
			(rule) =>
				meets(rule.channels, subject.channel) &&
				meets(rule.destinationCountries, subject.country) &&
				meets(rule.originCountries, subject.originCountry) &&
				meets(rule.purposes, subject.purpose) &&
				rule.accountIds.some(canSend),
		) ?? null
	);
}

const meets = <T>(wanted: readonly T[], given: T | null) =>
	wanted.length === 0 || (given !== null && wanted.includes(given));
