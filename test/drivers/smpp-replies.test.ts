// What people write to the sender of an SMPP account, brought by a real operator, up to the number that is stopped.
import { createMessageBatch, env } from "cloudflare:test";
import { expect, it } from "vitest";
import { createCtx, livePlatform } from "../../src/context";
import { takeQueuedReceipts } from "../../src/delivery/receipts/queue";
import { destinationHashOf } from "../../src/delivery/records/list";
import { isStopped } from "../../src/delivery/replies/stops";
import { rememberedAccounts } from "../../src/providers/accounts/remembered";
import { createChallenged, switchOn } from "../challenges/challenged";
import { newNumber } from "../factors/sent-factor";
import { removeAllProviders } from "../providers/accounts/accounts";
import { resetDefaults } from "../settings/properties";
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

it("STOP takes text messages out of a person's offer, from the operator's session on, and START brings them back", async () => {
	const world = await createWorld();
	await resetDefaults(world);
	await removeAllProviders(world);
	await switchOn(world, "ChallengeSMS", "ChallengeEmail");
	const operator = newAccount();
	const { body } = await world.call("POST", "/api/v1/provider-accounts", {
		name: unique("smpp"),
		driver: "smpp",
		config: { ...operator.account.config, senderAddress: sender, senderTon: 1, senderNpi: 1 },
		secrets: operator.account.secrets,
	});
	const ours = { ...operator, session: env.SMPP.get(env.SMPP.idFromName(body.id)) };
	const [person, other] = [await createChallenged(world), await createChallenged(world)];
	await (await person.begin()).send();
	const hear = async (text: string, to = sender) => {
		const pdu = {
			...stop,
			source_addr: person.mobile.slice(1),
			destination_addr: to,
			short_message: { message: text },
		};
		const { queued } = await receiptsAfter(ours, [pdu]);
		const ctx = createCtx(env, livePlatform, () => {});
		for (const body of queued) {
			const message = { id: unique("message"), timestamp: new Date(), attempts: 1, body };
			await takeQueuedReceipts(ctx, createMessageBatch("tessera-receipts", [message]) as MessageBatch<never>);
		}
		return Promise.all(
			[person, other].map(async ({ offered }) => (await offered()).map(({ type }) => type.key).sort()),
		);
	};
	const [both, mail] = [["ChallengeEmail", "ChallengeSMS"], ["ChallengeEmail"]];
	expect(await hear("STOP", "12025550199")).toEqual([both, both]);
	expect(await hear("STOP")).toEqual([mail, both]);
	expect(await hear("START")).toEqual([both, both]);
	await removeAllProviders(world);
	await resetDefaults(world);
});
