// What is fixed when a transaction begins: for whom, by whom, for what, and where the person goes afterwards. PURE.
import type { ClientFacts } from "../decisions/schema";
import type { Subject } from "../guard/types";

/** What an application asks a confirmation for. Changing preferences has a checkpoint of its own. */
export const purposesAsked = ["sign-in", "account-unlock", "password-reset"] as const;
export const purposes = [...purposesAsked, "preferences"] as const;
export type TransactionPurpose = (typeof purposes)[number];

export interface TransactionFacts {
	id: string;
	/** SHA-256 of the handle, which the application keeps in its own session. */
	handleHash: string;
	/** SHA-256 of the secret that lets one browser in to our pages; null: the person never comes to them. */
	entranceHash: string | null;
	/** As the user was called at the start. */
	user: Subject;
	/** By the application: an id, or a login as it was typed. Before the password, pages show nothing else. */
	calledAs: string;
	/** There is no such user, and the person must not notice before the password. */
	isStranger: boolean;
	applicationId: string;
	purpose: TransactionPurpose;
	/** Of the person's browser, without the device's token. */
	client: Omit<ClientFacts, "deviceToken">;
	/** The token that the browser is known by, bound to the transaction. */
	deviceTokenSealed: string | null;
	/** The person's languages in order, for texts. */
	languages: readonly string[];
	/** They are the person's own. Otherwise they are the application's, and the browser may know better. */
	areLanguagesKnown: boolean;
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

/** So long after the challenge, or after the start without one, preferences can be changed. */
export const changesMs = 10 * 60_000;

/** The form of a transaction's id. */
export const transactionId = /^trn[0-9A-Za-z]{17}$/;

/** Where the sealed token of the browser belongs. */
export const devicePlace = (id: string): string => `transactions.device:${id}`;
