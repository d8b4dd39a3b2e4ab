// Which message a receipt speaks of, however the operator writes its id.
import { env, runInDurableObject } from "cloudflare:test";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ReceiptIds } from "../../../src/drivers/smpp/account";
import { SentParts } from "../../../src/drivers/smpp/parts";

const withParts = (work: (parts: SentParts) => void) =>
	runInDurableObject(env.SMPP.get(env.SMPP.newUniqueId()), (_, { storage }) => work(new SentParts(storage.sql)));

/** Which of the answered ids a receipt's id is found under. */
async function foundAmong(answered: string[], reported: string, form: ReceiptIds) {
	let found: string | null = null;
	await withParts((parts) => {
		for (const id of answered) parts.remember(id, id, 1, 0);
		found = parts.find(reported, form);
	});
	return found;
}

describe("The id of a receipt", () => {
	it.each<[ReceiptIds, string, string, boolean]>([
		["SAME", "0a", "0a", true],
		["SAME", "1a2b", "1A2B", true],
		["SAME", "1A2B", "000000001a2b", true],
		["SAME", "0000042", "42", true],
		["SAME", "9F-0c", "9f-0C", true],
		["SAME", "10", "16", false],
		["SAME", "100", "1", false],
		["HEX_THEN_DECIMAL", "1A2B", "0000006699", true],
		["HEX_THEN_DECIMAL", "001a2b", "6699", true],
		["HEX_THEN_DECIMAL", "10", "10", false],
		["HEX_THEN_DECIMAL", "8c0ffee-id", "8c0ffee-id", true],
		["DECIMAL_THEN_HEX", "0006699", "1a2b", true],
		["DECIMAL_THEN_HEX", "6699", "00001A2B", true],
		["DECIMAL_THEN_HEX", "10", "10", false],
		["ANY", "1a2b", "6699", true],
		["ANY", "6699", "1A2B", true],
		["ANY", "1A2B", "00001a2b", true],
		["ANY", "9223372036854775807", "7fffffffffffffff", true],
		["ANY", "8c0ffee-id", "8C0FFEE-ID", true],
		["ANY", "6699", "6700", false],
		["ANY", "", "0", false],
	])("with ids written %s: %s and %s are one message: %s", async (form, answered, reported, isOne) => {
		expect(await foundAmong([answered].filter(Boolean), reported, form)).toBe(isOne ? answered : null);
	});

	it.each([
		[["16", "10", "a"], "10", "10"],
		[["aB", "Ab"], "Ab", "Ab"],
		[["007", "7"], "7", "7"],
		[["aB", "Ab"], "AB", null],
		[["16", "a"], "10", null],
	])("among %j: %s is %s, and nobody's when it could be two", async (answered, reported, found) => {
		expect(await foundAmong(answered, reported, "ANY")).toBe(found);
	});

	it("finds every number in every notation", () =>
		withParts((parts) => {
			fc.assert(
				fc.property(fc.bigInt({ min: 1n, max: 2n ** 64n }), fc.boolean(), fc.nat(4), (number, isHex, zeros) => {
					parts.forgetOld(Number.MAX_SAFE_INTEGER);
					const [decimal, hex] = [String(number), number.toString(16)];
					const [answered, reported] = isHex ? [hex, decimal] : [decimal, hex.toUpperCase()];
					parts.remember(answered, answered, 1, 0);
					for (const spelling of [answered, reported, "0".repeat(zeros) + reported, answered.toUpperCase()])
						expect(parts.find(spelling, "ANY")).toBe(answered);
				}),
			);
		}));
});
