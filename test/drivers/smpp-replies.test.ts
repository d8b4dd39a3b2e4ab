// What people write to the sender of an SMPP account, brought by a real operator, up to the number that is stopped.
import { createMessageBatch, env } from "cloudflare:test";
import { expect, it } from "vitest";
import { createCtx, livePlatform } from "../../src/context";
import { takeQueuedReceipts } from "../../src/delivery/receipts/queue";
import { destinationHashOf } from "../../src/delivery/records/list";
import { isStopped } from "../../src/delivery/replies/stops";
import { rememberedAccounts } from "../../src/providers/accounts/remembered";
import { newNumber } from "../factors/sent-factor";
import { createWorld, unique } from "../support/world";
import { newAccount, receiptsAfter } from "./smpp/operator";

const sender = "12025550123";
const person = "819012345678";
const stop = {
	source_addr_ton: 1,
	source_addr: person,
	dest_addr_ton: 1,
	destination_addr: sender,
	short_message: { message: "STOP" },
};

async function heard(pdu: Record<string, unknown>, config: Record<string, unknown> = { senderAddress: sender }) {
	const operator = newAccount(config);
	await operator.send();
	const { queued, statuses } = await receiptsAfter(operator, [pdu]);
	expect(statuses).toEqual([0]);
	return queued as { accountId: string; receipts: unknown[]; replies: { text: string }[] }[];
}

it("a message to the account's sender goes on the queue", async () => {
	const [queued] = await heard(stop);
	expect(queued).toMatchObject({
		receipts: [],
		replies: [{ from: person, to: [sender], text: "STOP", writtenAt: expect.any(Number) }],
	});
});

it.each<[string, Record<string, unknown>, string]>([
	["in UCS-2", { data_coding: 8, short_message: { message: "停止" } }, "停止"],
	["in message_payload", { short_message: "", message_payload: { message: "Stop" } }, "Stop"],
	["by a person whose type of number is unknown", { source_addr_ton: 0 }, "STOP"],
	["to the sender with a plus", { destination_addr: `+${sender}` }, "STOP"],
])("is read %s", async (_, changes, text) => {
	const [queued] = await heard({ ...stop, ...changes });
	expect(queued?.replies).toMatchObject([{ text }]);
});

it.each<[string, Record<string, unknown>, Record<string, unknown>?]>([
	["to another account's sender", { destination_addr: "12025550199" }],
	["to an account without a sender of its own", {}, { senderAddress: "" }],
	["from a name", { source_addr_ton: 5, source_addr: "STOPPER" }],
	["from a national number", { source_addr_ton: 2 }],
	["that a person acknowledges", { esm_class: 0x08 }],
	["that is long", { short_message: { message: `STOP ${"x".repeat(100)}` } }],
])("nothing is kept of a message %s", async (_, changes, config) => {
	expect(await heard({ ...stop, ...changes }, config)).toEqual([]);
});

it("stops the number once the queue brings it, and an older START that comes late changes nothing", async () => {
	const world = await createWorld();
	const ctx = createCtx(env, livePlatform, () => {});
	const account = await world.call("POST", "/api/v1/provider-accounts", {
		name: unique("smpp"),
		driver: "smpp",
		config: { host: "smpp.example.com", systemId: "t", senderAddress: sender, senderTon: 1, senderNpi: 1 },
		secrets: { transmitterPassword: "secret12" },
	});
	expect(account.status).toBe(200);
	rememberedAccounts.forget(ctx);
	const number = newNumber();
	const bring = async (text: string, writtenAt: number, to = sender) => {
		const replies = [{ from: number.slice(1), to: [to], text, writtenAt }];
		const body = { accountId: account.body.id, receipts: [], replies };
		const message = { id: unique("message"), timestamp: new Date(), attempts: 1, body };
		await takeQueuedReceipts(ctx, createMessageBatch("tessera-receipts", [message]) as MessageBatch<never>);
		return isStopped(ctx, await destinationHashOf(ctx, number));
	};
	const now = Date.now();
	expect(await bring("STOP", now - 1_000, "12025550199")).toBe(false);
	expect(await bring("STOP", now - 1_000)).toBe(true);
	expect(await bring("START", now - 2_000)).toBe(true);
	expect(await bring("START", now)).toBe(false);
	expect(await bring("STOP", now - 1_000)).toBe(false);
});
