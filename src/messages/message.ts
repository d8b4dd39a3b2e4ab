// A message on its way to a person, and the names of its statuses. PURE.

export const channels = ["SMS", "CALL", "EMAIL", "IM"] as const;
export type Channel = (typeof channels)[number];

/** Why a code is sent. */
export const purposes = ["enrollment", "verification", "unlock", "reset"] as const;
export type Purpose = (typeof purposes)[number];

/** One logical message. Every provider that is tried gets this message, with the same code. */
export interface Message {
	/** The delivery's id, `dlv…`. Providers with idempotency keys get this id as the key. */
	id: string;
	channel: Channel;
	/** SMS and CALL: E.164 with "+". EMAIL: an address. IM: the provider's name for the person. */
	destination: string;
	/**
	 * CALL only: the keys to dial after the number has answered. Digits, `*`, `#`, and a comma for a pause of two
	 * seconds.
	 */
	extension?: string | undefined;
	/** Stands in for the account's own sender, where its driver takes it. */
	sender?: string | undefined;
	/** EMAIL only: what mail programs show beside the sender. */
	senderName?: string | undefined;
	/** BCP 47, such as `en` or `ja`. */
	locale: string;
	/** The finished text with the code in it. For CALL: what is spoken. */
	text: string;
	/** Of a mail. Other messages have one where a customer has set it. */
	subject: string | null;
	/** The code alone, for providers that fill templates of their own. */
	code: string;
	purpose: Purpose;
	/** Epoch ms. Providers that can drop late messages are told. */
	expiresAt: number;
}

/**
 * The keys to dial for an extension. A first pause gives the switchboard time.
 * @param halfSecond the provider's sign for a pause of half a second
 */
export const extensionKeys = (extension: string, halfSecond: string): string =>
	halfSecond.repeat(2) + extension.replaceAll(",", halfSecond.repeat(4));

/** Whole seconds until the code expires, kept within the times to live that the provider takes. */
export const secondsLeft = (message: Message, nowMs: number, range: { min: number; max: number }): number =>
	Math.min(Math.max(Math.floor((message.expiresAt - nowMs) / 1000), range.min), range.max);

/** Where a delivery is, as receipts say. */
export const deliveryStatuses = ["queued", "sent", "delivered", "undelivered", "failed", "unknown"] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** What became of a code that another system verifies, as that system tells. */
export const outcomes = ["entered", "notEntered"] as const;
export type Outcome = (typeof outcomes)[number];
