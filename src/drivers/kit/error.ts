// Why a provider didn't take a message: what failover does next depends on the kind alone.

/**
 * temporary: try the next provider, this one may work again soon. permanent: this message won't work there (bad number,
 * opted out); others may still take it. misconfigured: the account needs an administrator. unknown: the request went out
 * and no answer came; the provider may have sent it, so it must not get the message again.
 */
export type DeliveryErrorKind = "temporary" | "permanent" | "misconfigured" | "unknown";

export class DeliveryError extends Error {
	readonly kind: DeliveryErrorKind;
	/** The provider's own code, when it gave one: `21211`, `Throttling`. Never a text of the message. */
	readonly providerCode: string | null;

	constructor(kind: DeliveryErrorKind, message: string, providerCode: string | null = null) {
		super(message);
		this.name = "DeliveryError";
		this.kind = kind;
		this.providerCode = providerCode !== null && isCode(providerCode) ? providerCode : null;
	}
}

/** Whether it looks like a code. A provider might put a sentence there, with a person's number in it: that is kept out. */
const isCode = (text: string) => /^[\w.:-]{1,80}$/.test(text);
