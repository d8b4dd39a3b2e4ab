// The first event of a kind in a minute is logged, also when many isolates have one, and the next event says how many.
import { createExecutionContext, env, waitOnExecutionContext } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { createCtx, livePlatform } from "../../src/context";
import { queueOnce } from "../../src/log/once";
import { logArrived } from "../support/log-queue";
import { freshHandle, realDatabase } from "../support/worker-state";
import { unique } from "../support/world";

const minuteMs = 60_000;
const start = Math.floor(Date.now() / minuteMs) * minuteMs;

/** What an isolate remembers belongs to its handle of the database, so a new handle stands for an isolate. */
function newIsolate() {
	const bindings = { ...env, DB: freshHandle(realDatabase(env.DB)) };
	return async (kind: string, at: number, times = 1) => {
		const execution = createExecutionContext();
		const ctx = createCtx(bindings, { ...livePlatform, now: () => start + at }, (work) => execution.waitUntil(work));
		for (let time = 0; time < times; time++) {
			const facts = { eventType: "system.okta_receiver.denied", target: [{ id: kind, type: "Test" }] } as const;
			queueOnce(ctx, kind, { ...facts, debugData: { kept: "yes" } });
		}
		await waitOnExecutionContext(execution);
	};
}

/** What the rows about a kind tell. */
async function toldOf(kind: string) {
	await logArrived();
	const { results } = await env.DB.prepare(
		"SELECT uuid, event ->> '$.debugContext.debugData' AS data FROM log_events WHERE event ->> '$.target[0].id' = ? ORDER BY published",
	)
		.bind(kind)
		.all<{ uuid: string; data: string }>();
	for (const { uuid, data } of results) {
		expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
		expect(JSON.parse(data).kept).toBe("yes");
	}
	return results.map(({ data }) => JSON.parse(data).refusedMeanwhile ?? null);
}

describe("an event that comes in floods", () => {
	it("has one row a minute, and each row tells how many came since the row before", async () => {
		const log = newIsolate();
		const [kind, other] = [unique("kind"), unique("kind")];
		await log(kind, 0, 2_000);
		await log(other, minuteMs - 1);
		await log(kind, minuteMs - 1);
		await log(kind, minuteMs, 5);
		await log(kind, 5 * minuteMs);
		expect(await toldOf(kind)).toEqual([null, "2000", "4"]);
		expect(await toldOf(other)).toEqual([null]);
	});

	it("has one row a minute however many isolates have it", async () => {
		const isolates = Array.from({ length: 8 }, newIsolate);
		const kind = unique("kind");
		for (const at of [0, minuteMs]) await Promise.all(isolates.map((log) => log(kind, at, 3)));
		expect(await toldOf(kind)).toEqual([null, "2"]);
	});
});
