// Checks the messages that a topic of Amazon SNS posts: RSA over named fields. PURE.
// Source: AWS, "Verifying the signatures of SNS messages".
import * as z from "zod";
import { fromBase64, utf8 } from "../../crypto/bytes";
import { parseJson } from "../../net/json";
import { readElements } from "./der";
import { parseBase64 } from "./parts";

const subscription = ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"] as const;
const signedFields = {
	Notification: ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"],
	SubscriptionConfirmation: subscription,
	UnsubscribeConfirmation: subscription,
} as const;

const hashes = { 1: "SHA-1", 2: "SHA-256" } as const;

/** A URL of SNS's own host, where nobody else can put anything. */
const urlOfSns = (path: string) =>
	z.string().regex(new RegExp(`^https://sns\\.[a-z0-9-]+\\.amazonaws\\.com(?:\\.cn)?/${path}$`));

const SnsMessage = z.object({
	Type: z.enum(["Notification", "SubscriptionConfirmation", "UnsubscribeConfirmation"]),
	MessageId: z.string(),
	TopicArn: z.string(),
	Subject: z.string().optional(),
	Message: z.string(),
	Timestamp: z.string(),
	Token: z.string().optional(),
	SubscribeURL: urlOfSns("\\S*").optional(),
	SignatureVersion: z.enum(["1", "2"]),
	SigningCertURL: urlOfSns("[A-Za-z0-9-]+\\.pem"),
	Signature: z.string(),
});
export type SnsMessage = z.infer<typeof SnsMessage>;

/** The message in a body. Null for anything else, also when its certificate isn't from SNS's own host. */
export const readSnsMessage = (body: string): SnsMessage | null => SnsMessage.safeParse(parseJson(body)).data ?? null;

/** @param certificatePem what `SigningCertURL` served. Throws when this is no certificate with an RSA key */
export async function isGenuineSnsMessage(message: SnsMessage, certificatePem: string): Promise<boolean> {
	const signature = parseBase64(message.Signature);
	if (!signature) return false;
	const text = signedFields[message.Type]
		.map((name) => [name, message[name]])
		.filter(([, value]) => value !== undefined)
		.map(([name, value]) => `${name}\n${value}\n`)
		.join("");
	const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: hashes[message.SignatureVersion] };
	const key = await crypto.subtle.importKey("spki", publicKeyOf(certificatePem), algorithm, false, ["verify"]);
	return crypto.subtle.verify(algorithm.name, key, signature, utf8(text));
}

/** The SubjectPublicKeyInfo of an X.509 certificate (RFC 5280 4.1). */
function publicKeyOf(certificatePem: string): Uint8Array<ArrayBuffer> {
	const der = fromBase64(certificatePem.replace(/-----[A-Z ]+-----|\s/g, ""));
	const [certificate] = readElements(der);
	const [signedPart] = certificate ? readElements(certificate.contents) : [];
	const fields = signedPart ? readElements(signedPart.contents) : [];
	// The version (tag 0xa0) may be missing; then serial, algorithm, issuer, validity, subject, and the key.
	const key = fields.filter(({ tag }) => tag !== 0xa0)[5];
	if (!key) throw new Error("not a certificate");
	return key.whole;
}
