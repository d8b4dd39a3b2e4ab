// Makes the bodies of a message's submit_sm PDUs, one for each segment (SMPP 3.4, section 4.4.1). PURE.
import { encodeGsm7 } from "../../phone/gsm7";
import { segmentSms, smsEncodingOf } from "../../phone/segments";
import type { DefaultEncoding, ShortMessage, SmppAccount } from "./account";
import { writeFields } from "./pdu";

/** data_coding, section 5.2.19. */
const dataCodings = { GSM_DEFAULT: 0x00, IA5: 0x01, UCS2: 0x08 } as const satisfies Record<DefaultEncoding, number>;

const hasUserDataHeader = 0x40;
const finalReceipt = 0x01;
const international = 0x01;
const isdn = 0x01;

/** @param reference joins the segments on the phone. Messages to one number in a row need different references */
export function submitBodies(account: SmppAccount, message: ShortMessage, reference: number): Uint8Array[] {
	const encoding = encodingFor(message.text, account.defaultEncoding);
	const { segments } = segmentSms(message.text, encoding === "UCS2" ? "UCS-2" : "GSM-7");
	return segments.map((segment, index) => {
		const isLong = segments.length > 1;
		const header = isLong ? Uint8Array.of(5, 0, 3, reference, segments.length, index + 1) : new Uint8Array();
		const text = encode(segment, encoding);
		return writeFields(
			"", // service_type
			account.sender.ton,
			account.sender.npi,
			account.sender.address,
			international,
			isdn,
			message.destination.replace("+", ""),
			isLong ? hasUserDataHeader : 0, // esm_class
			0, // protocol_id
			0, // priority_flag
			"", // schedule_delivery_time: now
			relativeTime(message.validSeconds),
			account.wantsReceipts ? finalReceipt : 0,
			0, // replace_if_present_flag
			dataCodings[encoding],
			0, // sm_default_msg_id
			header.length + text.length,
			header,
			text,
		);
	});
}

/**
 * The account's encoding where it can write the text, otherwise UCS-2. GSM-7 lacks some characters of ASCII, so the
 * operator would have to replace these characters on the way to the phone.
 */
function encodingFor(text: string, preferred: DefaultEncoding): DefaultEncoding {
	if (preferred === "UCS2" || smsEncodingOf(text) === "UCS-2") return "UCS2";
	return preferred === "GSM_DEFAULT" || isAscii(text) ? preferred : "UCS2";
}

function encode(text: string, encoding: DefaultEncoding): Uint8Array {
	if (encoding === "GSM_DEFAULT") return encodeGsm7(text);
	if (encoding === "IA5") return new TextEncoder().encode(text);
	const bytes = new Uint8Array(text.length * 2);
	const view = new DataView(bytes.buffer);
	for (let index = 0; index < text.length; index++) view.setUint16(index * 2, text.charCodeAt(index));
	return bytes;
}

/** `YYMMDDhhmmss000R`: a time from now on (section 7.1.1.2). */
function relativeTime(seconds: number): string {
	const rest = Math.max(1, Math.ceil(seconds));
	const parts = [Math.floor(rest / 86_400), Math.floor(rest / 3_600) % 24, Math.floor(rest / 60) % 60, rest % 60];
	return `0000${parts.map((part) => String(part).padStart(2, "0")).join("")}000R`;
}

const isAscii = (text: string) => /^[\x20-\x7e\r\n]*$/.test(text);
