// A transaction's code as its object keeps it for a resend: sealed, until when, and how often it was sent. PURE.
import { type Keyring, open, seal } from "../../crypto/envelope";
import type { CodeShape } from "../../guard/types";

/** How often one code is sent. Then only a new transaction brings a new code. */
export const mostSends = 3;

export interface KeptCode {
	/** Bound to the transaction and the challenge type. */
	sealed: string;
	shape: CodeShape;
	/** Epoch ms. A resend doesn't change it. */
	expiresAt: number;
	/** Keyed hash of the number or address. What is the code of one is never sent to another. */
	destinationHash: string;
	/** The messages that carried it, or may have. */
	deliveryIds: readonly string[];
}

/** A code that was just made, and that counts unless there is one already. */
export type NewKeptCode = Omit<KeptCode, "deliveryIds">;

export type Claim =
	/** `isResend`: the code was sent before. */
	| { result: "claimed"; code: KeptCode; isResend: boolean }
	/** The code was sent as often as it may be. */
	| { result: "used-up"; expiresAt: number };

/**
 * Claims a send: of the code that is kept, as long as it can be used, otherwise of the new one.
 * @param deliveryId the message that will carry it; the same claim twice counts once
 */
export function claimSend(kept: KeptCode | null, made: NewKeptCode, deliveryId: string, now: number): Claim {
	const isKept = kept !== null && now < kept.expiresAt && kept.destinationHash === made.destinationHash;
	if (!isKept) return { result: "claimed", code: { ...made, deliveryIds: [deliveryId] }, isResend: false };
	const others = kept.deliveryIds.filter((id) => id !== deliveryId);
	if (others.length >= mostSends) return { result: "used-up", expiresAt: kept.expiresAt };
	return { result: "claimed", code: { ...kept, deliveryIds: [...others, deliveryId] }, isResend: others.length > 0 };
}

/** The message has certainly not left. @returns null when no other message carried the code */
export function withoutSend(kept: KeptCode, deliveryId: string): KeptCode | null {
	const deliveryIds = kept.deliveryIds.filter((id) => id !== deliveryId);
	return deliveryIds.length === 0 ? null : { ...kept, deliveryIds };
}

const place = (transactionId: string, type: string) => `transactions.code:${transactionId}/${type}`;

export const sealCode = (keyring: Keyring, transactionId: string, type: string, code: string): Promise<string> =>
	seal(keyring, place(transactionId, type), code);

export const openCode = (keyring: Keyring, transactionId: string, type: string, sealed: string): Promise<string> =>
	open(keyring, place(transactionId, type), sealed);
