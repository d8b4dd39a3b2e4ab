import { describe, expect, it } from "vitest";
import { makeEvent } from "./events";
import { longestEvent, longTexts } from "./long-texts";

const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value)).length;

describe("an event", () => {
	it.each(Object.entries(longTexts))("fits a message of the queue when its texts are %s", (_, text) => {
		expect(bytesOf([longestEvent(text)])).toBeLessThan(96_000);
	});

	it("shows that a text was cut, and cuts no character in two", () => {
		for (const text of [longTexts["emoji that are two characters each"], longTexts["emoji, one character further"]]) {
			const { actor, client, outcome, target, debugContext } = longestEvent(text);
			const cut = [
				actor.displayName!,
				target[1]!.alternateId!,
				target[0]!.detailEntry!.one!,
				client.userAgent!.rawUserAgent,
				outcome.reason!,
				debugContext.debugData.requestUri!,
				debugContext.debugData.detail3!,
			];
			for (const part of cut) {
				expect(part).toMatch(/^x?\u{1f511}+…$/u);
				expect(text.startsWith(part.slice(0, -1))).toBe(true);
			}
		}
	});

	it("keeps the longest login and the longest name of a user whole", () => {
		const [login, displayName] = ["語".repeat(100), `${"名".repeat(50)} ${"姓".repeat(50)}`];
		const user = { id: "00uUser0000000000000", type: "User", alternateId: login, displayName };
		expect(makeEvent({ actor: user, target: [user] })).toMatchObject({ actor: user, target: [user] });
	});

	it("keeps a text of exactly the limit, and cuts a longer one to it", () => {
		const named = (length: number) =>
			makeEvent({ target: [{ id: "1", type: "Group", displayName: "g".repeat(length) }] }).target[0]!.displayName;
		expect(named(128)).toBe("g".repeat(128));
		expect(named(129)).toBe(`${"g".repeat(127)}…`);
		const reasoned = (length: number) =>
			makeEvent({ outcome: { result: "FAILURE", reason: "r".repeat(length) } }).outcome.reason;
		expect(reasoned(512)).toBe("r".repeat(512));
		expect(reasoned(513)).toBe(`${"r".repeat(511)}…`);
	});
});
