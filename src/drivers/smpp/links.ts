// The links of an account under one set of logins: one to send, and another to receive where the operator wants two.
import { causeOf, writeWorkerLog } from "../../worker-log";
import { DeliveryError } from "../kit/error";
import type { SmppAccount } from "./account";
import { type BoundLink, bind, enquire } from "./bind";
import type { OnDeliver, SmppLink } from "./link";
import { SendWindow } from "./window";

/** The settings that a login depends on, as one text. Other changes, such as a new sender, need no new links. */
export const connectionKey = ({ host, isTls, transmitter, receiver }: SmppAccount): string =>
	JSON.stringify([host, isTls, transmitter, receiver]);

export class AccountLinks {
	/** The account's settings as they were last used. The settings in its `connectionKey` stay the same. */
	account: SmppAccount;
	lastUsedAt = 0;
	/** How long the links are kept after their last use. */
	stayMs = 0;
	readonly window = new SendWindow();
	readonly #onDeliver: OnDeliver;
	#sender: BoundLink | null = null;
	#receiver: BoundLink | null = null;
	#mayBindReceiver = true;

	/** @param onDeliver gets the present settings, too */
	constructor(
		account: SmppAccount,
		onDeliver: (account: SmppAccount, ...args: Parameters<OnDeliver>) => Promise<number>,
	) {
		this.account = account;
		this.#onDeliver = (request) => onDeliver(this.account, request);
	}

	/**
	 * Opens the links that aren't open. Resolves with the link that sends, or rejects with DeliveryError. A receiver that
	 * fails doesn't hinder sending: receipts come once it is bound again.
	 */
	open(): Promise<SmppLink> {
		const { account } = this;
		if (account.receiver && !this.#receiver?.link.isOpen && this.#mayBindReceiver) {
			this.#receiver = bind(account, "receiver", account.receiver, this.#onDeliver);
			this.#receiver.bound.catch((error) => {
				// Not again with every message, because operators lock accounts that fail to log in too often.
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

	/** Asks the operator whether it is still there. Closes links that get no answer. */
	async enquire(): Promise<void> {
		await Promise.all([this.#sender, this.#receiver].map((link) => link && enquire(link)));
	}

	/** Opens lost links again, so that receipts reach us. The next call tries again what fails. */
	async restore(): Promise<void> {
		this.#mayBindReceiver = true;
		await this.open().catch(() => {});
	}

	unbind(): void {
		for (const bound of [this.#sender, this.#receiver]) bound?.link.unbind();
	}
}

/** Tells the Worker's own log of a failure that no caller waits for. */
export function warn(message: string, accountId: string, error: unknown): void {
	const cause = error instanceof DeliveryError ? `${error.kind} ${error.providerCode ?? ""}`.trim() : causeOf(error);
	writeWorkerLog("warning", { message, accountId, cause });
}
