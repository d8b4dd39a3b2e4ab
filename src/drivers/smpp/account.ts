// What the driver hands to the session of an SMPP account, and what the session answers.
import type { Receipt, Reply } from "../driver";
import type { DeliveryErrorKind } from "../kit/error";

export type DefaultEncoding = "IA5" | "UCS2" | "GSM_DEFAULT";

/**
 * How the operator writes message ids in answers to submit_sm and in receipts. ANY: the same in both, or else the same
 * number in decimal and in hexadecimal.
 */
export type ReceiptIds = "ANY" | "SAME" | "HEX_THEN_DECIMAL" | "DECIMAL_THEN_HEX";

export interface BindLogin {
	port: number;
	systemId: string;
	password: string;
	systemType: string;
}

export interface SmppAccount {
	id: string;
	host: string;
	isTls: boolean;
	transmitter: BindLogin;
	/** Null when one transceiver sends and receives. */
	receiver: BindLogin | null;
	defaultEncoding: DefaultEncoding;
	sender: { address: string; ton: number; npi: number };
	wantsReceipts: boolean;
	receiptIds: ReceiptIds;
	/** How many messages may be unanswered at once. */
	windowSize: number;
}

export interface ShortMessage {
	/** The delivery's id, for `giveUp`. */
	id: string;
	/** E.164 with "+". */
	destination: string;
	text: string;
	/** How long the message is worth something, from now on. */
	validSeconds: number;
}

/** Errors lose their class between a Durable Object and its caller, so an outcome is a value. */
export type Outcome<T> =
	| { ok: true; value: T }
	| { ok: false; kind: DeliveryErrorKind; message: string; providerCode: string | null };

/** What the session puts on the queue RECEIPT_QUEUE. */
export interface ReceiptBatch {
	accountId: string;
	receipts: Receipt[];
	/** What people wrote to the account's sender. */
	replies?: Reply[];
}
