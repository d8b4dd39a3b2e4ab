// The words of the inbox's page in English. The other languages have the same shape. PURE.
import type { Channel } from "../../messages/message";

export const en = {
	lead: "Messages that the provider `inbox` kept instead of sending them. They stand here in plain text, so this page exists in development only.",
	channels: { SMS: "SMS", CALL: "Call", EMAIL: "E-mail", IM: "Chat" } satisfies Record<Channel, string>,
	empty: "Nothing has arrived yet.",
	emptyFor: (to: string) => `Nothing has arrived for ${to} yet.`,
	to: "To",
	filter: "Filter",
	showAll: "Show all",
	emptyInbox: "Empty the inbox",
	refreshEvery: (seconds: number) => `Refresh every ${seconds} seconds`,
	stopRefreshing: "Stop refreshing",
	/** @param at ISO 8601 */
	receivedAt: (at: string) => `${at.slice(0, 19).replace("T", " ")} UTC`,
};

export type InboxWords = typeof en;
