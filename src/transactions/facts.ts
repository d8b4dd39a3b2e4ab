// What is fixed when a transaction begins: for whom, by whom, for what, and where the person goes afterwards. PURE.
import type { ClientFacts } from "../decisions/schema";
import type { Subject } from "../guard/types";

export const purposes = ["sign-in", "account-unlock", "password-reset"] as const;
export type TransactionPurpose = (typeof purposes)[number];

export interface TransactionFacts {
	id: string;
	/** SHA-256 of the handle, which the application keeps in its own session. */
	handleHash: string;
	/** As the user was called at the start. */
	user: Subject;
	applicationId: string;
	purpose: TransactionPurpose;
	/** Of the person's browser, without the device's token. */
	client: Omit<ClientFacts, "deviceToken">;
	/** The token that the browser is known by, bound to the transaction. */
	deviceTokenSealed: string | null;
	/** The person's languages in order, for texts. */
	languages: readonly string[];
	/** Where the person goes afterwards; null: the application takes the result without a page of ours. */
	back: { returnUrl: string; state: string; nonce: string } | null;
	/** What the application wants the person to read, such as what is being signed in to. */
	context: string | null;
	/** Epoch ms. */
	startedAt: number;
	expiresAt: number;
}

/** Longer than the life of any code, and long enough to register. */
export const lifeMs = 15 * 60_000;

/** Where the sealed token of the browser belongs. */
export const devicePlace = (id: string): string => `transactions.device:${id}`;
