// What a verb asks of the delivery: whom to reach, how, and with which code.

import type { Channel } from "../messages/message";
import type { RequestType } from "../messages/purpose";
import type { Recipient } from "../meter/client";

export interface SendRequest {
	/** The delivery's id, when the caller had to know it before; a new one otherwise. */
	id?: string;
	channel: Channel;
	/** Normalized, as `admitSend` gives it. */
	destination: string;
	/** See `Message`. */
	extension?: string | undefined;
	country: string | null;
	/** What the meter counted the send as, to count the right code too. */
	recipient: Recipient;
	code: string;
	/** Epoch ms. */
	expiresAt: number;
	requestType: RequestType;
	/** Null when the message is another system's, which only asks us to deliver it. */
	user: {
		id: string;
		login: string;
		firstName: string | null;
		lastName: string | null;
		locale: string | null;
	} | null;
	factorId: string | null;
	templateId?: string | undefined;
	acceptLanguage?: string | null | undefined;
	/** Where the end user is, as far as the caller knows. */
	origin: { country: string | null; ipAddress: string | null };
	/** Names the message for a day: a second request with it sends nothing and gets the first one's delivery. */
	idempotencyKey?: string | undefined;
	/** A finished text, which goes out as it is. */
	presetText?: { text: string; locale: string };
	/** Epoch ms: when the request came in, where its answer is waited for no longer than a while from then. */
	startedAt?: number;
	/** Gives the counted send back when it is certain that nothing left. */
	refund?: () => Promise<void>;
}
