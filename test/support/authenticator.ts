// A security key in software: makes passkeys and answers challenges, also wrongly where a test wants that.
import type {
	AuthenticationResponseJSON,
	PublicKeyCredentialCreationOptionsJSON,
	PublicKeyCredentialRequestOptionsJSON,
	RegistrationResponseJSON,
} from "@simplewebauthn/server";
import { fromBase64, toBase64Url, utf8 } from "../../src/crypto/bytes";

/** What the key does otherwise than it should. */
export interface Otherwise {
	origin?: string;
	rpId?: string;
	/** The person didn't give finger or PIN. */
	isUnverified?: boolean;
	/** What the key says of how often it was used. */
	counter?: number;
	challenge?: string;
	type?: string;
	/** Another key signs. */
	isForged?: boolean;
	/** Signed by certificates whose addresses a careless server would call. */
	hasCertificates?: boolean;
}

const ecdsa = { name: "ECDSA", namedCurve: "P-256" } as const;

export async function createAuthenticator(origin = "https://otp.test") {
	const keys = (await crypto.subtle.generateKey(ecdsa, true, ["sign", "verify"])) as CryptoKeyPair;
	const stranger = (await crypto.subtle.generateKey(ecdsa, true, ["sign", "verify"])) as CryptoKeyPair;
	const id = crypto.getRandomValues(new Uint8Array(16));
	let counter = 0;

	const clientData = (type: string, challenge: string, otherwise: Otherwise) =>
		utf8(
			JSON.stringify({
				type: otherwise.type ?? type,
				challenge: otherwise.challenge ?? challenge,
				origin: otherwise.origin ?? origin,
				crossOrigin: false,
			}),
		);

	async function authenticatorData(rpId: string, attested: Uint8Array | null, otherwise: Otherwise) {
		counter = otherwise.counter ?? counter;
		const flags = 0x01 | (otherwise.isUnverified ? 0 : 0x04) | (attested ? 0x40 : 0);
		const count = new Uint8Array(4);
		new DataView(count.buffer).setUint32(0, counter);
		return joined(
			await digest(utf8(otherwise.rpId ?? rpId)),
			Uint8Array.of(flags),
			count,
			attested ?? new Uint8Array(),
		);
	}

	const described = { id: toBase64Url(id), rawId: toBase64Url(id), type: "public-key" as const };

	return {
		id: described.id,
		async create(ask: string, otherwise: Otherwise = {}): Promise<string> {
			const { challenge, rp } = JSON.parse(ask) as PublicKeyCredentialCreationOptionsJSON;
			const attested = joined(new Uint8Array(16), Uint8Array.of(0, id.length), id, await coseKey(keys.publicKey));
			const data = await authenticatorData(rp.id ?? "", attested, otherwise);
			const format = otherwise.hasCertificates ? "packed" : "none";
			const statement = otherwise.hasCertificates
				? joined(Uint8Array.of(0xa1), text("x5c"), Uint8Array.of(0x81), bytes(utf8("certificate")))
				: Uint8Array.of(0xa0);
			const attestation = joined(
				Uint8Array.of(0xa3),
				joined(text("fmt"), text(format), text("attStmt"), statement),
				joined(text("authData"), bytes(data)),
			);
			const answer: RegistrationResponseJSON = {
				...described,
				clientExtensionResults: {},
				response: {
					clientDataJSON: toBase64Url(clientData("webauthn.create", challenge, otherwise)),
					attestationObject: toBase64Url(attestation),
					transports: ["internal"],
				},
			};
			return JSON.stringify(answer);
		},
		async get(ask: string, otherwise: Otherwise = {}): Promise<string> {
			const { challenge, rpId } = JSON.parse(ask) as PublicKeyCredentialRequestOptionsJSON;
			const data = await authenticatorData(rpId ?? "", null, otherwise);
			const client = clientData("webauthn.get", challenge, otherwise);
			const signer = otherwise.isForged ? stranger : keys;
			const signed = joined(data, await digest(client));
			const signature = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, signer.privateKey, signed);
			const answer: AuthenticationResponseJSON = {
				...described,
				clientExtensionResults: {},
				response: {
					clientDataJSON: toBase64Url(client),
					authenticatorData: toBase64Url(data),
					signature: toBase64Url(inDer(new Uint8Array(signature))),
				},
			};
			return JSON.stringify(answer);
		},
	};
}

export type Authenticator = Awaited<ReturnType<typeof createAuthenticator>>;

const digest = async (data: Uint8Array<ArrayBuffer>) => new Uint8Array(await crypto.subtle.digest("SHA-256", data));

function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
	const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}

/** CBOR (RFC 8949) of the few things that are needed: a short text, and bytes. */
const text = (word: string) => joined(Uint8Array.of(0x60 | word.length), utf8(word));
const bytes = (data: Uint8Array) => joined(Uint8Array.of(0x58, data.length), data);

/** ES256 on P-256 (RFC 9053): {1: 2, 3: -7, -1: 1, -2: x, -3: y}. */
async function coseKey(key: CryptoKey): Promise<Uint8Array> {
	const { x = "", y = "" } = (await crypto.subtle.exportKey("jwk", key)) as JsonWebKey;
	const head = Uint8Array.of(0xa5, 1, 2, 3, 0x26, 0x20, 1);
	return joined(head, Uint8Array.of(0x21), bytes(fromBase64(x)), Uint8Array.of(0x22), bytes(fromBase64(y)));
}

/** Web Crypto signs as r and s side by side; WebAuthn has them in DER. */
function inDer(signature: Uint8Array): Uint8Array {
	const number = (part: Uint8Array) => {
		const from = part.findIndex((byte) => byte !== 0);
		const trimmed = part.slice(from);
		const value = (trimmed[0] ?? 0) >= 0x80 ? joined(Uint8Array.of(0), trimmed) : trimmed;
		return joined(Uint8Array.of(0x02, value.length), value);
	};
	const both = joined(number(signature.slice(0, 32)), number(signature.slice(32)));
	return joined(Uint8Array.of(0x30, both.length), both);
}
