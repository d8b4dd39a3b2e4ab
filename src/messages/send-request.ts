// What a caller wants: one code sent to one person. Later steps add fields to this record, and rename none.
import type { Channel, Purpose } from "./message";

/** Who gets the message, and where. */
export interface Addressee {
	/** Null when the message belongs to another system that only asks us to deliver it. */
	user: {
		id: string;
		login: string;
		firstName: string | null;
		lastName: string | null;
		locale: string | null;
	} | null;
	channel: Channel;
	/** The number or address as it was typed or stored. */
	to: string;
	/** See `Message`. */
	extension?: string | undefined;
}

/** What the calling application says about the message. */
export interface SendOptions {
	/** SMS only: an administrator's template. An unknown template counts as none. */
	templateId?: string | undefined;
	/** The Accept-Language header. Its languages come before the user's own locale. */
	acceptLanguage: string | null;
	/** The end user's address, where the caller knows it. */
	ipAddress: string | null;
	/** The caller told an address that can't be read. */
	hasUnreadableAddress?: boolean | undefined;
	/** ISO 3166: where the end user is, where the network knows it. */
	originCountry: string | null;
	/**
	 * Names the message for a day. A second request with the same key sends nothing and gets the first delivery. A key
	 * begins with whose it is: an API token's id, or the id of an inbound source.
	 */
	idempotencyKey?: string | undefined;
}

export interface SendRequest extends Addressee, SendOptions {
	/** The delivery's id, `dlv…`. */
	id: string;
	purpose: Purpose;
	code: string;
	/** Epoch ms. */
	expiresAt: number;
	factorId: string | null;
	/** The challenge type and the application whose texts and senders count, where it isn't the channel's own type. */
	textsOf?: { type: string; applicationId: string | undefined };
	/** The code is kept by its holder alone, so it is in no row, and no later provider gets it. */
	isKeptByHolder?: boolean;
	/** The driver that knows the person under this name; any driver of the channel where it is left out. */
	driverId?: string | undefined;
	/** A finished text, which goes out as it is. `locale` is BCP 47. A mail without a subject gets ours. */
	presetText?: { text: string; locale: string; subject?: string } | undefined;
	/** See `Message`. */
	sender?: string | undefined;
	/** Epoch ms when the request came in. Only sources set it, because they wait for a limited time. */
	startedAt?: number;
	/** The time for all providers together from `startedAt` on. */
	budgetMs?: number;
	/** The other system that asks, if one does. It verifies the code, and may tell what became of it. */
	source?: {
		id: string;
		/** Its own id of the person. */
		userId: string | null;
		/** Whether the meter judges number ranges by what it tells. */
		countsOutcomes: boolean;
	};
	/** The calling system has a cool-down of its own, so ours doesn't apply. */
	hasOwnCooldown?: boolean;
}
