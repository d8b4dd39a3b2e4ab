// Why a provider didn't take a message. What failover does next depends on the kind only. PURE.

/**
 * temporary: the next provider is tried; this provider may work again soon.
 * permanent: this message won't work with this provider (bad number, opted out). Another provider may still take it.
 * misconfigured: the account needs an administrator.
 * unknown: the request went out and no answer came. The message may be sent, so the provider never gets it again.
 */
export type DeliveryErrorKind = "temporary" | "permanent" | "misconfigured" | "unknown";

export class DeliveryError extends Error {
	readonly kind: DeliveryErrorKind;
	/** The provider's own code, such as `21211` or `Throttling`. Null when there is none. Never a text of the message. */
	readonly providerCode: string | null;

	constructor(kind: DeliveryErrorKind, message: string, providerCode: string | null = null) {
		super(message);
		this.name = "DeliveryError";
		this.kind = kind;
		this.providerCode = providerCode !== null && isCode(providerCode) ? providerCode : null;
	}
}

/** A provider might put a sentence in the place of a code, with a person's number in it. Sentences are kept out. */
const isCode = (text: string) => /^[\w.:-]{1,80}$/.test(text);
