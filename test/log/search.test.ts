import { describe, expect, it } from "vitest";
import { ingestEvents } from "../../src/log/write";
import { createWorld, unique } from "../support/world";
import { aboutTarget, day, follow, iso, logPath, makeEvent, makeEvents, nextPath, uuids } from "./events";

describe("a bounded search", () => {
	it("gives each event of the window once, in order of happening, and ends on a page without next", async () => {
		const world = await createWorld();
		const target = unique("target");
		const from = Date.now() - 2 * day;
		const events = makeEvents(5, target, from);
		// Three of the same millisecond, stored out of order among the others.
		const same = [1, 2, 3].flatMap(() => makeEvents(1, target, from + 2_000));
		await ingestEvents(world.ctx.db, [
			events[4]!,
			same[0]!,
			events[0]!,
			events[2]!,
			same[1]!,
			events[3]!,
			same[2]!,
			events[1]!,
		]);
		const inOrder = [events[0]!, events[1]!, same[0]!, events[2]!, same[1]!, same[2]!, events[3]!, events[4]!];
		const filter = aboutTarget(target);
		const window = { since: iso(from), until: iso(from + 4_001), filter };
		const ascending = await follow(world, logPath({ ...window, limit: "3" }));
		expect(ascending).toEqual({
			pages: [3, 3, 2].map((size, page) => uuids(inOrder).slice(page * 3, page * 3 + size)),
			next: null,
		});
		const descending = await follow(world, logPath({ filter, limit: "3", sortOrder: "DESCENDING" }));
		expect(descending.pages.flat()).toEqual(uuids(inOrder).reverse());
		expect(descending.next).toBeNull();
		expect((await follow(world, logPath({ ...window, limit: "8" }))).pages).toHaveLength(1);
	});

	it.each([
		["now-90m", "now-30m"],
		["now-2h", "now-600s"],
		["now-1d", "now"],
		["now-1w", "now"],
	])("takes moments before now: %s to %s", async (since, until) => {
		const world = await createWorld();
		const target = unique("ago");
		const inside = makeEvents(1, target, world.clock.now - 3_600_000);
		await ingestEvents(world.ctx.db, [
			...inside,
			...makeEvents(1, target, world.clock.now - 8 * day),
			...makeEvents(1, target, world.clock.now),
		]);
		const answer = await world.call("GET", logPath({ since, until, filter: aboutTarget(target) }));
		expect(uuids(answer.body)).toEqual(uuids(inside));
	});

	it("keeps the window of its first page in the links, however long the reader takes", async () => {
		const world = await createWorld();
		const target = unique("slow");
		const events = makeEvents(3, target, world.clock.now - 3_600_000);
		await ingestEvents(world.ctx.db, events);
		const query = { since: "now-61m", until: "now", filter: aboutTarget(target), limit: "1" };
		const first = await world.call("GET", logPath(query));
		world.clock.now += day;
		const { pages } = await follow(world, nextPath(first.headers)!);
		expect([uuids(first.body), ...pages]).toEqual(uuids(events).map((uuid) => [uuid]));
	});

	it("takes a date, which is its midnight in UTC", async () => {
		const world = await createWorld();
		const target = unique("date");
		const midnight = Math.floor(world.clock.now / day) * day - 2 * day;
		const [before, at, after] = [midnight - 1, midnight, midnight + day].map((time) => makeEvents(1, target, time)[0]!);
		await ingestEvents(world.ctx.db, [before!, at!, after!]);
		const [since, until] = [midnight, midnight + day].map((time) => iso(time).slice(0, 10));
		const answer = await world.call("GET", logPath({ since: since!, until: until!, filter: aboutTarget(target) }));
		expect(uuids(answer.body)).toEqual(uuids([at!]));
	});

	it.each(["ÉCOLE", "école", "Иванов", "иваНОВ"])("finds the keyword %s in any case", async (q) => {
		const world = await createWorld();
		const target = { id: unique("keyword"), type: "User", displayName: "École Иванов" };
		const event = makeEvent({ target: [target] });
		await ingestEvents(world.ctx.db, [event]);
		const answer = await world.call("GET", logPath({ q, filter: aboutTarget(target.id) }));
		expect(uuids(answer.body)).toEqual([event.uuid]);
	});

	it("begins with since and stops before until", async () => {
		const world = await createWorld();
		const target = unique("target");
		const from = Date.now() - day;
		const events = makeEvents(3, target, from);
		await ingestEvents(world.ctx.db, events);
		const window = { since: iso(from), until: iso(from + 2_000), filter: aboutTarget(target) };
		expect((await follow(world, logPath(window))).pages.flat()).toEqual(uuids(events.slice(0, 2)));
	});

	it("looks seven days back from its end when it isn't told where to begin", async () => {
		const world = await createWorld();
		const target = unique("target");
		const until = Date.now() - 30 * day;
		const [inside] = makeEvents(1, target, until - 7 * day);
		await ingestEvents(world.ctx.db, [inside!, ...makeEvents(1, target, until - 7 * day - 1)]);
		const answer = await world.call("GET", logPath({ until: iso(until), filter: aboutTarget(target) }));
		expect(uuids(answer.body)).toEqual([inside!.uuid]);
	});
});

