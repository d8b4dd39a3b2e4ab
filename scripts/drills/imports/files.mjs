// Files of many tokens, line by line, and what has to come of each token. A file can be made again, and is the same.
import { createCipheriv, createHash, createHmac } from "node:crypto";

/** Of CSV and of PSKC: its lines, and the headers that it needs. */
export const formats = { CSV: (tokens) => ({ lines: csv(tokens), headers: {} }), PSKC: encryptedPskc };

const bytesOf = (text, length) => createHash("sha256").update(text).digest().subarray(0, length);

/** So many tokens have one with a user, one with the serial number of the token before, and one for nobody we know. */
const oneIn = { user: 100, doubled: 1_000, stranger: 500 };

/** @param round files of several rounds have no token and no user in common */
export const usersOf = (size, round) =>
	Array.from({ length: Math.ceil(size / oneIn.user) }, (_, at) => userNamed(at, round));

const userNamed = (at, round) => `kept-${round}-${at}@example.com`;

/** The tokens of a file of this size, each with the result that its row has to have in the end. */
export function* tokensOf(size, round) {
	const serialOf = (index) => `S${round}-${index}`;
	for (let index = 0; index < size; index++) {
		const token = { index, serial: serialOf(index), user: "", secret: bytesOf(`secret ${round} ${index}`, 20) };
		if (index % oneIn.user === 0) yield { ...token, user: userNamed(index / oneIn.user, round), result: "TAKEN" };
		else if (index % oneIn.doubled === 7) yield { ...token, serial: serialOf(index - 1), result: "token-given-twice" };
		else if (index % oneIn.stranger === 9) yield { ...token, user: "nobody", result: "token-user-unknown" };
		else yield { ...token, result: "TAKEN" };
	}
}

function* csv(tokens) {
	yield "serial,login,secret,counter\n";
	for (const { serial, user, secret } of tokens) yield `${serial},${user},${secret.toString("hex")},0\n`;
}

const aes = "http://www.w3.org/2001/04/xmlenc#aes128-cbc";
const key = bytesOf("key", 16);

const head = `<KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc"><EncryptionKey><KeyName>drill</KeyName>
</EncryptionKey><MACMethod Algorithm="http://www.w3.org/2000/09/xmldsig#hmac-sha1"/>`;

function encryptedPskc(tokens) {
	function* lines() {
		yield head;
		for (const token of tokens) yield keyPackage(token);
		yield "</KeyContainer>";
	}
	return { lines: lines(), headers: { "x-file-key": key.toString("hex") } };
}

function keyPackage({ index, serial, user, secret }) {
	const iv = bytesOf(`iv ${index}`, 16);
	const cipher = createCipheriv("aes-128-cbc", key, iv);
	const value = Buffer.concat([iv, cipher.update(secret), cipher.final()]);
	const mac = createHmac("sha1", key).update(value).digest("base64");
	return `<KeyPackage><DeviceInfo><Manufacturer>Drill</Manufacturer><SerialNo>${serial}</SerialNo></DeviceInfo><Key Id="${index}"
		Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:hotp"><Data><Secret><EncryptedValue><EncryptionMethod Algorithm="${aes}"/>
		<CipherData><CipherValue>${value.toString("base64")}</CipherValue></CipherData></EncryptedValue><ValueMAC>${mac}</ValueMAC>
		</Secret><Counter><PlainValue>0</PlainValue></Counter></Data>${user && `<UserId>UID=${user}</UserId>`}</Key></KeyPackage>\n`;
}
