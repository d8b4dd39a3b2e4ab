import { env, runInDurableObject } from "cloudflare:test";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { defaultAddressLimits } from "../src/meter/limits";
import { Deadlines } from "../src/net/until-aborted";
import { callObject } from "../src/objects";
import { connectionLost, losingAnswers, objectReset } from "./support/lost-answers";
import { unique } from "./support/world";

const { METER } = env;

let log: string[] = [];
beforeEach(() => {
	log = [];
	vi.spyOn(console, "error").mockImplementation((line) => log.push(line));
});
afterEach(() => {
	vi.restoreAllMocks();
	vi.useRealTimers();
});

const repeatable = { isRepeatable: true };
const outOfReach = { code: "E0000010", status: 503, headers: { "Retry-After": "3" } };

/** What the call throws. */
const failureOf = (call: Promise<unknown>): Promise<unknown> =>
	call.then(
		() => "no failure",
		(error) => error,
	);

const ask = (
	name = unique("meter"),
	options: Partial<Parameters<typeof callObject>[4]> = {},
	namespace = METER,
	deadlines = new Deadlines(),
) => {
	const request = { id: unique("id"), now: Date.now(), limits: defaultAddressLimits };
	return callObject(deadlines, namespace, name, (stub) => stub.reserveAddress(request), {
		...repeatable,
		...options,
	});
};

/** Makes the object do nothing but this, as while it is set up. */
async function hold(name: string, work: (state: DurableObjectState) => Promise<void>): Promise<void> {
	const stub = METER.get(METER.idFromName(name));
	runInDurableObject(stub, (_, state) => state.blockConcurrencyWhile(() => work(state))).catch(() => {});
	await sleep(20);
}

const marked = (marks: object, message = "broken") => Object.assign(new Error(message), marks);
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Asks where the answers of the first calls get lost. */
async function askLosing(losses: unknown[], isRepeatable = true) {
	const { namespace, calls, stubs } = losingAnswers(METER, (index) => losses[index] ?? null);
	const result = await ask(unique("meter"), { isRepeatable }, namespace).catch((error) => error);
	expect(stubs()).toBe(calls.length);
	return { result, calls: calls.length };
}

describe("a call of a Durable Object", () => {
	it("gives the object's answer, and all calls of a request share a timer", async () => {
		vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
		const deadlines = new Deadlines();
		for (let calls = 0; calls < 10; calls++)
			expect(await ask(unique("meter"), {}, METER, deadlines)).toEqual({ ok: true });
		expect(vi.getTimerCount()).toBe(1);
	});

	it("throws what the object throws", async () => {
		const error = await failureOf(
			callObject(new Deadlines(), METER, unique("meter"), (stub) => stub.refund(undefined as never), repeatable),
		);
		expect(error).toBeInstanceOf(TypeError);
		expect(error).not.toMatchObject(outOfReach);
	});
});

describe("a call whose answer got lost", () => {
	it("is made once more with a new stub, where it is repeatable", async () => {
		expect(await askLosing([connectionLost()])).toEqual({ result: { ok: true }, calls: 2 });
	});

	it("is a 503 where it isn't repeatable", async () => {
		expect(await askLosing([connectionLost()], false)).toMatchObject({ result: outOfReach, calls: 1 });
	});

	it("is a 503 after the second loss", async () => {
		const losses = [connectionLost(), connectionLost(), connectionLost()];
		expect(await askLosing(losses)).toMatchObject({ result: outOfReach, calls: 2 });
	});

	it("throws what the object throws the second time", async () => {
		const { result, calls } = await askLosing([connectionLost(), new RangeError("no")]);
		expect([result, calls]).toEqual([new RangeError("no"), 2]);
	});
});

describe("a call that another one can't help", () => {
	it.each([
		["an overloaded object", marked({ overloaded: true })],
		["an overloaded object, also when a repetition is allowed", marked({ overloaded: true, retryable: true })],
		["an object that was reset", objectReset()],
		["SQLite without memory", marked({ remote: true }, "out of memory: SQLITE_NOMEM")],
		["a database that can't be opened", marked({}, "internal error; reference = f3vmgstd9090uc8p6as7j4d6")],
		["a lost connection without a mark", marked({}, "Network connection lost.")],
	])("is a 503 after one call: %s", async (_, error) => {
		expect(await askLosing([error])).toMatchObject({ result: outOfReach, calls: 1 });
	});

	it.each([
		["an error of the object", marked({ remote: true }, "no such table: minutes: SQLITE_ERROR")],
		["a text", "out of memory"],
		["nothing", undefined],
	])("throws as it is, after one call: %s", async (_, error) => {
		const { namespace, calls } = losingAnswers(METER, () => error);
		expect(await failureOf(ask(unique("meter"), {}, namespace))).toBe(error);
		expect(calls).toHaveLength(1);
	});

	it("says in the Worker's own log what happened, and not which object it was", async () => {
		const { namespace } = losingAnswers(METER, () => marked({ overloaded: true }, "queued for too long"));
		await failureOf(ask("ip:203.0.113.99", {}, namespace));
		expect(log.map((line) => JSON.parse(line))).toEqual([
			{ level: "error", message: "a Durable Object is out of reach", cause: "Error: queued for too long" },
		]);
	});
});

describe("a real object that can't answer", () => {
	it.each([
		[
			"breaks while it is set up",
			async () => {
				await sleep(50);
				throw new Error("set-up failed");
			},
		],
		[
			"is reset in the middle of the call",
			async (state: DurableObjectState) => {
				await sleep(50);
				state.abort("a newer version is here");
			},
		],
	])("is a 503 at once when it %s, and answers afterwards", async (_, work) => {
		const name = unique("meter");
		await hold(name, work);
		const startedAt = performance.now();
		expect(await failureOf(ask(name))).toMatchObject(outOfReach);
		expect(performance.now() - startedAt).toBeLessThan(1_000);
		expect(await ask(name)).toEqual({ ok: true });
	});

	it("is a 503 after its deadline, without a second call, and answers afterwards", async () => {
		const name = unique("meter");
		const { namespace, calls } = losingAnswers(METER, () => null);
		await hold(name, () => sleep(900));
		const startedAt = performance.now();
		expect(await failureOf(ask(name, { withinMs: 400 }, namespace))).toMatchObject(outOfReach);
		expect(performance.now() - startedAt).toBeGreaterThan(390);
		expect(calls).toHaveLength(1);
		expect(await ask(name)).toEqual({ ok: true });
	});

	it("is waited for as long as the caller says", async () => {
		const name = unique("meter");
		await hold(name, () => sleep(300));
		expect(await failureOf(ask(name, { withinMs: 20 }))).toMatchObject(outOfReach);
		expect(await ask(name, { withinMs: 5_000 })).toEqual({ ok: true });
	});
});
