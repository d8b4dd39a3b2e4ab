import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { apiTokens } from "../../src/access/table";
import { arrivedUuids } from "../../src/log/arrival";
import { ingestEvents, logStatement } from "../../src/log/write";
import { createWorld, unique, type World } from "../support/world";
import { aboutTarget, day, logPath, makeEvent, makeEvents, uuids } from "./events";
import { longestEvent, longTexts } from "./long-texts";

const storedAbout = (world: World, targetId: string) =>
	world.ctx.db.all<{ uuid: string; published: number; event: string }>(
		sql`SELECT uuid, published, event FROM log_events WHERE event ->> '$.target[0].id' = ${targetId} ORDER BY seq`,
	);

describe("events from the queue", () => {
	it("are in the log once, however often and in whatever batches they come at the same time", async () => {
		const world = await createWorld();
		const target = unique("target");
		const events = makeEvents(250, target, Date.now());
		const parts = [events, events.slice(0, 120), events.slice(90, 210), [...events].reverse(), [...events, ...events]];
		await Promise.all(parts.map((part) => ingestEvents(world.ctx.db, part)));
		await ingestEvents(world.ctx.db, events);
		const rows = await storedAbout(world, target);
		expect(rows.map((row) => row.uuid).sort()).toEqual(uuids(events).sort());
	});

	it("are stored as they came, in their order, to the millisecond", async () => {
		const world = await createWorld();
		const target = unique("target");
		const from = Date.parse("2026-02-28T23:59:59.999Z");
		const events = [0, 1, 2, 499, 500, 1_001].flatMap((ms) => makeEvents(1, target, from + ms));
		await ingestEvents(world.ctx.db, events);
		const rows = await storedAbout(world, target);
		expect(rows.map((row) => JSON.parse(row.event))).toEqual(events);
		expect(rows.map((row) => row.published - from)).toEqual([0, 1, 2, 499, 500, 1_001]);
	});

	it("are stored when all of their texts are the longest", async () => {
		const world = await createWorld();
		const events = Object.values(longTexts).flatMap((text) => Array.from({ length: 50 }, () => longestEvent(text)));
		await ingestEvents(world.ctx.db, events);
		expect(await arrivedUuids(world.ctx.db, uuids(events))).toEqual(new Set(uuids(events)));
	});

	it("may be none at all", async () => {
		const world = await createWorld();
		await expect(ingestEvents(world.ctx.db, [])).resolves.toBeUndefined();
	});

	it("come to the same log when they hold what SQL and JSON quote", async () => {
		const world = await createWorld();
		const odd = `'; DROP TABLE log_events; -- "\\ \u2028 日本 \u{1f511}`;
		const event = makeEvent({ client: { ipAddress: "2001:db8::1", userAgent: odd }, debugData: { factor: odd } });
		await ingestEvents(world.ctx.db, [event]);
		const answer = await world.call("GET", logPath({ filter: aboutTarget(event.target[0]!.id) }));
		expect(answer.body).toEqual([event]);
	});
});

describe("logStatement", () => {
	const rename = (world: World, id: string) =>
		world.ctx.db.batch([
			world.ctx.db.update(apiTokens).set({ name: "renamed" }).where(sql`id = ${id} AND name <> 'renamed'`),
			logStatement(world.ctx, { eventType: "system.api_token.create", target: [{ id, type: "Token" }] }),
		]);

	it("writes an event when the statement before it changed a row, and nothing when it didn't", async () => {
		const world = await createWorld();
		const { id } = (await world.call("POST", "/api/v1/api-tokens", { name: "a", role: "VERIFIER" })).body;
		const before = (await storedAbout(world, id)).length;
		await rename(world, unique("nobody"));
		expect(await storedAbout(world, id)).toHaveLength(before);
		await Promise.all([rename(world, id), rename(world, id), rename(world, id)]);
		expect(await storedAbout(world, id)).toHaveLength(before + 1);
	});

	it("says who asked, from where, and when", async () => {
		const world = await createWorld();
		world.clock.now -= day;
		const created = await world.call(
			"POST",
			"/api/v1/api-tokens",
			{ name: "till", role: "VERIFIER" },
			{ headers: { "cf-connecting-ip": "2001:db8::7", "user-agent": "till/1.0" } },
		);
		const [event] = (await world.call("GET", logPath({ filter: aboutTarget(created.body.id) }))).body;
		expect(event).toMatchObject({
			published: new Date(world.clock.now).toISOString(),
			eventType: "system.api_token.create",
			severity: "INFO",
			actor: { type: "ApiToken", displayName: "test ADMINISTRATOR" },
			client: { ipAddress: "2001:db8::7", userAgent: { rawUserAgent: "till/1.0" } },
			transaction: { type: "WEB", id: created.headers.get("x-okta-request-id") },
			debugContext: { debugData: { requestUri: "/api/v1/api-tokens", role: "VERIFIER" } },
			request: { ipChain: [{ ip: "2001:db8::7", version: "V6" }] },
		});
		expect(event.transaction.detail.requestApiTokenId).toBe(event.actor.id);
		expect(JSON.stringify(event)).not.toContain(created.body.token);
	});
});
