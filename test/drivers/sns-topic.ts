// A topic of Amazon SNS that isn't there: it signs messages, serves its certificate, and takes confirmations.
import { toBase64, utf8 } from "../../src/crypto/bytes";
import type { ReceiptRequest } from "../../src/drivers/driver";
import { callback } from "./fake-provider";

type Fields = Record<string, string>;

export const topicArn = "arn:aws:sns:eu-west-1:123456789012:tessera";
const origin = "https://sns.eu-west-1.amazonaws.com";
export const certificateUrl = `${origin}/SimpleNotificationService-0123456789abcdef.pem`;
export const subscribeUrl = `${origin}/?Action=ConfirmSubscription&TopicArn=${topicArn}&Token=2336412f37f`;

const rsa = "RSASSA-PKCS1-v1_5";
const hashes = { 1: "SHA-1", 2: "SHA-256" } as const;

/** @param version of the signatures; topics have 1 unless their owner changes it */
export async function createTopic(version: 1 | 2 = 1) {
	const algorithm = { name: rsa, hash: hashes[version] };
	const size = { modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };
	const pair = (await crypto.subtle.generateKey({ ...algorithm, ...size }, true, ["sign", "verify"])) as CryptoKeyPair;
	const publicKey = new Uint8Array((await crypto.subtle.exportKey("spki", pair.publicKey)) as ArrayBuffer);

	async function post(fields: Fields, changes: Fields): Promise<ReceiptRequest> {
		const message = {
			MessageId: "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
			TopicArn: topicArn,
			Timestamp: "2026-11-22T05:00:00.000Z",
			SignatureVersion: String(version),
			SigningCertURL: certificateUrl,
			...fields,
		};
		const signed = Object.entries(message)
			.filter(([name]) => !["SignatureVersion", "SigningCertURL"].includes(name))
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.map(([name, value]) => `${name}\n${value}\n`)
			.join("");
		const signature = await crypto.subtle.sign(rsa, pair.privateKey, utf8(signed));
		return callback({ ...message, Signature: toBase64(new Uint8Array(signature)), ...changes });
	}

	return {
		/** What SNS serves under `certificateUrl`. */
		certificate: () => new Response(pem(certificateOf(publicKey))),
		/**
		 * Posts an event.
		 * @param fields that are signed
		 * @param changes that are made after the signature
		 */
		notify: (event: unknown, fields: Fields = {}, changes: Fields = {}) =>
			post(
				{ Type: "Notification", Message: typeof event === "string" ? event : JSON.stringify(event), ...fields },
				changes,
			),
		/** Asks whether we want the topic's messages. */
		askToConfirm: (fields: Fields = {}, changes: Fields = {}) =>
			post(
				{
					Type: "SubscriptionConfirmation",
					Message: "You have chosen to subscribe.",
					Token: "2336412f37f",
					SubscribeURL: subscribeUrl,
					...fields,
				},
				changes,
			),
	};
}

/** As much of a certificate as says whose key it is. */
function certificateOf(publicKey: Uint8Array): Uint8Array {
	const sequence = (...contents: Uint8Array[]) => der(0x30, ...contents);
	const version = der(0xa0, der(2, Uint8Array.of(2)));
	const serial = der(2, Uint8Array.of(1));
	return sequence(sequence(version, serial, sequence(), sequence(), sequence(), sequence(), publicKey));
}

function der(tag: number, ...contents: Uint8Array[]): Uint8Array {
	const bytes = contents.flatMap((content) => [...content]);
	const length = bytes.length < 0x80 ? [bytes.length] : [0x82, bytes.length >> 8, bytes.length & 0xff];
	return Uint8Array.of(tag, ...length, ...bytes);
}

const pem = (bytes: Uint8Array) =>
	["-----BEGIN CERTIFICATE-----", ...toBase64(bytes).match(/.{1,64}/g)!, "-----END CERTIFICATE-----", ""].join("\n");
