import { describe, expect, it } from "vitest";
import { because, causeText } from "../../src/errors/cause";
import { logExecution } from "../../src/hooks/execution-log";
import { deleteOldMetrics, recordExecution } from "../../src/hooks/metrics";
import { hookFailure } from "../../src/hooks/telephony-answer";
import { createWorld, type World } from "../support/world";
import { createHook, hookEvents } from "./hooks";

const dayMs = 24 * 60 * 60 * 1000;

/** A world in the middle of a UTC day, so that a few seconds don't begin another. */
async function createNoonWorld() {
	const world = await createWorld();
	world.clock.now = Math.floor(world.clock.now / dayMs) * dayMs + dayMs / 2;
	return world;
}

/** The two statements of a call, which go into one batch. */
const statementsOf = ({ ctx }: World, hookId: string, ok: boolean, durationMs: number) =>
	[
		logExecution(ctx, { id: hookId, name: "Carrier" }, ok ? success : timeout),
		recordExecution(ctx, hookId, { ok, durationMs }),
	] as const;

const record = (world: World, hookId: string, ok: boolean, durationMs: number) =>
	world.ctx.db.batch(statementsOf(world, hookId, ok, durationMs));

const success = {
	ok: true,
	status: "PENDING",
	provider: null,
	transactionId: null,
	transactionMetadata: null,
} as const;
const timeout = hookFailure("timeout", because("hook-timeout", { seconds: 3 }));

describe("a hook's metrics", () => {
	it("are 30 days of zeros for a hook that was never called", async () => {
		const world = await createNoonWorld();
		const hook = await createHook(world);
		const { body } = await world.call("GET", `${hook.path}/metrics`);
		const { days, ...sums } = body;
		expect(sums).toEqual({ total: 0, successes: 0, failures: 0, averageDurationMs: null });
		expect(days).toHaveLength(30);
		expect(days.at(-1).date).toBe(new Date(world.clock.now).toISOString().slice(0, 10));
		expect(days[0].date).toBe(new Date(world.clock.now - 29 * dayMs).toISOString().slice(0, 10));
	});

	it("count calls per day, and average the successful ones alone", async () => {
		const world = await createNoonWorld();
		const hook = await createHook(world);
		await record(world, hook.id, true, 100);
		await record(world, hook.id, false, 3_000);
		world.clock.now += dayMs;
		await record(world, hook.id, true, 201);
		await record(world, hook.id, true, 300);
		const { days, ...sums } = (await world.call("GET", `${hook.path}/metrics`)).body;
		expect(sums).toEqual({ total: 4, successes: 3, failures: 1, averageDurationMs: 200 });
		expect(days.slice(-2)).toEqual([
			{ date: expect.any(String), total: 2, successes: 1, failures: 1, averageDurationMs: 100 },
			{ date: expect.any(String), total: 2, successes: 2, failures: 0, averageDurationMs: 251 },
		]);
	});

	it("lose no call of fifty that end at once", async () => {
		const world = await createNoonWorld();
		const hook = await createHook(world);
		await Promise.all(Array.from({ length: 50 }, (_, index) => record(world, hook.id, index % 5 !== 0, 10)));
		const { body } = await world.call("GET", `${hook.path}/metrics`);
		expect(body).toMatchObject({ total: 50, successes: 40, failures: 10, averageDurationMs: 10 });
	});

	it("count a call once, however often its statements are made, and so does the log", async () => {
		const world = await createNoonWorld();
		const hook = await createHook(world);
		const statements = statementsOf(world, hook.id, true, 100);
		for (let time = 0; time < 3; time++) await world.ctx.db.batch(statements);
		const { body } = await world.call("GET", `${hook.path}/metrics`);
		expect(body).toMatchObject({ total: 1, successes: 1, failures: 0, averageDurationMs: 100 });
		expect((await hookEvents(world, hook.id)).slice(1)).toHaveLength(1);
	});

	it("are each hook's own", async () => {
		const world = await createNoonWorld();
		const hook = await createHook(world);
		const other = await createHook(world);
		await record(world, hook.id, true, 10);
		expect((await world.call("GET", `${other.path}/metrics`)).body.total).toBe(0);
	});

	it("end after 30 days, and the clean-up deletes just what they no longer show", async () => {
		const world = await createNoonWorld();
		const hook = await createHook(world);
		await record(world, hook.id, true, 10);
		world.clock.now += 29 * dayMs;
		await record(world, hook.id, false, 10);
		await deleteOldMetrics(world.ctx);
		const read = async () => (await world.call("GET", `${hook.path}/metrics`)).body;
		const { total, days } = await read();
		expect([total, days[0].total, days[29].total]).toEqual([2, 1, 1]);
		world.clock.now += dayMs;
		expect((await read()).total).toBe(1);
		const rows = async () =>
			(
				await world.ctx.env.bindings.DB.prepare("SELECT day FROM inline_hook_metrics WHERE hook_id = ?")
					.bind(hook.id)
					.all()
			).results.length;
		expect(await rows()).toBe(2);
		await deleteOldMetrics(world.ctx);
		expect(await rows()).toBe(1);
	});

	it("go with their hook, and a call that ends later is no error", async () => {
		const world = await createNoonWorld();
		const hook = await createHook(world);
		await record(world, hook.id, true, 10);
		expect((await world.call("DELETE", hook.path)).status).toBe(400);
		expect((await world.call("GET", `${hook.path}/metrics`)).body.total).toBe(1);
		await world.call("POST", `${hook.path}/lifecycle/deactivate`);
		expect((await world.call("DELETE", hook.path)).status).toBe(204);
		const { DB } = world.ctx.env.bindings;
		const { results } = await DB.prepare("SELECT * FROM inline_hook_metrics WHERE hook_id = ?").bind(hook.id).all();
		expect(results).toEqual([]);
		await expect(record(world, hook.id, true, 10)).resolves.toBeDefined();
		expect((await world.call("GET", `${hook.path}/metrics`)).status).toBe(404);
	});
});

describe("a hook's call in the System Log", () => {
	it("is one event: an answer processed, or an execution without one", async () => {
		const world = await createNoonWorld();
		const hook = await createHook(world);
		const failed = hookFailure("failed", because("hook-failed"));
		for (const verdict of [success, failed, timeout]) {
			await world.ctx.db.batch([
				logExecution(world.ctx, hook, verdict),
				recordExecution(world.ctx, hook.id, { ok: verdict.ok, durationMs: 1 }),
			]);
		}
		const events = (await hookEvents(world, hook.id)).slice(1);
		expect(
			events.map((event) => [
				event.eventType,
				event.outcome,
				event.debugContext.debugData.errorMessage,
				event.debugContext.debugData.inlineHook,
			]),
		).toEqual([
			["inline_hook.response.processed", { result: "SUCCESS", reason: null }, undefined, hook.id],
			[
				"inline_hook.response.processed",
				{ result: "FAILURE", reason: "failed" },
				causeText(failed.cause, "en"),
				hook.id,
			],
			["inline_hook.executed", { result: "FAILURE", reason: "timeout" }, causeText(timeout.cause, "en"), hook.id],
		]);
	});
});
