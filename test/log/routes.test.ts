import { describe, expect, it } from "vitest";
import { eventTypes } from "../../src/log/event-types";
import { LogEventView } from "../../src/log/schema";
import { ingestEvents } from "../../src/log/write";
import { createWorld } from "../support/world";
import { day, iso, logPath, makeEvent } from "./events";

describe("the System Log", () => {
	it("may be read by every role but verify-only", async () => {
		const world = await createWorld();
		const roles = ["VERIFIER", "HELP_DESK", "READ_ONLY", "ADMINISTRATOR"] as const;
		const statuses = await Promise.all(
			roles.map(async (role) => {
				const token = await world.tokenFor(role);
				return (await world.call("GET", "/api/v1/logs", undefined, { token })).status;
			}),
		);
		expect(statuses).toEqual([403, 200, 200, 200]);
	});

	it("answers events as its schema describes them, no field more", async () => {
		const world = await createWorld();
		await ingestEvents(world.ctx.db, [
			makeEvent(),
			makeEvent({ client: { ipAddress: null, userAgent: null }, apiTokenId: undefined }),
		]);
		const { body } = await world.call("GET", logPath({ limit: "1000" }));
		expect(body.length).toBeGreaterThan(2);
		for (const event of body) expect(LogEventView.parse(event)).toEqual(event);
	});

	it.each([
		[{ since: "yesterday" }, "E0000001"],
		[{ since: "2026-02-30T00:00:00Z" }, "E0000001"],
		[{ since: "" }, "E0000001"],
		[{ since: "2026-02-30" }, "E0000001"],
		[{ until: "01-01-2026" }, "E0000001"],
		[{ until: "2026-01-01T00:00:00" }, "E0000001"],
		[{ since: "now-181d" }, "E0000001"],
		[{ since: "now-999999w", after: "x" }, "E0000001"],
		[{ since: "now-1h", until: "now-2h" }, "E0000001"],
		[{ since: "now-" }, "E0000001"],
		[{ since: "now-7y" }, "E0000001"],
		[{ since: "now+1h" }, "E0000001"],
		[{ since: "now-1.5h" }, "E0000001"],
		[{ since: "NOW" }, "E0000001"],
		[{ since: iso(Date.now() - 181 * day) }, "E0000001"],
		[{ until: iso(Date.now() - 174 * day) }, "E0000001"],
		[{ since: iso(Date.now() - 1_000), until: iso(Date.now() - 2_000) }, "E0000001"],
		[{ limit: "-1" }, "E0000001"],
		[{ limit: "1001" }, "E0000001"],
		[{ limit: "ten" }, "E0000001"],
		[{ limit: "1.5" }, "E0000001"],
		[{ limit: "" }, "E0000001"],
		[{ sortOrder: "SIDEWAYS" }, "E0000001"],
		[{ after: "x" }, "E0000001"],
		[{ after: "1-1" }, "E0000001"],
		[{ after: "1", sortOrder: "DESCENDING" }, "E0000001"],
		[{ after: "9".repeat(16) }, "E0000001"],
		[{ q: "x".repeat(41) }, "E0000001"],
		[{ q: "a b c d e f g h i j k" }, "E0000001"],
		[{ filter: "" }, "E0000053"],
		[{ filter: 'eventType eq "' }, "E0000053"],
		[{ filter: "x".repeat(10_000) }, "E0000053"],
		[{ filter: 'published gt "2026-01-01T00:00:00Z"' }, "E0000031"],
		[{ filter: 'EventType eq "x"' }, "E0000031"],
		[{ filter: "target pr" }, "E0000031"],
		[{ filter: "target.0.id pr" }, "E0000031"],
		[{ filter: "debugContext.debugData.a%27b pr" }, "E0000031"],
		[{ filter: "actor.constructor pr" }, "E0000031"],
		[{ filter: 'target[id eq "a"]' }, "E0000031"],
		[{ filter: "eventType eq 1" }, "E0000031"],
	])("refuses %j with %s", async (query, code) => {
		const world = await createWorld();
		const answer = await world.call("GET", logPath(query as Record<string, string>));
		expect([answer.status, answer.body.errorCode]).toEqual([400, code]);
		expect(answer.body.errorCauses).toHaveLength(1);
	});

	it("refuses a parameter that comes twice", async () => {
		const world = await createWorld();
		expect((await world.call("GET", "/api/v1/logs?q=a&q=b")).status).toBe(400);
	});

	it("names its events as Okta does, each with a text of its own", () => {
		const names = Object.keys(eventTypes);
		// Okta writes IDP with capitals.
		for (const name of names) expect(name.replace("_IDP", "_idp")).toMatch(/^[a-z_]+(\.[a-z_]+)+$/);
		expect(new Set(Object.values(eventTypes).map(({ displayMessage }) => displayMessage)).size).toBe(names.length);
	});
});
