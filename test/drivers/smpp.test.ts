// What the SMPP driver makes of messages and settings, at a real server.
import { env } from "cloudflare:test";
import { describe, expect, inject, it } from "vitest";
import { smppDriver } from "../../src/drivers/smpp";
import { connectionLost, losingAnswers } from "../support/lost-answers";
import { driverIo, failureOf } from "./counterparts";
import { newMessage } from "./message";
import { newAccount } from "./smpp/operator";

const { smpp, closedPort } = inject("servers");
const { SMPP } = env;

/** Sends a message and returns what the operator makes of the parts. */
async function textAtOperator({ send, ask }: ReturnType<typeof newAccount>, text: string) {
	await send({ text });
	const parts = await ask("/submits");
	return { parts, text: parts.map((part: { text: string }) => part.text).join("") };
}

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
			destination_addr: "4520123456",
			dest_addr_ton: 1,
			dest_addr_npi: 1,
			registered_delivery: 1,
			esm_class: 0,
			data_coding: 1,
			validSeconds: 300,
			text: "Your code is 493817.",
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

	it("tells an operator whose certificate nobody vouches for from an operator that is down", async () => {
		const operator = newAccount({ transmitterPort: smpp.untrusted, tls: true });
		expect(await failureOf(operator.send())).toBe("misconfigured tls-failed");
		expect(await operator.ask("/submits")).toEqual([]);
		expect(await failureOf(newAccount({ transmitterPort: closedPort, tls: true }).send())).toBe("temporary");
	});

	it("is temporary when nobody listens, and when nobody answers the bind", async () => {
		expect(await failureOf(newAccount({ transmitterPort: closedPort }).send())).toBe("temporary");
		const startedAt = performance.now();
		expect(await failureOf(newAccount({}, "mute").send({}, 300))).toBe("temporary");
		expect(await failureOf(newAccount({ transmitterPort: smpp.mute }).send({}, 300))).toBe("temporary");
		expect(performance.now() - startedAt).toBeLessThan(2_000);
	});

	it("is unknown when the message left and no answer came", async () => {
		const operator = newAccount();
		await operator.send();
		expect(await failureOf(operator.send({ destination: "+81300009999" }, 400))).toBe("unknown");
		expect(await failureOf(operator.send({ destination: "+81300009998" }))).toBe("unknown");
		expect(await operator.ask("/submits")).toHaveLength(3);
	});

	it("is unknown when the operator took the first segment only", async () => {
		expect(await failureOf(newAccount().send({ destination: "+81300009997", text: "x".repeat(200) }))).toBe("unknown");
	});

	it("asks for a status once more where the session's answer got lost", async () => {
		const { namespace, calls } = losingAnswers(SMPP, (index) => (index === 0 ? connectionLost() : null));
		const operator = newAccount();
		const { providerMessageId } = await operator.send();
		const asking = smppDriver.queryStatus!(driverIo({ SMPP: namespace }), providerMessageId!, operator.account);
		expect(await asking).toMatchObject({ providerMessageId });
		expect(calls).toEqual(["query", "query"]);
	});

	it("submits once where the session's answer got lost, and the outcome is unknown", async () => {
		const { namespace } = losingAnswers(SMPP, connectionLost);
		const operator = newAccount();
		expect(await failureOf(smppDriver.send(driverIo({ SMPP: namespace }), newMessage(), operator.account))).toBe(
			"unknown",
		);
		expect(await operator.ask("/submits")).toHaveLength(1);
	});

	it("connects to no private host, and to this machine in development only", async () => {
		expect(await failureOf(newAccount({ host: "192.168.0.8" }).send())).toBe("misconfigured");
		const { account, ask } = newAccount();
		const io = { ...driverIo({ SMPP }), isDevelopment: false };
		expect(await failureOf(smppDriver.send(io, newMessage(), account))).toBe("misconfigured");
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
			{ windowSize: 0 },
			{ windowSize: 101 },
		]) {
			expect(() => newAccount(config), JSON.stringify(config)).toThrow();
		}
	});
});
