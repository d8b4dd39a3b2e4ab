// Secrets sealed for storage by AES-256-GCM. A blob names its key, so that keys can rotate, and is bound to its place.
import { fromBase64, toBase64Url, utf8 } from "./bytes";

const version = "v1";
const ivBytes = 12;

/** Key id → base64 of a 32-byte key. The first key seals. */
export type Keyring = ReadonlyMap<string, string>;

// Each key is imported once per isolate. The map goes by the text of the key, so two keyrings never mix.
const imported = new Map<string, Promise<CryptoKey>>();

/**
 * Seals text for storage.
 * @param place where the blob belongs (`factors.secret:chf…`): a blob moved to another row does not open there
 * @returns `v1.{key id}.{iv}.{ciphertext and tag}`, base64url
 */
export async function seal(keyring: Keyring, place: string, plaintext: string): Promise<string> {
	const [first] = keyring;
	if (!first) throw new Error("the keyring is empty");
	const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
	const ciphertext = await crypto.subtle.encrypt(
		{ name: "AES-GCM", iv, additionalData: utf8(place) },
		await importKey(first[1]),
		utf8(plaintext),
	);
	return [version, first[0], toBase64Url(iv), toBase64Url(new Uint8Array(ciphertext))].join(".");
}

/**
 * Opens what `seal` made. Throws when the key is unknown, the place differs or a bit was changed.
 * @param formerPlace the place that older blobs of this kind are bound to
 */
export async function open(keyring: Keyring, place: string, blob: string, formerPlace?: string): Promise<string> {
	const [found, keyId, iv, ciphertext] = blob.split(".");
	const key = keyring.get(keyId ?? "");
	if (found !== version || !key || !iv || !ciphertext) throw new Error("sealed value of an unknown form or key");
	const decrypt = async (additionalData: Uint8Array<ArrayBuffer>) =>
		crypto.subtle.decrypt(
			{ name: "AES-GCM", iv: fromBase64(iv), additionalData },
			await importKey(key),
			fromBase64(ciphertext),
		);
	const opened = decrypt(utf8(place));
	const plaintext = await (formerPlace === undefined ? opened : opened.catch(() => decrypt(utf8(formerPlace))));
	return new TextDecoder().decode(plaintext);
}

/** Whether the keyring has the key of a blob. A blob sealed by a key that was taken away says so here, unopened. */
export const hasKeyOf = (keyring: Keyring, blob: string): boolean => keyring.has(blob.split(".", 2)[1] ?? "");

function importKey(text: string): Promise<CryptoKey> {
	const known = imported.get(text);
	if (known) return known;
	const key = crypto.subtle.importKey("raw", fromBase64(text), "AES-GCM", false, ["encrypt", "decrypt"]);
	imported.set(text, key);
	return key;
}
