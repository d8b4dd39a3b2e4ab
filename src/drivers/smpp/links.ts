// The links of an account under one set of logins: one that sends, and one that receives where the operator wants two.
import { DeliveryError } from "../kit/error";
import type { SmppAccount } from "./account";
import { type BoundLink, bind, enquire } from "./bind";
import type { SmppLink } from "./link";
import { SendWindow } from "./window";

/** What links are bound by. A change to anything else, such as the sender, needs no new ones. */
export const connectionKey = ({ host, isTls, transmitter, receiver }: SmppAccount): string =>
	JSON.stringify([host, isTls, transmitter, receiver]);

export class AccountLinks {
	/** Its settings as they were last used; those that the links are bound by stay the same. */
	account: SmppAccount;
	lastUsedAt = 0;
	readonly window = new SendWindow();
	readonly #onDeliver: (body: Uint8Array) => Promise<number>;
	#sender: BoundLink | null = null;
	#receiver: BoundLink | null = null;
	#mayBindReceiver = true;

	/** @param onDeliver takes the body of a deliver_sm, under the settings of now; resolves with the status of the answer */
	constructor(account: SmppAccount, onDeliver: (account: SmppAccount, body: Uint8Array) => Promise<number>) {
		this.account = account;
		this.#onDeliver = (body) => onDeliver(this.account, body);
	}

	/**
	 * Opens what isn't open, and resolves with the link that sends; rejects with DeliveryError. A receiver that fails
	 * doesn't hinder sending: its receipts come once it is bound again.
	 */
	open(): Promise<SmppLink> {
		const { account } = this;
		if (account.receiver && !this.#receiver?.link.isOpen && this.#mayBindReceiver) {
			this.#receiver = bind(account, "receiver", account.receiver, this.#onDeliver);
			this.#receiver.bound.catch((error) => {
				// Not with every message: operators lock accounts that fail to log in too often.
				this.#mayBindReceiver = false;
				warn("the SMPP receiver could not be bound", account.id, error);
			});
		}
		if (!this.#sender?.link.isOpen) {
			const role = account.receiver ? "transmitter" : "transceiver";
			this.#sender = bind(account, role, account.transmitter, this.#onDeliver);
		}
		return this.#sender.bound;
	}

	/** Asks whether the operator is still there; links without an answer are closed. */
	async enquire(): Promise<void> {
		await Promise.all([this.#sender, this.#receiver].map((link) => link && enquire(link)));
	}

	/** Makes lost links again, so that receipts find us. What fails is tried again by the next call. */
	async restore(): Promise<void> {
		this.#mayBindReceiver = true;
		await this.open().catch(() => {});
	}

	unbind(): void {
		for (const bound of [this.#sender, this.#receiver]) bound?.link.unbind();
	}
}

/** Tells the Worker's own log what goes wrong while nobody waits for it. */
export function warn(message: string, accountId: string, error: unknown): void {
	const cause = error instanceof DeliveryError ? `${error.kind} ${error.providerCode ?? ""}`.trim() : String(error);
	console.warn(JSON.stringify({ level: "warning", message, accountId, cause }));
}
