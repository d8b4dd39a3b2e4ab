// How long an SMPP session lives, what makes a new one, and how much goes over it at once.
import { env, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { describe, expect, it, vi } from "vitest";
import { smppDriver } from "../../../src/drivers/smpp";
import { driverIo, failureOf } from "../counterparts";
import { newAccount, stoppedClock } from "./operator";

describe("An SMPP session", () => {
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

	it("sends nothing later that was given up while the session was being made", async () => {
		const operator = newAccount({}, "late");
		expect(await failureOf(operator.send({}, 300))).toBe("temporary");
		expect(await operator.ask("/submits")).toEqual([]);
		// This message waits for the same bind, behind the first one: the first one would leave before it.
		await operator.send({ text: "The second." });
		expect(await operator.ask("/submits")).toMatchObject([{ text: "The second." }]);
		expect(await operator.ask("/sessions")).toHaveLength(1);
	});

	it("makes a new session after the operator has closed the old one", async () => {
		const operator = newAccount();
		await operator.send();
		await operator.ask("/disconnect");
		await vi.waitFor(async () => expect((await operator.ask("/sessions"))[0].isOpen).toBe(false));
		// On a busy machine, the end of the connection takes a while to get here.
		await new Promise((resolve) => setTimeout(resolve, 200));
		await operator.send();
		expect(await operator.ask("/sessions")).toMatchObject([{ isOpen: false }, { isOpen: true }]);
	});

	it("stays when settings change that it isn't bound by", async () => {
		const operator = newAccount();
		await operator.send();
		Object.assign(operator.account.config, { defaultEncoding: "UCS2", senderAddress: "Other", windowSize: 2 });
		await operator.send();
		expect(await operator.ask("/submits")).toMatchObject([
			{ data_coding: 1, source_addr: "Tessera" },
			{ data_coding: 8, source_addr: "Other" },
		]);
		expect(await operator.ask("/sessions")).toMatchObject([{ isOpen: true }]);
	});

	it("outlives a change of its login while old and new settings take turns", async () => {
		const operator = newAccount();
		const old = { config: operator.account.config, secrets: { transmitterPassword: "secret12" } };
		const changed = { ...old, secrets: { transmitterPassword: "changed1" } };
		const slow = { destination: "+81300008888" };
		const turns = [old, changed, old, changed].map(async (settings, turn) => {
			await new Promise((resolve) => setTimeout(resolve, turn * 50));
			return operator.sendWith(settings, slow);
		});
		expect(await Promise.all(turns)).toMatchObject(Array.from(turns, () => ({ status: "sent" })));
		expect(await operator.ask("/sessions")).toMatchObject([
			{ password: "secret12", isOpen: true },
			{ password: "changed1", isOpen: true },
		]);
	});

	it("is left when nothing has used its login any more since another took over", async () => {
		const operator = newAccount();
		const clock = await stoppedClock(operator);
		await operator.send();
		operator.account.secrets.transmitterPassword = "changed1";
		await operator.send();
		clock.now += 29_999;
		await runDurableObjectAlarm(operator.session);
		expect(await operator.ask("/sessions")).toMatchObject([{ isOpen: true }, { isOpen: true }]);
		clock.now += 1;
		await runDurableObjectAlarm(operator.session);
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
		const clock = await stoppedClock(operator);
		await operator.send();
		clock.now += 15 * 60_000 - 1;
		expect(await runDurableObjectAlarm(operator.session)).toBe(true);
		expect(await operator.ask("/sessions")).toMatchObject([{ hasUnbound: false, isOpen: true }]);
		clock.now += 1;
		expect(await runDurableObjectAlarm(operator.session)).toBe(true);
		await vi.waitFor(async () =>
			expect(await operator.ask("/sessions")).toMatchObject([{ hasUnbound: true, isOpen: false }]),
		);
		expect(await runDurableObjectAlarm(operator.session)).toBe(false);
		await operator.send();
		expect(await operator.ask("/submits")).toHaveLength(2);
	});

	const release = (operator: ReturnType<typeof newAccount>) =>
		smppDriver.release!(driverIo({ SMPP: env.SMPP }), operator.account.id);

	it.each([["TRANSCEIVER"], ["TRANSMITTER_AND_RECEIVER"]])(
		"unbinds at once when it is released, as %s",
		async (bindMode) => {
			const operator = newAccount({ bindMode });
			await operator.send();
			await vi.waitFor(async () =>
				expect(await operator.ask("/sessions")).toHaveLength(bindMode === "TRANSCEIVER" ? 1 : 2),
			);
			await release(operator);
			await vi.waitFor(async () => {
				for (const session of await operator.ask("/sessions")) {
					expect(session).toMatchObject({ hasUnbound: true, isOpen: false });
				}
			});
			expect(await runDurableObjectAlarm(operator.session)).toBe(true);
			expect(await runDurableObjectAlarm(operator.session)).toBe(false);
		},
	);

	it("waits for the answers that the operator owes when it is released, and then unbinds", async () => {
		const operator = newAccount({ windowSize: 1 });
		await operator.send();
		const slow = Array.from({ length: 2 }, () => operator.send({ destination: "+81300008888" }));
		await vi.waitFor(async () => expect(await operator.ask("/submits")).toHaveLength(2));
		await release(operator);
		expect(await operator.ask("/sessions")).toMatchObject([{ hasUnbound: false, isOpen: true }]);
		expect(await Promise.all(slow)).toMatchObject([{ status: "sent" }, { status: "sent" }]);
		await vi.waitFor(async () => expect(await operator.ask("/sessions")).toMatchObject([{ hasUnbound: true }]));
	});

	it("stays half a minute only when another isolate still sends after the release", async () => {
		const operator = newAccount();
		const clock = await stoppedClock(operator);
		await operator.send();
		await release(operator);
		clock.now += 29_999;
		await operator.send();
		expect(await operator.ask("/sessions")).toMatchObject([{ hasUnbound: true }, { hasUnbound: false }]);
		clock.now += 30_000;
		await runDurableObjectAlarm(operator.session);
		await vi.waitFor(async () =>
			expect(await operator.ask("/sessions")).toMatchObject([{ hasUnbound: true }, { hasUnbound: true }]),
		);
		// Switched on again.
		await operator.send();
		clock.now += 15 * 60_000 - 1;
		await runDurableObjectAlarm(operator.session);
		expect((await operator.ask("/sessions"))[2]).toMatchObject({ hasUnbound: false, isOpen: true });
	});

	it("stays half a minute only when nothing but a status was asked for", async () => {
		const operator = newAccount();
		const clock = await stoppedClock(operator);
		const { providerMessageId } = await operator.send();
		await release(operator);
		clock.now += 60_000;
		await operator.query(providerMessageId!);
		clock.now += 30_000;
		await runDurableObjectAlarm(operator.session);
		await vi.waitFor(async () =>
			expect(await operator.ask("/sessions")).toMatchObject([{ hasUnbound: true }, { hasUnbound: true }]),
		);
	});

	it("has nothing to unbind when it never sent", async () => {
		const operator = newAccount();
		await release(operator);
		expect(await operator.ask("/sessions")).toEqual([]);
	});

	it("tries a receiver that can't be bound no more than once between two alarms", async () => {
		const receiverSystemId = `wrong${crypto.randomUUID().slice(0, 8)}`;
		const operator = newAccount({ bindMode: "TRANSMITTER_AND_RECEIVER", receiverSystemId });
		const binds = () => operator.ask("/sessions", { systemId: receiverSystemId });
		for (let count = 0; count < 3; count++) {
			await operator.send();
			await vi.waitFor(async () => expect(await binds()).toMatchObject([{ isOpen: false }]));
		}
		await runDurableObjectAlarm(operator.session);
		await vi.waitFor(async () => expect(await binds()).toHaveLength(2));
		expect(await operator.ask("/sessions")).toHaveLength(1);
	});

	it("has no more messages unanswered than the account's window", async () => {
		const operator = newAccount({ windowSize: 3 });
		const destination = "+81300008888";
		await Promise.all(Array.from({ length: 8 }, () => operator.send({ destination })));
		expect(await operator.ask("/sessions")).toMatchObject([{ mostUnanswered: 3 }]);
		expect(await operator.ask("/submits")).toHaveLength(8);
	});

	it("sends nothing later that was given up while the window was full", async () => {
		const operator = newAccount({ windowSize: 1 });
		const unanswered = failureOf(operator.send({ destination: "+81300009999" }));
		await vi.waitFor(async () => expect(await operator.ask("/submits")).toHaveLength(1));
		expect(await failureOf(operator.send({}, 100))).toBe("temporary");
		await operator.ask("/disconnect");
		expect(await unanswered).toBe("unknown");
		await operator.send({ text: "The third." });
		expect(await operator.ask("/submits")).toMatchObject([{ destination_addr: "81300009999" }, { text: "The third." }]);
	});

	it("waits for no answer longer than it must, although nobody gives up", async () => {
		const operator = newAccount({ windowSize: 1 });
		await operator.send();
		await runInDurableObject(operator.session, (instance) => {
			(instance as unknown as { submitWithinMs: number }).submitWithinMs = 400;
		});
		const startedAt = performance.now();
		expect(await failureOf(operator.send({ destination: "+81300009999" }))).toBe("unknown");
		expect(await failureOf(operator.send())).toBe("temporary");
		expect(performance.now() - startedAt).toBeLessThan(3_000);
	});

	it("counts a message that was given up after it had left as unanswered still", async () => {
		const operator = newAccount({ windowSize: 1 });
		// Binding takes its time on a busy machine.
		await operator.send();
		expect(await failureOf(operator.send({ destination: "+81300008888" }, 200))).toBe("unknown");
		await operator.send();
		expect(await operator.ask("/sessions")).toMatchObject([{ mostUnanswered: 1 }]);
	});
});
