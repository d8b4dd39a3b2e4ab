// Codes as people type them: grouped as messages and apps show them.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codeShape, typedCode } from "../../src/factors/code";
import { createTokenUser, hotpSettings } from "../support/otp-tokens";
import { createWorld } from "../support/world";
import { createActiveUser, createPhoneUser, factorsPath, lastCode } from "./sent-factor";

/** Writes a code of six or eight digits in groups. */
const groupings: [name: string, write: (code: string) => string][] = [
	["a blank", (code) => `${code.slice(0, 3)} ${code.slice(3)}`],
	["a hyphen", (code) => `${code.slice(0, 3)}-${code.slice(3)}`],
	["a no-break space", (code) => `${code.slice(0, 3)}\u00a0${code.slice(3)}`],
	["a hyphen between blanks", (code) => `${code.slice(0, 2)} - ${code.slice(2)}`],
	["blanks everywhere", (code) => [...code].join(" ")],
];

describe("a code is taken with", () => {
	it.each(groupings)("%s between its digits, of a token and of a message", async (_name, write) => {
		const world = await createWorld();
		const token = await createTokenUser(world, hotpSettings);
		expect((await token.verify(write(token.code(0)))).body).toEqual({ factorResult: "SUCCESS" });
		expect((await token.verify(token.code(0))).body.errorCode).toBe("E0000082");
		const resync = { passCode: write(token.code(3)), nextPassCode: write(token.code(4)) };
		expect((await world.call("POST", `${token.path}/resync`, resync)).status).toBe(200);

		const person = await createActiveUser(world);
		await person.challenge();
		expect((await person.verify(write(await lastCode(world, person.to)))).status).toBe(200);

		const pending = await createPhoneUser(world);
		const { id } = (await pending.enroll()).body;
		const passCode = write(await lastCode(world, pending.to));
		const path = `${factorsPath(pending.user.id)}/${id}/lifecycle/activate`;
		expect((await world.call("POST", path, { passCode })).body.status).toBe("ACTIVE");
	});

	it("the same verdict for its key, however it is grouped", async () => {
		const world = await createWorld();
		const token = await createTokenUser(world, hotpSettings);
		const verify = (passCode: string) =>
			world.call("POST", `${token.path}/verify`, { passCode }, { headers: { "idempotency-key": token.factorId } });
		for (const [, write] of groupings) expect((await verify(write(token.code(0)))).status).toBe(200);
	});
});

describe("a code is a clear 400, and no failure, with", () => {
	it.each([
		["blanks alone", () => "      "],
		["hyphens alone", () => "--- ---"],
		["a blank before", (code: string) => ` ${code}`],
		["a blank after", (code: string) => `${code} `],
		["a hyphen before", (code: string) => `-${code}`],
		["40 characters", (code: string) => code.split("").join(" ".repeat(4)).padEnd(40, "0").slice(0, 40)],
		["45 characters", (code: string) => `${code.slice(0, 3)}${" ".repeat(37)}${code.slice(3)}`],
		["a letter", (code: string) => `${code.slice(0, 3)} a${code.slice(4)}`],
		[
			"full-width digits",
			(code: string) => code.replaceAll(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
		],
		["an ideographic space", (code: string) => `${code.slice(0, 3)}\u3000${code.slice(3)}`],
		["a line break", (code: string) => `${code.slice(0, 3)}\n${code.slice(3)}`],
		["a digit too many", (code: string) => `${code.slice(0, 4)} ${code.slice(4)}0`],
		["a digit too few", (code: string) => `${code.slice(0, 4)} ${code.slice(5)}`],
		["a dot", (code: string) => `${code.slice(0, 3)}.${code.slice(3)}`],
	])("%s", async (_name, write) => {
		const world = await createWorld();
		const token = await createTokenUser(world, hotpSettings);
		const { status, body } = await token.verify(write(token.code(0)));
		expect([status, body.errorCauses]).toEqual([
			400,
			[{ errorSummary: "passCode: A code of this factor has 8 digits." }],
		]);
		expect((await world.call("GET", `/api/v1/users/${token.user.id}/lock`)).body.failures).toBe(0);
	});
});

describe("the signs between a code's characters", () => {
	it("are in no code of a factor", () => {
		expect(codeShape.alphabet).not.toMatch(/[\s-]/);
	});

	it("are dropped and nothing else, whatever was typed", () => {
		const typed = fc.string({ unit: fc.constantFrom(..."0189 -\u00a0a１\n"), maxLength: 45 });
		fc.assert(
			fc.property(typed, (text) => {
				const code = typedCode(text);
				if (code === text) return;
				expect(text.length).toBeLessThan(40);
				expect(code).toBe([...text].filter((sign) => !" -\u00a0".includes(sign)).join(""));
				expect([code[0], code.at(-1)]).toEqual([text[0], text.at(-1)]);
			}),
		);
	});
});
