// What becomes of SMPP messages: receipts that the operator brings, and its answers when it is asked.
import { runInDurableObject } from "cloudflare:test";
import { describe, expect, inject, it, vi } from "vitest";
import { failureOf } from "./counterparts";
import { newAccount, receiptPdu, receiptsAfter, receiptsOf, stoppedClock } from "./smpp/operator";

const { smpp, closedPort } = inject("servers");

describe("SMPP receipts", () => {
	it.each([
		["DELIVRD", "000", "delivered", "DELIVRD"],
		["UNDELIV", "034", "undelivered", "UNDELIV 034"],
		["EXPIRED", "000", "undelivered", "EXPIRED"],
		["REJECTD", "011", "failed", "REJECTD 011"],
		["ACCEPTD", "000", "sent", "ACCEPTD"],
		["UNKNOWN", "000", "unknown", "UNKNOWN"],
	])("puts %s on the queue, and answers the operator", async (state, error, status, detail) => {
		const operator = newAccount();
		const { providerMessageId } = await operator.send();
		const { queued, statuses } = await receiptsAfter(operator, [receiptPdu(providerMessageId!, state, error)]);
		expect(statuses).toEqual([0]);
		expect(queued).toEqual([{ accountId: operator.account.id, receipts: [{ providerMessageId, status, detail }] }]);
	});

	it("reads the id and the state from optional parameters", async () => {
		const operator = newAccount();
		const { providerMessageId } = await operator.send();
		const pdu = { esm_class: 0x04, short_message: "", receipted_message_id: providerMessageId, message_state: 5 };
		expect((await receiptsAfter(operator, [pdu])).queued).toMatchObject([
			{ receipts: [{ providerMessageId, status: "undelivered", detail: "UNDELIV" }] },
		]);
	});

	const decimal = (id: string) => String(Number.parseInt(id, 16));

	it.each<[string, Record<string, unknown>, (id: string) => string]>([
		["with zeros in front", {}, (id) => id.padStart(10, "0")],
		["in capitals", {}, (id) => id.toUpperCase()],
		["in decimal", {}, decimal],
		["in decimal with zeros in front", {}, (id) => decimal(id).padStart(10, "0")],
		["in decimal, as the account says", { receiptIds: "HEX_THEN_DECIMAL" }, (id) => decimal(id).padStart(10, "0")],
		["in capitals with zeros, where the account says SAME", { receiptIds: "SAME" }, (id) => `00${id.toUpperCase()}`],
	])("finds a message whose id the operator reports %s", async (_, config, reported) => {
		const operator = newAccount(config);
		const { providerMessageId } = await operator.send();
		const { queued } = await receiptsAfter(operator, [receiptPdu(reported(providerMessageId!), "DELIVRD")]);
		expect(queued).toMatchObject([{ receipts: [{ providerMessageId, status: "delivered" }] }]);
	});

	it.each<[string, (id: string) => Record<string, unknown>]>([
		["blanks after the colons", (id) => ({ short_message: { message: `id: ${id} sub: 001 stat: DELIVRD err: 000` } })],
		["its words spelt out", (id) => receiptPdu(id, "DELIVERED")],
		["its text in UCS-2", (id) => ({ ...receiptPdu(id, "DELIVRD"), data_coding: 8 })],
		[
			"its text in UCS-2, in message_payload",
			(id) => ({ data_coding: 8, message_payload: { message: `id:${id} stat:DELIVRD text:確認` } }),
		],
		["parameters and no text", (id) => ({ short_message: "", receipted_message_id: id, message_state: 2 })],
		["parameters and no mark", (id) => ({ esm_class: 0, receipted_message_id: id, message_state: 2 })],
		["another id in its text", (id) => ({ ...receiptPdu("77777777", "DELIVRD"), receipted_message_id: id })],
		["another id in its parameter", (id) => ({ ...receiptPdu(id, "DELIVRD"), receipted_message_id: "77777777" })],
		["a state in its parameter alone", (id) => ({ short_message: { message: `id:${id}` }, message_state: 2 })],
	])("reads a receipt with %s", async (_, pdu) => {
		const operator = newAccount();
		const { providerMessageId } = await operator.send();
		const { queued, statuses } = await receiptsAfter(operator, [{ esm_class: 0x04, ...pdu(providerMessageId!) }]);
		expect(queued).toMatchObject([{ receipts: [{ providerMessageId, status: "delivered" }] }]);
		expect(statuses).toEqual([0]);
	});

	it.each<[string, (id: string) => Record<string, unknown>]>([
		["parameters", (id) => ({ receipted_message_id: id, message_state: 2 })],
		["a text", (id) => ({ message_payload: { message: `id:${id} stat:DELIVRD` } })],
		["a text in UCS-2", (id) => ({ data_coding: 8, message_payload: { message: `id:${id} stat:DELIVRD` } })],
		["a decimal id", (id) => ({ receipted_message_id: decimal(id), message_state: 2 })],
	])("takes a receipt that data_sm brings with %s, and answers by data_sm_resp", async (_, pdu) => {
		const operator = newAccount();
		const { providerMessageId } = await operator.send();
		const queued = await receiptsOf(operator);
		const request = { command: "data_sm", source_addr: "4520123456", esm_class: 0x04, ...pdu(providerMessageId!) };
		expect(await operator.ask("/deliver", { pdu: JSON.stringify(request) })).toEqual({
			name: "data_sm_resp",
			status: 0,
		});
		expect(queued).toMatchObject([{ receipts: [{ providerMessageId, status: "delivered" }] }]);
	});

	it("gives no answer to alert_notification, and answers what it doesn't know with generic_nack", async () => {
		const operator = newAccount();
		const { providerMessageId } = await operator.send();
		const alert = { command: "alert_notification", source_addr: "4520123456", esme_addr: "1234" };
		for (let count = 0; count < 3; count++) await operator.ask("/deliver", { pdu: JSON.stringify(alert) });
		const { queued } = await receiptsAfter(operator, [receiptPdu(providerMessageId!, "DELIVRD")]);
		expect(queued).toHaveLength(1);
		expect(await operator.ask("/sessions")).toMatchObject([{ nacks: 0, isOpen: true }]);
		const unknown = { command: "broadcast_sm" };
		expect(await operator.ask("/deliver", { pdu: JSON.stringify(unknown) })).toMatchObject({ name: "generic_nack" });
	});

	it("calls a long message delivered once all of its segments are", async () => {
		const operator = newAccount();
		const { providerMessageId } = await operator.send({ text: "x".repeat(200) });
		const [first, second] = await operator.ask("/submits");
		expect(providerMessageId).toBe(first.messageId);
		expect((await receiptsAfter(operator, [receiptPdu(second.messageId, "DELIVRD")])).queued).toEqual([]);
		expect((await receiptsAfter(operator, [receiptPdu(first.messageId, "DELIVRD")])).queued).toMatchObject([
			{ receipts: [{ providerMessageId, status: "delivered" }] },
		]);
	});

	it("calls a long message undelivered once one of its segments is", async () => {
		const operator = newAccount();
		const { providerMessageId } = await operator.send({ text: "x".repeat(200) });
		const [first, second] = await operator.ask("/submits");
		const { queued } = await receiptsAfter(operator, [
			receiptPdu(first.messageId, "DELIVRD"),
			receiptPdu(second.messageId, "EXPIRED"),
		]);
		expect(queued).toMatchObject([{ receipts: [{ providerMessageId, status: "undelivered" }] }]);
	});

	it("takes a receipt that comes in one packet with the answer", async () => {
		const operator = newAccount();
		await operator.send();
		const { queued } = await receiptsAfter(operator, []);
		const { providerMessageId } = await operator.send({ destination: "+81300007777" });
		await vi.waitFor(() => expect(queued).toMatchObject([{ receipts: [{ providerMessageId, status: "delivered" }] }]));
	});

	it("takes them on a receiver of its own, with its own port, name and password", async () => {
		const operator = newAccount({ bindMode: "TRANSMITTER_AND_RECEIVER", receiverPort: smpp.plain });
		Object.assign(operator.account.secrets, { receiverPassword: "receive1" });
		const { providerMessageId } = await operator.send();
		await vi.waitFor(async () => expect(await operator.ask("/sessions")).toHaveLength(2));
		expect(await operator.ask("/sessions")).toEqual(
			expect.arrayContaining([
				expect.objectContaining({ command: "bind_transmitter", password: "secret12" }),
				expect.objectContaining({ command: "bind_receiver", password: "receive1" }),
			]),
		);
		const { queued } = await receiptsAfter(operator, [receiptPdu(providerMessageId!, "DELIVRD")]);
		expect(queued).toMatchObject([{ receipts: [{ providerMessageId, status: "delivered" }] }]);
	});

	it("sends although the receiver can't be bound", async () => {
		const operator = newAccount({ bindMode: "TRANSMITTER_AND_RECEIVER", receiverPort: closedPort });
		await operator.send();
		expect(await operator.ask("/submits")).toHaveLength(1);
	});

	it("drops receipts of messages it never sent, and messages from people", async () => {
		const operator = newAccount();
		await operator.send();
		const { queued, statuses } = await receiptsAfter(operator, [
			receiptPdu("999999", "DELIVRD"),
			{ esm_class: 0, short_message: { message: "id:1 stat:DELIVRD STOP" } },
		]);
		expect([queued, statuses]).toEqual([[], [0, 0]]);
	});

	it("asks the operator to bring a receipt again when the queue doesn't take it", async () => {
		const operator = newAccount();
		const { providerMessageId } = await operator.send();
		await runInDurableObject(operator.session, (instance) => {
			const { RECEIPT_QUEUE } = (instance as unknown as { env: Cloudflare.Env }).env;
			vi.spyOn(RECEIPT_QUEUE, "send").mockRejectedValueOnce(new Error("queue is full"));
		});
		const pdu = JSON.stringify(receiptPdu(providerMessageId!, "DELIVRD"));
		expect(await operator.ask("/deliver", { pdu })).toEqual({ name: "deliver_sm_resp", status: 0x64 });
		const { queued, statuses } = await receiptsAfter(operator, [JSON.parse(pdu)]);
		expect(statuses).toEqual([0]);
		expect(queued).toHaveLength(1);
	});

	it("takes one that overtakes the answer on a receiver of its own", async () => {
		const operator = newAccount({ bindMode: "TRANSMITTER_AND_RECEIVER" });
		await operator.send();
		await vi.waitFor(async () => expect(await operator.ask("/sessions")).toHaveLength(2));
		const queued = await receiptsOf(operator);
		const { providerMessageId } = await operator.send({ destination: "+81300006666" });
		await vi.waitFor(() => expect(queued).toMatchObject([{ receipts: [{ providerMessageId, status: "delivered" }] }]));
	});

	it("asks for a receipt that nobody knows again for 20 seconds, while an answer is awaited", async () => {
		const operator = newAccount();
		const clock = await stoppedClock(operator);
		await operator.send();
		// The operator never answers this message, so the receipt may be about it.
		expect(await failureOf(operator.send({ destination: "+81300009999" }, 300))).toBe("unknown");
		const receipt = receiptPdu("999999", "DELIVRD");
		expect(await receiptsAfter(operator, [receipt])).toEqual({ queued: [], statuses: [0x64] });
		clock.now += 19_999;
		expect(await receiptsAfter(operator, [receipt])).toEqual({ queued: [], statuses: [0x64] });
		clock.now += 1;
		expect(await receiptsAfter(operator, [receipt])).toEqual({ queued: [], statuses: [0] });
	});

	it("reads one whose text is in message_payload", async () => {
		const operator = newAccount();
		const { providerMessageId } = await operator.send();
		const { short_message: message_payload, ...pdu } = receiptPdu(providerMessageId!, "DELIVRD");
		expect((await receiptsAfter(operator, [{ ...pdu, short_message: "", message_payload }])).queued).toMatchObject([
			{ receipts: [{ providerMessageId, status: "delivered" }] },
		]);
	});

	it("asks for the state by query_sm", async () => {
		const operator = newAccount();
		const { providerMessageId } = await operator.send();
		expect(await operator.query(providerMessageId!)).toEqual({
			providerMessageId,
			status: "undelivered",
			detail: "UNDELIV 34",
		});
		expect(await failureOf(operator.query("999999"))).toBe("permanent 0x00000067");
	});

	it("waits for the answer to query_sm no longer than it is told to", async () => {
		const operator = newAccount();
		const { providerMessageId } = await operator.send({ destination: "+81300004444" });
		const startedAt = performance.now();
		expect(await failureOf(operator.query(providerMessageId!, 300))).toBe("temporary");
		expect(performance.now() - startedAt).toBeLessThan(2_000);
	});

	it("calls a long message delivered by query_sm only when its other segments are", async () => {
		const operator = newAccount();
		const destination = "+81300002222";
		expect(await operator.query((await operator.send({ destination })).providerMessageId!)).toMatchObject({
			status: "delivered",
		});
		const { providerMessageId } = await operator.send({ destination, text: "x".repeat(200) });
		expect(await operator.query(providerMessageId!)).toMatchObject({ providerMessageId, status: "sent" });
		const second = (await operator.ask("/submits")).at(-1);
		const { queued } = await receiptsAfter(operator, [receiptPdu(second.messageId, "DELIVRD")]);
		expect(queued).toMatchObject([{ receipts: [{ providerMessageId, status: "delivered" }] }]);
		expect(await operator.query(providerMessageId!)).toMatchObject({ status: "delivered" });
	});
});