describe("a poll", () => {
	it("always has a next link, and sees what comes later exactly once, also what happened before", async () => {
		const world = await createWorld();
		const target = unique("target");
		const since = Date.now() - day;
		let path = logPath({ since: iso(since), filter: aboutTarget(target), limit: "2" });
		const empty = await world.call("GET", path);
		expect(empty.body).toEqual([]);
		path = nextPath(empty.headers)!;
		const arrivals = [
			makeEvents(5, target, since + 60_000),
			makeEvents(3, target, since + 1_000),
			makeEvents(1, target, since),
			makeEvents(4, target, since + 60_000),
		];
		for (const events of arrivals) {
			await ingestEvents(world.ctx.db, events);
			await ingestEvents(world.ctx.db, makeEvents(3, unique("other"), since));
			const { pages, next } = await follow(world, path);
			expect(pages.flat()).toEqual(uuids(events));
			path = next!;
		}
		// Nothing new: the poller stays where it is, and the window doesn't move with the clock.
		world.clock.now += 100 * day;
		expect((await follow(world, path)).pages).toEqual([]);
	});

	it("sees each event once while others are being written in parallel", async () => {
		const world = await createWorld();
		const target = unique("target");
		const since = Date.now() - day;
		const events = makeEvents(240, target, since);
		// Published in one order, stored in another.
		const shuffled = events.map((_, index) => events[(index * 77) % events.length]!);
		const batches = Array.from({ length: 24 }, (_, index) => shuffled.slice(index * 10, index * 10 + 10));
		const writing = Promise.all(batches.map((batch) => ingestEvents(world.ctx.db, batch)));
		const seen: string[] = [];
		let isWritten = false;
		writing.then(() => {
			isWritten = true;
		});
		let path = logPath({ since: iso(since), filter: aboutTarget(target), limit: "7" });
		for (;;) {
			const wasWritten = isWritten;
			const answer = await world.call("GET", path);
			seen.push(...uuids(answer.body));
			path = nextPath(answer.headers)!;
			if (wasWritten && answer.body.length === 0) break;
		}
		await writing;
		expect(seen).toHaveLength(240);
		expect(new Set(seen)).toEqual(new Set(uuids(events)));
	});

	it("goes on from the cursor alone", async () => {
		const world = await createWorld();
		const target = unique("target");
		const filter = aboutTarget(target);
		const first = await world.call("GET", logPath({ filter }));
		const after = new URL(nextPath(first.headers)!, "https://otp.test").searchParams.get("after")!;
		const events = makeEvents(2, target, Date.now() - 60 * day);
		await ingestEvents(world.ctx.db, events);
		expect((await follow(world, logPath({ after, filter }))).pages.flat()).toEqual(uuids(events));
	});

	it("answers an empty page for limit 0, and loses nothing by it", async () => {
		const world = await createWorld();
		const target = unique("target");
		const [event] = makeEvents(1, target, Date.now());
		await ingestEvents(world.ctx.db, [event!]);
		const empty = await world.call("GET", logPath({ filter: aboutTarget(target), limit: "0" }));
		expect([empty.status, empty.body]).toEqual([200, []]);
		const path = nextPath(empty.headers)!.replace("limit=0", "limit=5");
		expect(uuids((await world.call("GET", path)).body)).toEqual([event!.uuid]);
		const bounded = await world.call("GET", logPath({ limit: "0", sortOrder: "DESCENDING" }));
		expect([bounded.status, bounded.body, nextPath(bounded.headers)]).toEqual([200, [], null]);
	});
});

describe("keywords", () => {
	it.each([
		["lovelace", true],
		["LOVELACE mfa 192.0.2.1", true],
		["love   lace", true],
		["lovelace nobody", false],
		["displayName", false],
		["100%", false],
		['"quoted"', true],
		[" ", true],
	])("q=%s: %s", async (q, matches) => {
		const world = await createWorld();
		const event = makeEvent({ debugData: { factor: 'a "quoted" word' } });
		await ingestEvents(world.ctx.db, [event]);
		const answer = await world.call("GET", logPath({ q, filter: `uuid eq "${event.uuid}"` }));
		expect(answer.body).toEqual(matches ? [event] : []);
	});
});
