import { describe, expect, it } from "vitest";
import { makeChallengeCode } from "../../../src/challenges/codes/code";
import type { ConfiguredType } from "../../../src/challenges/type";
import type { Snapshot } from "../../../src/settings/values";

const type = { lifeMs: 300_000 } as ConfiguredType;

const settingsWith = (values: Record<string, string>): Snapshot => ({
	scope: "default",
	layers: [
		{
			scope: "default",
			values: new Map(Object.entries(values).map(([name, value]) => [name, new Map([["", value]])])),
		},
	],
});

const shaped = (length: number, alphabet: string) =>
	settingsWith({ "otp.generate.code.length": String(length), "otp.generate.code.characters": alphabet });

/** The value that chance exceeds once in a million times (Wilson and Hilferty). */
function critical(symbols: number): number {
	const free = symbols - 1;
	return free * (1 - 2 / (9 * free) + 4.753 * Math.sqrt(2 / (9 * free))) ** 3;
}

function chiSquared(counts: ReadonlyMap<string, number>, symbols: number): number {
	const expected = [...counts.values()].reduce((sum, count) => sum + count, 0) / symbols;
	return [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

describe("the code of a challenge", () => {
	it("has five digits until somebody sets another shape, and lives as long as its type says", () => {
		const made = makeChallengeCode(settingsWith({}), type, 1_000);
		expect(made.code).toMatch(/^\d{5}$/);
		expect(made).toMatchObject({ shape: { length: 5, alphabet: "1234567890" }, expiresAt: 301_000 });
	});

	it.each([
		[5, "1234567890"],
		[4, "1234567890abcd"],
		[12, "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"],
	])(
		"of %i of %s favours no character at any place, in a million codes",
		(length, alphabet) => {
			const settings = shaped(length, alphabet);
			const places = Array.from({ length }, () => new Map<string, number>());
			const pairs = new Map<string, number>();
			for (let made = 0; made < 1_000_000; made++) {
				const { code } = makeChallengeCode(settings, type, 0);
				for (const [place, counts] of places.entries()) {
					counts.set(code[place]!, (counts.get(code[place]!) ?? 0) + 1);
				}
				const pair = code.slice(0, 2);
				pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
			}
			for (const counts of places) {
				expect(counts.size).toBe(alphabet.length);
				expect(chiSquared(counts, alphabet.length)).toBeLessThan(critical(alphabet.length));
			}
			expect(chiSquared(pairs, alphabet.length ** 2)).toBeLessThan(critical(alphabet.length ** 2));
		},
		120_000,
	);
});
