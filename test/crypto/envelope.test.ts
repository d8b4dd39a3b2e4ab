import { describe, expect, it } from "vitest";
import { open, seal } from "../../src/crypto/envelope";

const oldKey = btoa("K".repeat(32));
const newKey = btoa("N".repeat(32));
const place = "factors.secret:chf1";
/** Made by OpenSSL's AES-256-GCM: key of 32 "K", IV of 12 "I", additional data `factors.secret:chf1`. */
const known = "v1.k1.SUlJSUlJSUlJSUlJ.Bv0O-JmPLoBke7Sshx9L2qREBO91Mdw7Quxanzwp";

const opening = (keyring: [string, string][], at: string, blob: string) => open(new Map(keyring), at, blob);

describe("an envelope", () => {
	it("opens what another implementation of AES-256-GCM sealed", async () => {
		expect(await opening([["k1", oldKey]], place, known)).toBe("attack at dawn");
	});

	it("seals under the first key of the ring, with another nonce each time, and opens again", async () => {
		const ring = new Map([
			["k2", newKey],
			["k1", oldKey],
		]);
		const blobs = await Promise.all([
			seal(ring, place, "übergrößenträger 鍵"),
			seal(ring, place, "übergrößenträger 鍵"),
		]);
		expect(blobs[0]).toMatch(/^v1\.k2\.[\w-]{16}\.[\w-]+$/);
		expect(blobs[0]).not.toBe(blobs[1]);
		for (const blob of blobs) expect(await open(ring, place, blob)).toBe("übergrößenträger 鍵");
	});

	it("still opens what an older key of the ring sealed", async () => {
		const ring: [string, string][] = [
			["k2", newKey],
			["k1", oldKey],
		];
		expect(await opening(ring, place, known)).toBe("attack at dawn");
	});

	it.each([
		["another place", [["k1", oldKey]], "factors.secret:chf2", known],
		["another key under the same id", [["k1", newKey]], place, known],
		["a key that is gone", [["k2", newKey]], place, known],
		["a changed bit", [["k1", oldKey]], place, `${known.slice(0, -2)}${known.at(-2) === "w" ? "x" : "w"}p`],
		["a missing part", [["k1", oldKey]], place, "v1.k1.SUlJSUlJSUlJSUlJ"],
		["another version", [["k1", oldKey]], place, known.replace("v1", "v2")],
		["plain text", [["k1", oldKey]], place, "attack at dawn"],
	] as [string, [string, string][], string, string][])("stays shut for %s", async (_, keyring, at, blob) => {
		await expect(opening(keyring, at, blob)).rejects.toThrow();
	});
});
