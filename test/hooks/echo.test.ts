import { describe, expect, it } from "vitest";
import { withoutEcho } from "../../src/hooks/echo";
import type { HookSuccess } from "../../src/hooks/telephony-answer";

const message = { code: "049381", phoneNumber: "+14155552671" };

const clean = (said: Partial<HookSuccess>) =>
	withoutEcho(
		{ ok: true, status: "SUCCESSFUL", provider: null, transactionId: null, transactionMetadata: null, ...said },
		message,
	);

describe("what a service says of a delivery", () => {
	it("stays when it has nothing of the message in it", () => {
		const said = {
			provider: "ACME-2 Europe.west_1",
			transactionId: "SM/49a8:+4",
			transactionMetadata: "Duration=300ms",
		};
		expect(clean(said)).toEqual({ ok: true, status: "SUCCESSFUL", ...said });
	});

	it.each([
		"049381",
		"code 049381 sent",
		"x049381y",
		"0 4 9 3 8 1",
		"049-381",
		"０４９３８１",
		"+14155552671",
		"14155552671",
		"tel:+1 (415) 555-2671",
		"4155552671",
		"1.415.555.2671/7",
	])("is left out when it quotes the code or the number: %s", (quote) => {
		expect(clean({ provider: quote, transactionId: quote, transactionMetadata: quote })).toMatchObject({
			provider: null,
			transactionId: null,
			transactionMetadata: null,
		});
	});

	it("keeps an id that has some of the digits", () => {
		expect(clean({ transactionId: "04938-4155-552" }).transactionId).toBe("04938-4155-552");
	});

	it("names a provider by a short word, or not at all", () => {
		for (const provider of ["", "a:b", "<b>ACME</b>", "ACME\n", "x".repeat(65), "供給者"]) {
			expect(clean({ provider }).provider).toBeNull();
		}
		expect(clean({ provider: "x".repeat(64) }).provider).toBe("x".repeat(64));
	});

	it("is compared without regard to case when a code has letters", () => {
		const code = { ...message, code: "aB3-dE" };
		const said = {
			ok: true,
			status: "PENDING",
			provider: null,
			transactionId: "id.AB3DE",
			transactionMetadata: null,
		} as const;
		expect(withoutEcho(said, code).transactionId).toBeNull();
	});
});
