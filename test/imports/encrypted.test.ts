// Imports of encrypted PSKC files: with the right password, and without.
import { runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { toBase64, toHex } from "../../src/crypto/bytes";
import { createAuthenticator, hotpSettings, newSecret } from "../support/otp-tokens";
import { createWorld, unique } from "../support/world";
import { beginImport, checkedImport, objectOf, sendFile } from "./imports";

describe("an encrypted PSKC file", () => {
	const salt = crypto.getRandomValues(new Uint8Array(8));
	const password = "合言葉 correct horse";

	async function encryptedFile(secret: Uint8Array) {
		const { deriveKey, encryptCbc, macOf } = await import("../../src/otp/pskc/cipher");
		const key = await deriveKey(new TextEncoder().encode(password) as Uint8Array<ArrayBuffer>, {
			salt,
			rounds: 1000,
			hash: "SHA-1",
			bytes: 16,
		});
		const value = await encryptCbc(key, secret);
		const mac = await macOf(key, "SHA-1", value);
		return `<KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc"><EncryptionKey><DerivedKey><KeyDerivationMethod
			Algorithm="http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#pbkdf2"><PBKDF2-params><Salt><Specified>${toBase64(salt)}</Specified></Salt>
			<IterationCount>1000</IterationCount><KeyLength>16</KeyLength></PBKDF2-params></KeyDerivationMethod></DerivedKey></EncryptionKey>
			<MACMethod Algorithm="http://www.w3.org/2000/09/xmldsig#hmac-sha1"/><KeyPackage><DeviceInfo><SerialNo>${unique("P")}</SerialNo></DeviceInfo>
			<Key Id="1" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:hotp"><AlgorithmParameters><ResponseFormat Length="8" Encoding="DECIMAL"/></AlgorithmParameters>
			<Data><Secret><EncryptedValue><EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/><CipherData><CipherValue>${toBase64(value)}</CipherValue></CipherData></EncryptedValue>
			<ValueMAC>${toBase64(mac)}</ValueMAC></Secret></Data></Key></KeyPackage></KeyContainer>`;
	}

	const passwordOf = (text: string) => ({ headers: { "x-file-password": toBase64(new TextEncoder().encode(text)) } });

	it("opens with its password, which nothing keeps", async () => {
		const world = await createWorld();
		const authenticatorId = await createAuthenticator(world, hotpSettings);
		const secret = newSecret();
		const { id, view } = await checkedImport(
			world,
			{ authenticatorId },
			await encryptedFile(secret),
			passwordOf(password),
		);
		expect(view.counts).toMatchObject({ ok: 1, refused: 0 });
		const kept = await runInDurableObject(objectOf(id), (_, { storage }) =>
			JSON.stringify([...storage.sql.exec("SELECT * FROM rows"), ...storage.sql.exec("SELECT * FROM state")]),
		);
		for (const text of [password, toHex(secret), toBase64(secret), passwordOf(password).headers["x-file-password"]]) {
			expect(kept).not.toContain(text);
		}
	});

	it("is refused alike with a wrong password and with a damaged MAC", async () => {
		const world = await createWorld();
		const id = await beginImport(world, { authenticatorId: await createAuthenticator(world, hotpSettings) });
		const file = await encryptedFile(newSecret());
		const wrong = await sendFile(world, id, file, passwordOf("another"));
		const damaged = await sendFile(world, id, file.replace(/<ValueMAC>..../, "<ValueMAC>AAAA"), passwordOf(password));
		expect(wrong.status).toBe(400);
		const { errorId: _, ...said } = wrong.body;
		expect(damaged.body).toMatchObject(said);
		expect(said.errorCauses).toEqual([{ errorSummary: "file: The password or key is wrong, or the file is damaged." }]);
		expect((await sendFile(world, id, file)).body.errorCauses).toEqual([
			{ errorSummary: "file: The file is encrypted. Give its password." },
		]);
		expect((await sendFile(world, id, file, { headers: { "x-file-password": "***" } })).status).toBe(400);
	});
});
