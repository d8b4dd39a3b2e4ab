// A message on its way to a person, and the words for where it is. PURE.

export const channels = ["SMS", "CALL", "EMAIL", "IM"] as const;
export type Channel = (typeof channels)[number];

/** Why a code is sent. */
export const purposes = ["enrollment", "verification", "unlock", "reset"] as const;
export type Purpose = (typeof purposes)[number];

/** One logical message. However many providers are tried, all of them get this one, with the same code. */
export interface Message {
	/** The delivery's id, `dlv…`; what providers that know idempotency get as the key. */
	id: string;
	channel: Channel;
	/** SMS and CALL: E.164 with "+". EMAIL: an address. IM: what the provider's people are known by. */
	destination: string;
	/** CALL only: what is dialled once the number has answered. Digits, `*`, `#`, and a comma for two seconds' pause. */
	extension?: string | undefined;
	/** BCP 47, such as `en` or `ja`. */
	locale: string;
	/** The finished text with the code in it. For CALL: what is spoken. */
	text: string;
	/** EMAIL only. */
	subject: string | null;
	/** The code alone, for providers that fill templates of their own. */
	code: string;
	purpose: Purpose;
	/** Epoch ms; a provider that can drop late messages is told. */
	expiresAt: number;
}

/** The keys of an extension after a moment for the switchboard, with pauses in the provider's sign for half a second. */
export const extensionKeys = (extension: string, halfSecond: string): string =>
	halfSecond.repeat(2) + extension.replaceAll(",", halfSecond.repeat(4));

/** Whole seconds until the message is worth nothing, within what a provider takes as its time to live. */
export const secondsLeft = (message: Message, nowMs: number, range: { min: number; max: number }): number =>
	Math.min(Math.max(Math.floor((message.expiresAt - nowMs) / 1000), range.min), range.max);

/** Where a delivery is, as receipts tell. */
export const deliveryStatuses = ["queued", "sent", "delivered", "undelivered", "failed", "unknown"] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];
