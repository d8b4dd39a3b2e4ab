// Which rule a message falls under. PURE.

import type { Channel } from "../../messages/message";
import type { RequestType } from "../../messages/purpose";

export interface RouteQuery {
	channel: Channel;
	/** ISO 3166, as the number tells; null where there is none, as for e-mail. */
	destinationCountry: string | null;
	/** ISO 3166, as the network tells of the caller; null when it doesn't. */
	originCountry: string | null;
	requestType: RequestType;
}

/** Conditions, of which an empty one is met by every message, and the accounts to try, in order. */
export interface Rule {
	channels: readonly Channel[];
	destinationCountries: readonly string[];
	originCountries: readonly string[];
	requestTypes: readonly RequestType[];
	providers: readonly string[];
}

/**
 * The first of the rules whose conditions the message meets; null when there is none.
 * @param channelsOf what an account can send by; undefined when it isn't known here yet. A rule that names no channels is
 * about those of its accounts: one for two e-mail providers doesn't catch text messages.
 */
export function firstMatch<R extends Rule>(
	rules: readonly R[],
	query: RouteQuery,
	channelsOf: (accountId: string) => readonly Channel[] | undefined,
): R | null {
	const canSend = (accountId: string) => channelsOf(accountId)?.includes(query.channel) ?? true;
	return (
		rules.find(
			(rule) =>
				meets(rule.channels, query.channel) &&
				meets(rule.destinationCountries, query.destinationCountry) &&
				meets(rule.originCountries, query.originCountry) &&
				meets(rule.requestTypes, query.requestType) &&
				rule.providers.some(canSend),
		) ?? null
	);
}

const meets = <T>(wanted: readonly T[], given: T | null) =>
	wanted.length === 0 || (given !== null && wanted.includes(given));
