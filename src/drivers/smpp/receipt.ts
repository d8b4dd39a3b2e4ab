// What a deliver_sm or data_sm says about a message that we sent (SMPP 3.4, section 5.2.28 and appendix B). PURE.
// Appendix B is only a proposal, so operators write receipts in many ways.
import type { DeliveryStatus } from "../../messages/message";
import { commands, FieldReader, latin1, type Pdu } from "./pdu";

interface DeliveryReceipt {
	/** As the operator writes them in receipts. The text may name another id than the optional parameter. */
	messageIds: string[];
	status: DeliveryStatus;
	/** The operator's word and error code, such as `UNDELIV 034`. */
	detail: string;
}

/** Zero in them: a message of a person. */
export const messageTypeBits = 0x3c;
const deliveryReceipt = 0x04;
const intermediateNotification = 0x20;
const userDataHeaderBit = 0x40;
/** What may follow a field without a value. */
const otherFields = "sub|dlvrd|submit date|done date|stat|err";
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

/** The words of appendix B, and the same spelt out. */
const statuses = new Map(
	Object.entries<DeliveryStatus>({
		ENROUTE: "sent",
		ACCEPTD: "sent",
		ACCEPTED: "sent",
		DELIVRD: "delivered",
		DELIVERED: "delivered",
		EXPIRED: "undelivered",
		DELETED: "undelivered",
		UNDELIV: "undelivered",
		UNDELIVERED: "undelivered",
		UNDELIVERABLE: "undelivered",
		REJECTD: "failed",
		REJECTED: "failed",
		FAILED: "failed",
	}),
);

/** Null when the request is no receipt, or names no message. */
export function readReceipt(request: Pick<Pdu, "command" | "body">): DeliveryReceipt | null {
	const { esmClass, message, parameters } = readDelivery(request);
	const idBytes = parameters.get(tags.receiptedMessageId);
	const messageType = esmClass & messageTypeBits;
	// Some operators mark a receipt by its parameter alone. Nobody's phone can add this parameter.
	if (messageType !== deliveryReceipt && messageType !== intermediateNotification && !idBytes) return null;
	// The last field, `text`, quotes the message itself, which may hold anything.
	const [text = ""] = decode(message).split(/\btext\s*:/i);
	const fieldNamed = (name: string) => {
		const field = new RegExp(`\\b${name}\\s*:\\s*(?!(?:${otherFields})\\s*:)([^\\s,;]+)`, "i");
		return field.exec(text)?.[1];
	};
	const wordNamed = (name: string) => /^\w{1,32}/.exec(fieldNamed(name) ?? "")?.[0];
	const idOfParameter = idBytes && latin1(idBytes).replace(/\0.*$/s, "").trim();
	const messageIds = [...new Set([idOfParameter, fieldNamed("id")])].filter((id): id is string => !!id);
	if (messageIds.length === 0) return null;
	const said = wordNamed("stat")?.toUpperCase() ?? "";
	const stated = stateWords[parameters.get(tags.messageState)?.[0] ?? 0] ?? "";
	const state = statuses.has(said) || stated === "" ? said : stated;
	return { messageIds, ...describeState(state, wordNamed("err")) };
}

export function readDelivery({ command, body }: Pick<Pdu, "command" | "body">) {
	const fields = new FieldReader(body);
	fields.text(); // service_type
	const source = readAddress(fields);
	const destination = readAddress(fields);
	const esmClass = fields.octet();
	if (command !== commands.dataSm) {
		fields.bytes(2); // protocol_id, priority_flag
		fields.text(); // schedule_delivery_time
		fields.text(); // validity_period
	}
	fields.octet(); // registered_delivery
	if (command !== commands.dataSm) fields.octet(); // replace_if_present_flag
	const dataCoding = fields.octet();
	let shortMessage: Uint8Array = new Uint8Array();
	if (command !== commands.dataSm) {
		fields.octet(); // sm_default_msg_id
		shortMessage = fields.bytes(fields.octet());
	}
	const parameters = fields.optionalParameters();
	// The text is either in short_message or in message_payload (section 5.3.2.32).
	const whole = shortMessage.length > 0 ? shortMessage : (parameters.get(tags.messagePayload) ?? shortMessage);
	const message = esmClass & userDataHeaderBit ? whole.slice(1 + (whole[0] ?? 0)) : whole;
	return { esmClass, dataCoding, source, destination, message, parameters };
}

/** A receipt's text is ASCII, or the same in UCS-2. Its own bytes say which. data_coding is known to be wrong. */
function decode(bytes: Uint8Array): string {
	const [first, second] = bytes;
	if (first === 0 || (first === 0xfe && second === 0xff)) return new TextDecoder("utf-16be").decode(bytes);
	if (second === 0 || (first === 0xff && second === 0xfe)) return new TextDecoder("utf-16le").decode(bytes);
	return latin1(bytes);
}

/** The state that query_sm_resp gives as a number. */
export const describeStateNumber = (state: number, errorCode: number) =>
	describeState(stateWords[state] ?? "", errorCode === 0 ? undefined : String(errorCode));

function describeState(word: string, errorCode: string | undefined): Pick<DeliveryReceipt, "status" | "detail"> {
	const detail = [word || "UNKNOWN", errorCode && !/^0+$/.test(errorCode) ? errorCode : ""].filter(Boolean).join(" ");
	return { status: statuses.get(word) ?? "unknown", detail };
}

function readAddress(fields: FieldReader): { ton: number; address: string } {
	const ton = fields.octet();
	fields.octet(); // npi
	return { ton, address: fields.text() };
}
