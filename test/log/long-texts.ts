// The longest texts that could come to the log: what takes the most bytes in JSON, and what must not be cut in two.
import type { LogEvent } from "../../src/log/event";
import { makeEvent } from "./events";

export const longTexts = {
	Japanese: "語".repeat(20_000),
	"emoji that are two characters each": "\u{1f511}".repeat(10_000),
	"emoji, one character further": `x${"\u{1f511}".repeat(10_000)}`,
	"control characters, six bytes each in JSON": "\u0001".repeat(20_000),
	"halves of surrogate pairs, six bytes each in JSON": "\ud83d".repeat(20_000),
	"quotes and backslashes": `"\\`.repeat(10_000),
};

const partyOf = (text: string) => ({
	id: text,
	type: "User",
	alternateId: text,
	displayName: text,
	detailEntry: { one: text, two: text },
});

/** An event with more parties and more details than any event of the product, and the same text everywhere. */
export const longestEvent = (text: string): LogEvent =>
	makeEvent({
		actor: partyOf(text),
		target: [partyOf(text), partyOf(text), partyOf(text)],
		client: { ipAddress: "2001:db8:1234:5678:9abc:def0:1234:5678", userAgent: text },
		outcome: { result: "FAILURE", reason: text },
		requestUri: text,
		debugData: Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`detail${index}`, text])),
	});
