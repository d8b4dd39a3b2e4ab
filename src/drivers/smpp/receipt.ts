// What a deliver_sm says about a message that we sent (SMPP 3.4, section 5.2.28 and appendix B). PURE.
import type { DeliveryStatus } from "../../messages/message";
import type { ReceiptIds } from "./account";
import { FieldReader, latin1 } from "./pdu";

interface DeliveryReceipt {
	/** The id as the operator writes it in receipts. The answer to submit_sm may write it differently. */
	messageId: string;
	status: DeliveryStatus;
	/** The operator's word and error code, such as `UNDELIV 034`. */
	detail: string;
}

const messageTypeBits = 0x3c;
const deliveryReceipt = 0x04;
const intermediateNotification = 0x20;
const tags = { receiptedMessageId: 0x001e, messagePayload: 0x0424, messageState: 0x0427 };

/** The words for message_state (section 5.2.28). The position is the number. */
const stateWords = [
	"",
	"ENROUTE",
	"DELIVRD",
	"EXPIRED",
	"DELETED",
	"UNDELIV",
	"ACCEPTD",
	"UNKNOWN",
	"REJECTD",
] as const;

const statuses = new Map(
	Object.entries<DeliveryStatus>({
		ENROUTE: "sent",
		ACCEPTD: "sent",
		DELIVRD: "delivered",
		EXPIRED: "undelivered",
		DELETED: "undelivered",
		UNDELIV: "undelivered",
		REJECTD: "failed",
	}),
);

/** Null when the deliver_sm is no receipt, or names no message. */
export function readReceipt(deliverSm: Uint8Array): DeliveryReceipt | null {
	const fields = new FieldReader(deliverSm);
	fields.text(); // service_type
	readAddress(fields);
	readAddress(fields);
	const messageType = fields.octet() & messageTypeBits;
	if (messageType !== deliveryReceipt && messageType !== intermediateNotification) return null;
	fields.bytes(2); // protocol_id, priority_flag
	fields.text(); // schedule_delivery_time
	fields.text(); // validity_period
	fields.bytes(4); // registered_delivery, replace_if_present_flag, data_coding, sm_default_msg_id
	const shortMessage = fields.bytes(fields.octet());
	const parameters = fields.optionalParameters();
	// The text is either in short_message or in message_payload (section 5.3.2.32).
	const message = latin1(
		shortMessage.length > 0 ? shortMessage : (parameters.get(tags.messagePayload) ?? shortMessage),
	);
	// The last field, `text`, quotes the message itself, which may hold anything.
	const [text = ""] = message.split(/\btext:/i);
	const word = (name: string) => new RegExp(`\\b${name}:(\\w+)`, "i").exec(text)?.[1];
	const idBytes = parameters.get(tags.receiptedMessageId);
	const messageId = idBytes ? latin1(idBytes).replace(/\0.*$/s, "") : /\bid:(\S+)/i.exec(text)?.[1];
	if (!messageId) return null;
	const state = word("stat")?.toUpperCase() ?? stateWords[parameters.get(tags.messageState)?.[0] ?? 0] ?? "";
	return { messageId, ...describeState(state, word("err")) };
}

/** The state that query_sm_resp gives as a number. */
export const describeStateNumber = (state: number, errorCode: number) =>
	describeState(stateWords[state] ?? "", errorCode === 0 ? undefined : String(errorCode));

/**
 * The same text for both spellings of an id: the number in decimal, unless the account's form is SAME.
 * @param place where the id was read
 */
export function messageIdKey(id: string, form: ReceiptIds, place: "answer" | "receipt"): string {
	if (form === "SAME") return id;
	const isHex = (form === "HEX_THEN_DECIMAL") === (place === "answer");
	if (isHex) return /^[0-9a-f]+$/i.test(id) ? BigInt(`0x${id}`).toString() : id;
	return /^\d+$/.test(id) ? BigInt(id).toString() : id;
}

function describeState(word: string, errorCode: string | undefined): Pick<DeliveryReceipt, "status" | "detail"> {
	const detail = [word || "UNKNOWN", errorCode && !/^0+$/.test(errorCode) ? errorCode : ""].filter(Boolean).join(" ");
	return { status: statuses.get(word) ?? "unknown", detail };
}

function readAddress(fields: FieldReader): void {
	fields.bytes(2); // ton, npi
	fields.text();
}
