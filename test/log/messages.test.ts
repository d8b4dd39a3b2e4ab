import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LogEvent } from "../../src/log/event";
import { inMessages } from "../../src/log/messages";
import { makeEvent, uuids } from "./events";
import { longestEvent, longTexts } from "./long-texts";

const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value)).length;

/** An event of about so many bytes, as nothing in the product makes one. */
const eventOf = (bytes: number, letter = "x"): LogEvent => ({
	...makeEvent(),
	displayMessage: letter.repeat(Math.ceil(bytes / new TextEncoder().encode(letter).length)),
});

describe("messages of the log's queue", () => {
	it("are as few as fit, in the events' order", () => {
		const events = Array.from({ length: 120 }, () => makeEvent());
		const messages = inMessages(events);
		expect(uuids(messages.flat())).toEqual(uuids(events));
		expect(messages.length).toBe(Math.ceil(bytesOf(events) / 96_000));
		expect(inMessages(events.slice(0, 1))).toEqual([events.slice(0, 1)]);
		expect(inMessages([])).toEqual([]);
	});

	it.each(Object.entries(longTexts))("hold 120 events whose texts are %s, and stay below the limit", (_, text) => {
		const events = Array.from({ length: 120 }, () => longestEvent(text));
		const messages = inMessages(events);
		expect(uuids(messages.flat())).toEqual(uuids(events));
		for (const message of messages) expect(bytesOf(message)).toBeLessThanOrEqual(96_000);
	});

	it("count the bytes of UTF-8, not the characters", () => {
		expect(inMessages([eventOf(40_000), eventOf(40_000)])).toHaveLength(1);
		expect(inMessages([eventOf(40_000), eventOf(60_000, "語")])).toHaveLength(2);
	});

	it("have an event each, even one that is too large", () => {
		const events = [eventOf(10), eventOf(200_000), eventOf(10), eventOf(200_000)];
		expect(inMessages(events).map(({ length }) => length)).toEqual([1, 1, 1, 1]);
	});

	it("lose and repeat nothing, whatever the sizes are", () => {
		fc.assert(
			fc.property(fc.array(fc.integer({ min: 0, max: 120_000 }), { maxLength: 40 }), (sizes) => {
				const events = sizes.map((size) => eventOf(size));
				const messages = inMessages(events);
				expect(messages.flat()).toEqual(events);
				for (const message of messages) {
					expect(message.length).toBeGreaterThan(0);
					if (message.length > 1) expect(bytesOf(message)).toBeLessThanOrEqual(96_000);
				}
				for (const [index, message] of messages.slice(1).entries()) {
					// The first event of a message didn't fit into the message before it.
					expect(bytesOf([...messages[index]!, message[0]])).toBeGreaterThan(96_000);
				}
			}),
			{ numRuns: 50 },
		);
	});
});
