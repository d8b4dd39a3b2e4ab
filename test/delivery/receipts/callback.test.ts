import { env } from "cloudflare:test";
import { afterEach, describe, expect, it, vi } from "vitest";
import { code, createCarriers, receiptEvents, report, send } from "./reports";

const otherSecret = `whsec_${btoa("o".repeat(32))}`;

afterEach(() => {
	vi.restoreAllMocks();
});

async function createSent() {
	const { world, accounts, country } = await createCarriers({ acme: "PENDING" });
	const delivery = await send(world, country);
	const read = async () => (await world.call("GET", `/api/v1/deliveries/${delivery.id}`)).body;
	return {
		world,
		accounts,
		delivery,
		transactionId: delivery.providerMessageId!,
		accountPath: `/receipts/${accounts[0]}`,
		path: `/receipts/${accounts[0]}/${delivery.id}`,
		read,
	};
}

describe("a receipt", () => {
	it("moves the delivery on, and is in its timeline and in the log", async () => {
		const { world, delivery, transactionId, path, read } = await createSent();
		expect(await read()).toMatchObject({ status: "queued", attempts: [{ status: "queued", receipts: [] }] });
		world.clock.now += 4_000;
		const answer = await report(world, path, "SUCCESSFUL", transactionId);
		expect([answer.status, answer.body]).toEqual([200, ""]);
		const at = new Date(world.clock.now).toISOString();
		expect(await read()).toMatchObject({
			status: "delivered",
			lastUpdated: at,
			attempts: [{ status: "delivered", receipts: [{ status: "delivered", detail: "SUCCESSFUL", at }] }],
		});
		expect(await receiptEvents(delivery.id)).toMatchObject([
			{
				eventType: "system.sms.receive_status",
				outcome: { result: "SUCCESS" },
				debugContext: { debugData: { provider: "webhook", transactionId, providerStatus: "SUCCESSFUL" } },
			},
		]);
	});

	it("changes nothing when it comes again, late or out of order", async () => {
		const { world, delivery, transactionId, path, read } = await createSent();
		await report(world, path, "SUCCESSFUL", transactionId);
		const before = await read();
		world.clock.now += 60_000;
		for (const status of ["SUCCESSFUL", "PENDING", "FAILED"]) {
			expect((await report(world, path, status, transactionId)).status).toBe(200);
		}
		expect(await read()).toEqual(before);
		expect(await receiptEvents(delivery.id)).toHaveLength(1);
	});

	it("is a failure in the log when the message failed, and a later delivery overrules it", async () => {
		const { world, delivery, transactionId, path, read } = await createSent();
		await report(world, path, "FAILED", transactionId);
		expect((await read()).status).toBe("failed");
		await report(world, path, "SUCCESSFUL", transactionId);
		expect((await read()).status).toBe("delivered");
		expect((await receiptEvents(delivery.id)).map(({ outcome }) => outcome)).toEqual([
			{ result: "FAILURE", reason: "FAILED" },
			{ result: "SUCCESS", reason: null },
		]);
	});

	it("counts once when it comes twenty times at once", async () => {
		const { world, delivery, transactionId, path, read } = await createSent();
		await Promise.all(Array.from({ length: 20 }, () => report(world, path, "SUCCESSFUL", transactionId)));
		expect((await read()).attempts[0].receipts).toHaveLength(1);
		expect(await receiptEvents(delivery.id)).toHaveLength(1);
	});

	it("finds its message by the provider's id alone", async () => {
		const { world, transactionId, accountPath, read } = await createSent();
		expect((await report(world, accountPath, "SUCCESSFUL", transactionId)).status).toBe(200);
		expect((await read()).status).toBe("delivered");
	});

	it("doesn't move the message that the address names when the provider's id is another message's", async () => {
		const { world, path, read } = await createSent();
		const spy = vi.spyOn(env.RECEIPT_QUEUE, "sendBatch");
		expect((await report(world, path, "SUCCESSFUL", "tx-of-another-part")).status).toBe(200);
		// This id won't be known later either.
		expect(spy).not.toHaveBeenCalled();
		expect((await read()).status).toBe("queued");
	});

	it("erases the text that was kept for another provider when the message is delivered", async () => {
		const { world, accounts, country } = await createCarriers({ first: "PENDING", second: "PENDING" });
		const settings = await world.call("PUT", "/api/v1/delivery-settings", { confirmWithinSeconds: 300 });
		expect(settings.status).toBe(200);
		const delivery = await send(world, country);
		const sealed = () =>
			env.DB.prepare("SELECT message_sealed FROM deliveries WHERE id = ?").bind(delivery.id).first("message_sealed");
		expect(await sealed()).toEqual(expect.any(String));
		await report(world, `/receipts/${accounts[0]}`, "FAILED", delivery.providerMessageId!);
		expect(await sealed()).toEqual(expect.any(String));
		await report(world, `/receipts/${accounts[0]}`, "SUCCESSFUL", delivery.providerMessageId!);
		expect(await sealed()).toBeNull();
		await world.call("PUT", "/api/v1/delivery-settings", { confirmWithinSeconds: null });
	});
});

