import { env, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { describe, expect, inject, it, vi } from "vitest";
import { smppDriver } from "../../../src/delivery/drivers/smpp";
import type { Message } from "../../../src/delivery/message";
import { askServers, driverIo, failureOf, message } from "./counterparts";

const { smpp, closedPort } = inject("servers");
const { SMPP } = env;

/** An account that no other test uses; what the operator does with it may follow from how its system id begins. */
function newAccount(config: Record<string, unknown> = {}, systemIdPrefix = "t") {
	const systemId = `${systemIdPrefix}${crypto.randomUUID().replaceAll("-", "")}`.slice(0, 15);
	const id = `prv${systemId}`;
	const account = {
		id,
		config: smppDriver.config.parse({
			host: "localhost",
			transmitterPort: smpp.plain,
			tls: false,
			systemId,
			systemType: "OTP",
			senderAddress: "Tessera",
			...config,
		}),
		secrets: { transmitterPassword: "secret12" },
		callbackUrl: null,
	};
	return {
		account,
		session: SMPP.get(SMPP.idFromName(id)),
		send: (fields: Partial<Message> = {}, budgetMs?: number) =>
			smppDriver.send(driverIo({ SMPP }, budgetMs), message(fields), account),
		ask: (path: string, query: Record<string, string> = {}) => askServers(`/smpp${path}`, { systemId, ...query }),
	};
}

type Account = ReturnType<typeof newAccount>;

/** Sends a message and returns what the operator makes of the parts. */
async function textAtOperator({ send, ask }: Account, text: string) {
	await send({ text });
	const parts = await ask("/submits");
	return { parts, text: parts.map((part: { text: string }) => part.text).join("") };
}

/** Lets the operator send a receipt, and returns what reaches the queue of receipts. */
async function receiptsAfter({ session, ask }: Account, pdus: Record<string, unknown>[]) {
	const queued: unknown[] = [];
	await runInDurableObject(session, (instance) => {
		const { RECEIPT_QUEUE } = (instance as unknown as { env: Cloudflare.Env }).env;
		vi.spyOn(RECEIPT_QUEUE, "send").mockImplementation(async (batch) => {
			queued.push(batch);
			return {} as QueueSendResponse;
		});
	});
	const statuses = [];
	for (const pdu of pdus) statuses.push(await ask("/deliver", { pdu: JSON.stringify(pdu) }));
	return { queued, statuses };
}

const receiptPdu = (messageId: string, state: string, error = "000") => ({
	esm_class: 0x04,
	source_addr: "81312345678",
	short_message: {
		message: `id:${messageId} sub:001 dlvrd:001 submit date:2611221200 done date:2611221201 stat:${state} err:${error} text:id:0 stat:DELIVRD`,
	},
});

describe("SMPP", () => {
	it("binds as a transceiver and submits with every setting of the account", async () => {
		const operator = newAccount({ senderAddress: "81398765432", senderTon: 1, senderNpi: 1 });
		const accepted = await operator.send();
		const [submitted] = await operator.ask("/submits");
		expect(accepted).toEqual({ providerMessageId: submitted.messageId, status: "sent" });
		expect(submitted).toMatchObject({
			source_addr: "81398765432",
			source_addr_ton: 1,
			source_addr_npi: 1,
			destination_addr: "81312345678",
			dest_addr_ton: 1,
			dest_addr_npi: 1,
			registered_delivery: 1,
			esm_class: 0,
			data_coding: 1,
			validSeconds: 300,
			text: "Your code is 123456.",
			udh: null,
		});
		expect(await operator.ask("/sessions")).toMatchObject([
			{ command: "bind_transceiver", password: "secret12", systemType: "OTP", version: 0x34, isOpen: true },
		]);
	});

	it("asks for no receipt where the account wants none", async () => {
		const operator = newAccount({ registeredDelivery: false });
		await operator.send();
		expect((await operator.ask("/submits"))[0].registered_delivery).toBe(0);
	});

	it("keeps one session for messages that come one after another, and at once", async () => {
		const operator = newAccount();
		await operator.send();
		await Promise.all(Array.from({ length: 20 }, () => operator.send()));
		expect(await operator.ask("/submits")).toHaveLength(21);
		expect(await operator.ask("/sessions")).toHaveLength(1);
	});

	it("makes one session when the first messages come at once", async () => {
		const operator = newAccount();
		await Promise.all(Array.from({ length: 10 }, () => operator.send()));
		expect(await operator.ask("/sessions")).toHaveLength(1);
	});

	it("speaks TLS", async () => {
		const operator = newAccount({ transmitterPort: smpp.tls, tls: true });
		await operator.send();
		expect(await operator.ask("/submits")).toHaveLength(1);
	});

	it.each([
		["GSM-7", "GSM_DEFAULT", "Your code is 123456. @£$¥èéùìòÇ ÄÖÑÜ§ äöñüà", 0, 1],
		["extension characters of GSM-7", "GSM_DEFAULT", "^{}\\[~]|€ 123456", 0, 1],
		["a long text of GSM-7", "GSM_DEFAULT", `${"Your code is 123456. ".repeat(20)}end`, 0, 3],
		["an extension character at the border", "GSM_DEFAULT", `${"x".repeat(152)}€${"y".repeat(40)}`, 0, 2],
		["Japanese", "GSM_DEFAULT", "確認コードは 123456 です。", 8, 1],
		["a long Japanese text", "IA5", "確認コードは 123456 です。五分以内に入力してください。".repeat(6), 8, 3],
		["emoji", "IA5", "🔐 123456 👨‍👩‍👧", 8, 1],
		["an emoji at the border", "GSM_DEFAULT", `${"日".repeat(66)}🔐${"本".repeat(20)}`, 8, 2],
		["ASCII", "IA5", "Your code is 123456.", 1, 1],
		["what IA5 can't write", "IA5", "Code: 123456 €", 8, 1],
		["ASCII as UCS-2 when told to", "UCS2", "Your code is 123456.", 8, 1],
	])("brings %s to the operator unchanged", async (_, defaultEncoding, text, dataCoding, count) => {
		const arrived = await textAtOperator(newAccount({ defaultEncoding }), text);
		expect(arrived.text).toBe(text);
		expect(arrived.parts).toHaveLength(count);
		for (const part of arrived.parts) {
			expect(part.data_coding).toBe(dataCoding);
		}
	});

	it("numbers the segments of a message under one reference, and gives the next message another", async () => {
		const operator = newAccount();
		await operator.send({ text: "x".repeat(400) });
		await operator.send({ text: "x".repeat(200) });
		const parts: { udh: string[]; esm_class: number }[] = await operator.ask("/submits");
		const headers = parts.map(({ udh }) => udh[0]!.match(/../g)!.map((hex) => Number.parseInt(hex, 16)));
		expect(headers.map(([id, length, , total, index]) => [id, length, total, index])).toEqual([
			[0, 3, 3, 1],
			[0, 3, 3, 2],
			[0, 3, 3, 3],
			[0, 3, 2, 1],
			[0, 3, 2, 2],
		]);
		expect(new Set(headers.slice(0, 3).map(([, , reference]) => reference)).size).toBe(1);
		expect(headers[3]![2]).not.toBe(headers[0]![2]);
		expect(parts.map(({ esm_class }) => esm_class)).toEqual([0x40, 0x40, 0x40, 0x40, 0x40]);
	});

	it.each([
		["throttling", "+81300005801", "temporary 0x00000058"],
		["a wrong number", "+81300001101", "permanent 0x0000000b"],
		["a sender address that isn't ours", "+81300001001", "misconfigured 0x0000000a"],
	])("tells %s apart, and goes on with the same session", async (_, destination, failure) => {
		const operator = newAccount();
		expect(await failureOf(operator.send({ destination }))).toBe(failure);
		await operator.send();
		expect(await operator.ask("/sessions")).toHaveLength(1);
	});

	it.each([
		["a wrong password", "wrong", "misconfigured 0x0000000e"],
		["a refused bind", "refused", "misconfigured 0x0000000d"],
		["an operator that is busy", "busy", "temporary 0x00000058"],
	])("tells %s apart, and tries again with the next message", async (_, prefix, failure) => {
		const operator = newAccount({}, prefix);
		expect(await failureOf(operator.send())).toBe(failure);
		expect(await failureOf(operator.send())).toBe(failure);
		expect(await operator.ask("/sessions")).toHaveLength(2);
	});

	it("is temporary when nobody listens, and when nobody answers the bind", async () => {
		expect(await failureOf(newAccount({ transmitterPort: closedPort }).send())).toBe("temporary");
		const startedAt = performance.now();
		expect(await failureOf(newAccount({}, "mute").send({}, 300))).toBe("temporary");
		expect(await failureOf(newAccount({ transmitterPort: smpp.mute }).send({}, 300))).toBe("temporary");
		expect(performance.now() - startedAt).toBeLessThan(2_000);
	});

	it("sends nothing later that was given up while the session was being made", async () => {
		const operator = newAccount({}, "late");
		expect(await failureOf(operator.send({}, 300))).toBe("temporary");
		// The operator answers the bind a second after it came.
		await new Promise((resolve) => setTimeout(resolve, 1_200));
		expect(await operator.ask("/submits")).toEqual([]);
		await operator.send();
		expect(await operator.ask("/submits")).toHaveLength(1);
		expect(await operator.ask("/sessions")).toHaveLength(1);
	});

	it("is unknown when the message left and no answer came", async () => {
		const operator = newAccount();
		expect(await failureOf(operator.send({ destination: "+81300009999" }, 400))).toBe("unknown");
		expect(await failureOf(operator.send({ destination: "+81300009998" }))).toBe("unknown");
		expect(await operator.ask("/submits")).toHaveLength(2);
	});

	it("is unknown when the operator took the first segment only", async () => {
		expect(await failureOf(newAccount().send({ destination: "+81300009997", text: "x".repeat(200) }))).toBe("unknown");
	});

	it("makes a new session after the operator has closed the old one", async () => {
		const operator = newAccount();
		await operator.send();
		await operator.ask("/disconnect");
		await vi.waitFor(async () => expect((await operator.ask("/sessions"))[0].isOpen).toBe(false));
		await operator.send();
		expect(await operator.ask("/sessions")).toMatchObject([{ isOpen: false }, { isOpen: true }]);
	});

	it("makes a new session when the account changed, and takes leave of the old one", async () => {
		const operator = newAccount();
		await operator.send();
		operator.account.secrets.transmitterPassword = "changed1";
		await operator.send();
		await vi.waitFor(async () =>
			expect(await operator.ask("/sessions")).toMatchObject([
				{ password: "secret12", hasUnbound: true, isOpen: false },
				{ password: "changed1", isOpen: true },
			]),
		);
	});

	it("keeps the session alive by enquire_link, and makes a lost one again", async () => {
		const operator = newAccount();
		await operator.send();
		expect(await runDurableObjectAlarm(operator.session)).toBe(true);
		expect(await operator.ask("/sessions")).toMatchObject([{ enquiries: 1, isOpen: true }]);
		await operator.ask("/disconnect");
		await vi.waitFor(async () => expect((await operator.ask("/sessions"))[0].isOpen).toBe(false));
		expect(await runDurableObjectAlarm(operator.session)).toBe(true);
		expect(await operator.ask("/sessions")).toMatchObject([{ isOpen: false }, { isOpen: true }]);
	});

	it("unbinds when no receipt is awaited any more, and sets no further alarm", async () => {
		const operator = newAccount();
		await operator.send();
		await runInDurableObject(operator.session, (instance) => {
			(instance as unknown as { stayBoundMs: number }).stayBoundMs = 0;
		});
		await runDurableObjectAlarm(operator.session);
		await vi.waitFor(async () =>
			expect(await operator.ask("/sessions")).toMatchObject([{ hasUnbound: true, isOpen: false }]),
		);
		expect(await runDurableObjectAlarm(operator.session)).toBe(false);
		await operator.send();
		expect(await operator.ask("/submits")).toHaveLength(2);
	});

	it("connects to no private host, and to this machine in development only", async () => {
		expect(await failureOf(newAccount({ host: "192.168.0.8" }).send())).toBe("misconfigured");
		const { account, ask } = newAccount();
		const io = { ...driverIo({ SMPP }), isDevelopment: false };
		expect(await failureOf(smppDriver.send(io, message(), account))).toBe("misconfigured");
		expect(await ask("/sessions")).toEqual([]);
	});

	it("refuses settings that SMPP can't carry", () => {
		for (const config of [
			{ systemId: "sixteen-letters!" },
			{ systemId: "日本" },
			{ systemId: "a\0b" },
			{ host: "a b" },
			{ transmitterPort: 0 },
			{ defaultEncoding: "UTF8" },
			{ senderTon: 7 },
		]) {
			expect(() => newAccount(config), JSON.stringify(config)).toThrow();
		}
	});
});

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

	it("finds a message whose id the operator reports in decimal", async () => {
		const operator = newAccount({ receiptIds: "HEX_THEN_DECIMAL" });
		const { providerMessageId } = await operator.send();
		const decimal = String(Number.parseInt(providerMessageId!, 16)).padStart(10, "0");
		const { queued } = await receiptsAfter(operator, [receiptPdu(decimal, "DELIVRD")]);
		expect(queued).toMatchObject([{ receipts: [{ providerMessageId, status: "delivered" }] }]);
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
		expect(await operator.ask("/deliver", { pdu })).toBe(0x64);
		const { queued, statuses } = await receiptsAfter(operator, [JSON.parse(pdu)]);
		expect(statuses).toEqual([0]);
		expect(queued).toHaveLength(1);
	});

	it("asks for the state by query_sm", async () => {
		const operator = newAccount();
		const { providerMessageId } = await operator.send();
		const io = driverIo({ SMPP });
		expect(await smppDriver.queryStatus!(io, providerMessageId!, operator.account)).toEqual({
			providerMessageId,
			status: "undelivered",
			detail: "UNDELIV 34",
		});
		expect(await failureOf(smppDriver.queryStatus!(io, "999999", operator.account))).toBe("permanent 0x00000067");
	});
});
