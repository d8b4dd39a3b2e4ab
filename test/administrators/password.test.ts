import { scrypt as nobleScrypt } from "@noble/hashes/scrypt.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { describe, expect, it } from "vitest";
import { checkPassword, hashPassword, refuseWeakPassword } from "../../src/administrators/password";
import { toBase64 } from "../../src/crypto/bytes";

const password = "a field of blue flax";

describe("a password", () => {
	it("becomes the scrypt hash that a second implementation computes, as a PHC string", async () => {
		expect(await hashPassword(password)).toMatch(/^\$scrypt\$ln=14,r=8,p=5\$/);
		// The second implementation is slow, so it gets a smaller N.
		const phc = await hashPassword(password, { ln: 10, r: 8, p: 5 });
		const [, , , salt = "", hash] = phc.split("$");
		const bytes = Uint8Array.from(atob(salt), (character) => character.charCodeAt(0));
		expect(bytes).toHaveLength(16);
		const expected = nobleScrypt(utf8ToBytes(password), bytes, { N: 2 ** 10, r: 8, p: 5, dkLen: 32 });
		expect(hash).toBe(toBase64(expected).replace(/=+$/, ""));
	});

	it("is right where it was hashed, and nothing else is", async () => {
		const phc = await hashPassword(password);
		expect(phc).not.toContain(password);
		expect(await checkPassword(phc, password)).toEqual({ isRight: true, isOutdated: false });
		expect((await checkPassword(phc, `${password} `)).isRight).toBe(false);
		expect((await checkPassword(phc, "")).isRight).toBe(false);
	});

	it("is never right where there is no hash", async () => {
		for (const guess of ["", password]) expect((await checkPassword(null, guess)).isRight).toBe(false);
	});

	it("may be typed in either Unicode form, and forms that look different stay different", async () => {
		const phc = await hashPassword("caf\u00e9 au lait, three");
		expect((await checkPassword(phc, "cafe\u0301 au lait, three")).isRight).toBe(true);
		const wide = await hashPassword("１２３４５６７８９ and more");
		expect((await checkPassword(wide, "123456789 and more")).isRight).toBe(false);
	});

	it("hashed at another cost is right, and says that it has to be hashed again", async () => {
		const phc = await hashPassword(password, { ln: 10, r: 8, p: 1 });
		expect(await checkPassword(phc, password)).toEqual({ isRight: true, isOutdated: true });
	});

	it("throws for a hash of an unknown form, and never says yes", async () => {
		for (const phc of ["", "$argon2id$v=19$x", password]) {
			await expect(checkPassword(phc, password)).rejects.toThrow("unknown form");
		}
	});

	it.each([
		"passwordpassword",
		"Pass-word Pass-word",
		"aaaaaaaaaaaaaaaa",
		"abcabcabcabcabcabc",
		"123456789012345678",
		"abcdefghijklmnop",
		"ｐａｓｓｗｏｒｄpassword",
	])("is refused when it is common: %s", (common) => {
		expect(() => refuseWeakPassword(common, "ada@example.com")).toThrow(
			expect.objectContaining({ causes: [{ field: "password", reason: "password-common" }] }),
		);
	});

	it("is refused when it is little more than the login, and taken when it isn't", () => {
		expect(() => refuseWeakPassword("augusta-augusta-1", "augusta@example.com")).toThrow();
		refuseWeakPassword(password, "ada@example.com");
		refuseWeakPassword("augusta has a field of flax", "augusta@example.com");
	});
});
