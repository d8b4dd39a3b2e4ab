// What a deliver_sm or data_sm says that a person wrote to the account's sender (SMPP 3.4, section 4.6.1). PURE.
import type { Reply } from "../driver";
import { latin1, type Pdu } from "./pdu";
import { messageTypeBits, readDelivery } from "./receipt";

/** Type of number, section 5.2.5. With any other one, digits alone don't say whose number it is. */
const unknownOrInternational = [0x00, 0x01];
const ucs2 = 0x08;
const alphabetBits = 0x0c;

/** Longer than each word that people may answer with. What else they write, nobody keeps. */
const longestText = 80;

/** Null when the request is no message of a person to this sender. */
export function readReply(request: Pick<Pdu, "command" | "body">, sender: string, now: number): Reply | null {
	const { esmClass, dataCoding, source, destination, message } = readDelivery(request);
	if ((esmClass & messageTypeBits) !== 0 || !unknownOrInternational.includes(source.ton)) return null;
	if (sender === "" || withoutPlus(destination.address) !== withoutPlus(sender)) return null;
	// The words are letters of ASCII, or Japanese: the alphabets of SMS differ in other signs only.
	const isWide = (dataCoding & alphabetBits) === ucs2;
	const text = isWide ? new TextDecoder("utf-16be").decode(message) : latin1(message);
	if (text.length > longestText) return null;
	return { from: source.address, to: [destination.address], text, writtenAt: now };
}

const withoutPlus = (address: string) => address.replace(/^\+/, "");
