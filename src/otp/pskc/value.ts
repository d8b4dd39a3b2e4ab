// One value of a PSKC key, plain or encrypted. The MAC is checked before anything is decrypted.
import { because, type Cause } from "../../errors/cause";
import { decryptCbc, isKnownCipher, isMacOf, readBase64 } from "./cipher";
import type { OpenContainer } from "./container";
import { attributeOf, childOf, textOf } from "./xml";

/** `bytes` is null where the file has no value. */
export type Value = { ok: true; bytes: Uint8Array<ArrayBuffer> | null } | { ok: false; fault: Cause };

export async function readValue(data: unknown, container: OpenContainer, name: string): Promise<Value> {
	const encrypted = childOf(data, "EncryptedValue");
	if (encrypted !== undefined) return decrypt(encrypted, textOf(data, "ValueMAC"), container, name);
	// Drafts call a plain value Value.
	const plain = textOf(data, "PlainValue") ?? textOf(data, "Value");
	if (plain === null) return { ok: true, bytes: null };
	const bytes = readBase64(plain);
	return bytes === null ? failed(because("token-unreadable", { name })) : { ok: true, bytes };
}

async function decrypt(encrypted: unknown, mac: string | null, container: OpenContainer, name: string): Promise<Value> {
	const cipher = attributeOf(childOf(encrypted, "EncryptionMethod"), "Algorithm") ?? "";
	if (container.kind === "recipient") return failed(because("token-recipient", { name: cipher.slice(0, 100) }));
	if (!isKnownCipher(cipher) || container.key === null) {
		return failed(because("token-cipher", { name: cipher.slice(0, 100) }));
	}
	const value = readBase64(textOf(encrypted, "CipherData", "CipherValue"));
	const tag = readBase64(mac);
	// CBC alone doesn't show that somebody changed the file, so a MAC is asked for, as RFC 6030 6.1.1 does.
	if (container.mac === null || mac === null) return failed(because("token-mac-missing"));
	if (value === null || tag === null) return failed(because("token-unreadable", { name }));
	if (!(await isMacOf(container.mac.key, container.mac.hash, value, tag))) return failed(because("token-mac"));
	const bytes = await decryptCbc(container.key, cipher, value);
	return bytes === null ? failed(because("token-mac")) : { ok: true, bytes };
}

const failed = (fault: Cause): Value => ({ ok: false, fault });
