// What the page of deliveries is asked for. No number and no mail address stands in the address: a hash names it. PURE.
import type { DeliveryStatus } from "../../messages/message";
import { paths } from "../paths";

/** What narrows the list. An empty text narrows nothing. */
export interface Conditions {
	/** An id. */
	user?: string | null | undefined;
	/** The key of a destination. */
	to?: string | null | undefined;
	/** The id of an account or a hook. */
	provider?: string | null | undefined;
	status?: DeliveryStatus | null | undefined;
	/** In the reader's zone. */
	from?: string | null | undefined;
	until?: string | null | undefined;
}

/** The first page of the list with these conditions. */
export function addressOf(conditions: Conditions): string {
	const { user, to, provider, status, from, until } = conditions;
	const fields = Object.entries({ user, to, provider, status, from, until }).flatMap(([name, value]) =>
		value ? [[name, value]] : [],
	);
	return fields.length === 0 ? paths.deliveries : `${paths.deliveries}?${new URLSearchParams(fields)}`;
}

export const hasConditions = (query: Conditions): boolean => addressOf(query) !== paths.deliveries;

/** The times for which the page of success can count. */
export const days = ["1", "7", "30"] as const;
export type Days = (typeof days)[number];
