import { describe, expect, it } from "vitest";
import { arrivedUuids } from "../../src/log/arrival";
import { ingestEvents } from "../../src/log/write";
import { countBindings } from "../support/counted-bindings";
import { createWorld, unique } from "../support/world";
import { makeEvents, uuids } from "./events";

describe("the events that have arrived", () => {
	it("are those that the log has, of those that are asked for", async () => {
		const { ctx } = await createWorld();
		const events = makeEvents(7, unique("target"), Date.now());
		await ingestEvents(ctx.db, events.slice(0, 5));
		expect(await arrivedUuids(ctx.db, uuids(events.slice(2)))).toEqual(new Set(uuids(events.slice(2, 5))));
		expect(await arrivedUuids(ctx.db, [])).toEqual(new Set());
	});

	it("are found however many are asked for, by a statement for hundreds", async () => {
		const { bindings, count } = countBindings();
		const { ctx } = await createWorld({ bindings });
		const events = makeEvents(1_200, unique("target"), Date.now());
		await ingestEvents(ctx.db, events.slice(0, 1_100));
		const { result, calls } = await count(() => arrivedUuids(ctx.db, uuids(events)));
		expect(result).toEqual(new Set(uuids(events.slice(0, 1_100))));
		expect(calls.statements).toHaveLength(3);
	});

	it("may be asked for by what SQL and JSON quote", async () => {
		const { ctx } = await createWorld();
		expect(await arrivedUuids(ctx.db, [`'"]); --`, "\\", "語", ""])).toEqual(new Set());
	});
});
