// The message that tests of drivers send, and the time at which they send it.
import type { Message } from "../../src/messages/message";

export const now = Date.parse("2026-11-22T05:00:00Z");

export const message = (changes: Partial<Message> = {}): Message => ({
	id: "dlv0TESTTESTTESTTEST",
	channel: "SMS",
	destination: "+4520123456",
	locale: "en",
	text: "Your code is 493817.",
	subject: null,
	code: "493817",
	purpose: "verification",
	expiresAt: now + 300_000,
	...changes,
});

/** The same with an id of its own, for servers that get several messages. */
export const newMessage = (changes: Partial<Message> = {}): Message =>
	message({ id: `dlv${crypto.randomUUID().replaceAll("-", "").slice(0, 17)}`, ...changes });