describe("a message whose provider gave no answer", () => {
	it("is found by the address, and learns the provider's id", async () => {
		const { world, accounts, country } = await createCarriers({ lost: "BROKEN", spare: "PENDING" });
		const { id } = await send(world, country);
		const read = async () => (await world.call("GET", `/api/v1/deliveries/${id}`)).body;
		expect((await read()).attempts).toMatchObject([{ result: "unknown", status: "unknown" }, { status: "queued" }]);
		await report(world, `/receipts/${accounts[0]}/${id}`, "PENDING", "tx-unheard-of");
		expect(await read()).toMatchObject({
			status: "sent",
			attempts: [{ result: "unknown", status: "sent", providerMessageId: "tx-unheard-of" }, { status: "queued" }],
		});
		// Now the id is enough, and the end of one try isn't the end of the delivery.
		await report(world, `/receipts/${accounts[0]}`, "FAILED", "tx-unheard-of");
		expect(await read()).toMatchObject({ status: "queued", attempts: [{ status: "failed" }, { status: "queued" }] });
	});
});

describe("a callback", () => {
	it("is refused with another secret's signature and changes nothing", async () => {
		const { world, delivery, transactionId, path, read } = await createSent();
		const before = await read();
		const answer = await report(world, path, "SUCCESSFUL", transactionId, otherSecret);
		expect([answer.status, answer.body.errorCode]).toEqual([401, "E0000011"]);
		expect(await read()).toEqual(before);
		expect(await receiptEvents(delivery.id)).toEqual([]);
	});

	it("is refused without a signature, by either method", async () => {
		const { world, path } = await createSent();
		for (const method of ["GET", "POST"]) {
			expect((await world.call(method, path, undefined, { token: null })).status).toBe(401);
		}
	});

	it("is read up to 3 MiB before its signature is checked", async () => {
		const { world, path } = await createSent();
		const post = (bytes: number) =>
			world.call("POST", path, undefined, { token: null, rawBody: "x".repeat(bytes) }).then(({ status }) => status);
		expect(await post(3 * 1024 * 1024)).toBe(401);
		expect(await post(3 * 1024 * 1024 + 1)).toBe(413);
	});

	it("counts for messages that its account sent before the account was switched off", async () => {
		const { world, accounts, delivery, transactionId, path, read } = await createSent();
		const off = await world.call("POST", `/api/v1/provider-accounts/${accounts[0]}/lifecycle/deactivate`);
		expect(off.status).toBe(200);
		expect((await report(world, path, "SUCCESSFUL", transactionId, otherSecret)).status).toBe(401);
		expect((await report(world, path, "SUCCESSFUL", transactionId)).status).toBe(200);
		expect((await read()).status).toBe("delivered");
		expect(await receiptEvents(delivery.id)).toHaveLength(1);
	});

	it("gets 404 when there is no such account", async () => {
		const { world, transactionId } = await createSent();
		expect((await report(world, "/receipts/prvNobody", "SUCCESSFUL", transactionId)).status).toBe(404);
	});

	it("gets 404 when there is no such delivery, and nothing is kept", async () => {
		const { world, accountPath } = await createSent();
		const spy = vi.spyOn(env.RECEIPT_QUEUE, "sendBatch");
		expect((await report(world, `${accountPath}/dlvNobody`, "SUCCESSFUL", "tx-nobody")).status).toBe(404);
		expect(spy).not.toHaveBeenCalled();
	});

	it("gets an answer without a signature when it is the provider's question about the address", async () => {
		const { world } = await createSent();
		const account = await world.call("POST", "/api/v1/provider-accounts", {
			name: `WhatsApp ${world.clock.now}`,
			driver: "whatsapp",
			config: { phoneNumberId: "106540352242922", templateName: "otp" },
			secrets: { accessToken: "EAAG", appSecret: "a".repeat(32), verifyToken: "a-token-to-verify" },
		});
		expect(account.status, JSON.stringify(account.body)).toBe(200);
		const ask = (token: string) =>
			world.call(
				"GET",
				`/receipts/${account.body.id}?hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=4711`,
				undefined,
				{ token: null },
			);
		const answer = await ask("a-token-to-verify");
		expect([answer.status, answer.body]).toEqual([200, "4711"]);
		expect(answer.headers.get("content-type")).toMatch(/^text\/plain/);
		expect((await ask("another")).status).toBe(401);
	});
});

it("a reported delivery shows neither text nor code nor destination, and neither does the log", async () => {
	const { world, delivery, transactionId, path, read } = await createSent();
	await report(world, path, "FAILED", transactionId);
	const events = await receiptEvents(delivery.id);
	expect(events).toHaveLength(1);
	const shown = JSON.stringify([await read(), events]);
	expect(shown).not.toContain(code);
	expect(shown).not.toMatch(/\+1415555\d{4}/);
});
