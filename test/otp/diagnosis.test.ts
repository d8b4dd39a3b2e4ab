import { describe, expect, it } from "vitest";
import { diagnose, type TokenSettings } from "../../src/otp/diagnosis";
import { encodeSecret } from "../../src/otp/encoding";
import { hotpSync } from "../../src/otp/hotp-sync";
import { stepAt } from "../../src/otp/totp";

const bytes = Uint8Array.from({ length: 20 }, (_, index) => index * 11 + 3);
const nowMs = Date.UTC(2026, 10, 27, 4, 0, 7);
const settings: TokenSettings = { encoding: "hexadecimal", algorithm: "SHA-256", stepSeconds: 60, digits: 8 };

/** What a token that is made so shows, so many steps or presses from what is expected. */
const codeOf = (token: TokenSettings, offset = 0, expected = 0) =>
	hotpSync(
		bytes,
		(token.stepSeconds === null ? expected : stepAt(nowMs, token.stepSeconds)) + offset,
		token.digits,
		token.algorithm,
	);

const ask = (code: string, own: TokenSettings = settings, nextCounter = 0, secret?: string) =>
	diagnose({ secret: secret ?? encodeSecret(bytes, own.encoding), code, settings: own, nowMs, nextCounter });

describe("the diagnosis of a code", () => {
	it.each([0, 1, -1, 5, -6, 30, -30])("finds the step that is %i from now", async (offset) => {
		const { own, others } = await ask(codeOf(settings, offset));
		expect(own).toMatchObject({ offset, counter: stepAt(nowMs, 60) + offset });
		expect(others).toEqual([]);
	});

	it("finds no step that is over half an hour away", async () => {
		expect((await ask(codeOf(settings, 31))).own).toBeNull();
	});

	it.each([0, 1, 40, 200, -3])("finds the counter that is %i from the expected one", async (offset) => {
		const button: TokenSettings = { ...settings, stepSeconds: null };
		const { own } = await ask(codeOf(button, offset, 57), button, 57);
		expect(own).toMatchObject({ offset, counter: 57 + offset });
	});

	it.each<[string, Partial<TokenSettings>]>([
		["another hash", { algorithm: "SHA-1" }],
		["another step", { stepSeconds: 30 }],
		["a button", { stepSeconds: null }],
		["another length", { digits: 6 }],
		["two differences", { algorithm: "SHA-512", digits: 6 }],
	])("names %s", async (_, change) => {
		const token = { ...settings, ...change };
		const { own, others } = await ask(codeOf(token));
		expect(own).toBeNull();
		expect(others).toContainEqual(expect.objectContaining({ ...token, offset: 0 }));
	});

	it("names another writing of the secret, also where the settings' own can't read it", async () => {
		const token: TokenSettings = { ...settings, encoding: "base32" };
		const { others } = await ask(codeOf(token), settings, 0, encodeSecret(bytes, "base32"));
		expect(others).toEqual([expect.objectContaining({ encoding: "base32", algorithm: "SHA-256", stepSeconds: 60 })]);
	});

	it("puts what differs least first", async () => {
		const sixty: TokenSettings = { ...settings, algorithm: "SHA-1" };
		const [first] = (await ask(codeOf(sixty))).others;
		expect(first).toMatchObject({ algorithm: "SHA-1", stepSeconds: 60 });
	});

	it("finds nothing for a code of another secret, and none in a text that is no secret", async () => {
		const other = hotpSync(bytes.toReversed(), stepAt(nowMs, 60), 8, "SHA-256");
		expect(await ask(other)).toEqual({ own: null, others: [] });
		expect(await ask("12345678", settings, 0, "?!")).toEqual({ own: null, others: [] });
	});
});
