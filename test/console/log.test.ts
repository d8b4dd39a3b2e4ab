import { env } from "cloudflare:test";
import { beforeAll, describe, expect, it } from "vitest";
import { eventNames } from "../../src/console/words/ja/event-types";
import { newId } from "../../src/ids";
import { eventTypes } from "../../src/log/event-types";
import { eachPage } from "../../src/log/read";
import { LogQuery } from "../../src/log/schema";
import { searchLog, withWindow } from "../../src/log/search";
import { ingestEvents } from "../../src/log/write";
import { makeEvent, makeEvents } from "../log/events";
import { createAdministrator, password, signedIn } from "../support/administrators";
import { plansOf } from "../support/plans";
import { createReader } from "../support/reader";
import { createWorld, unique, type World } from "../support/world";

const minute = 60_000;

interface SignedIn {
	role?: Parameters<typeof createAdministrator>[1];
	/** The time of the world. */
	at?: string;
}

async function createSignedIn({ role = "READ_ONLY", at }: SignedIn = {}) {
	const world = await createWorld();
	if (at) world.clock.now = Date.parse(at);
	const ada = await createAdministrator(world, role);
	const { cookie } = await signedIn(world, ada.id);
	return { world, ada, cookie, reader: createReader(world, cookie) };
}

const log = (query: Record<string, string>) => `/console/log?${new URLSearchParams(query)}`;

/** The uuids of the events that a page lists, in their order. */
const listed = (html: string) =>
	[...html.matchAll(/<th scope="row"[^>]*><a href="\/console\/log\/([^"]+)"/g)].map(([, uuid]) => uuid);

/** The addresses of a page's links. */
const hrefs = (html: string) => [...html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href!.replaceAll("&amp;", "&"));

async function store(world: World, ...facts: Parameters<typeof makeEvent>[0][]) {
	const events = facts.map((some, index) => makeEvent({ published: world.clock.now - (index + 1) * minute, ...some }));
	await ingestEvents(world.ctx.db, events);
	return events;
}

/** Gives a file as the browser gets it. */
const fetchFile = (world: World, cookie: string, path: string) =>
	world.call("GET", path, undefined, { token: null, headers: { cookie } });

describe("the log", () => {
	it("opens for those who may look at all there is, and for nobody else", async () => {
		for (const role of ["READ_ONLY", "ADMINISTRATOR"] as const) {
			expect((await (await createSignedIn({ role })).reader.open("/console/log")).status).toBe(200);
		}
		const { world, reader } = await createSignedIn({ role: "HELP_DESK" });
		const [event] = await store(world, {});
		for (const path of ["", "/new", "/export", `/${event!.uuid}`]) {
			expect((await reader.open(`/console/log${path}`)).status, path).toBe(403);
		}
	});

	it("shows the newest events of the last seven days, page by page", async () => {
		const { world, reader } = await createSignedIn();
		const target = unique("pages");
		const events = makeEvents(120, target, world.clock.now - 60 * minute);
		await ingestEvents(world.ctx.db, [...events, ...makeEvents(1, target, world.clock.now - 8 * 24 * 60 * minute)]);
		const seen: (string | undefined)[] = [];
		let path: string | undefined = log({ target });
		while (path) {
			const { html } = await reader.open(path);
			seen.push(...listed(html));
			path = /href="([^"]+)" rel="next"/.exec(html)?.[1]?.replaceAll("&amp;", "&");
		}
		expect(seen).toEqual(events.map(({ uuid }) => uuid).reverse());
	});

	it("filters by each field, and shows the filter as the API takes it", async () => {
		const { world, reader } = await createSignedIn();
		const target = unique("fields");
		const party = { id: unique("00u"), type: "User", alternateId: "lin@example.com", displayName: 'Lin "O" Hara' };
		const about = [{ id: target, type: "User" }];
		const [failed, locked, other] = await store(
			world,
			{ target: about, outcome: { result: "FAILURE", reason: "INVALID_CREDENTIALS" } },
			{ target: about, eventType: "user.account.lock", actor: party },
			{ target: about, client: { ipAddress: "2001:db8::7", userAgent: null } },
		);
		const find = async (query: Record<string, string>) => listed((await reader.open(log({ target, ...query }))).html);
		expect(await find({ result: "FAILURE" })).toEqual([failed!.uuid]);
		expect(await find({ event: "user.account.lock" })).toEqual([locked!.uuid]);
		for (const actor of [party.id, party.alternateId, party.displayName]) {
			expect(await find({ actor })).toEqual([locked!.uuid]);
		}
		expect(await find({ q: "2001:DB8::7" })).toEqual([other!.uuid]);
		expect(await find({ filter: 'severity eq "WARN"' })).toEqual([failed!.uuid, locked!.uuid]);
		expect(await find({ filter: 'client.ipAddress eq "2001:db8::7" or outcome.result eq "FAILURE"' })).toHaveLength(2);
		expect(await find({ period: "1h" })).toHaveLength(3);

		const { html } = await reader.open(log({ target, actor: party.displayName, result: "SUCCESS" }));
		const made = /class="copy-source">([^<]+)</.exec(html)![1]!.replaceAll("&quot;", '"');
		const answer = await world.call("GET", `/api/v1/logs?${new URLSearchParams({ filter: made })}`);
		expect(answer.body.map(({ uuid }: { uuid: string }) => uuid)).toEqual([locked!.uuid]);
	});

	it("looks for the id of an actor in an index, whatever else is wanted", async () => {
		const { world, reader } = await createSignedIn();
		const id = newId("user", world.clock.now);
		const [event] = await store(world, {
			actor: { id, type: "User", alternateId: "kim@example.com", displayName: "Kim" },
		});
		const { html } = await reader.open(log({ actor: id }));
		expect(listed(html)).toEqual([event!.uuid]);
		expect(html).toContain(`class="copy-source">actor.id eq &quot;${id}&quot;<`);
		const query = LogQuery.parse({ filter: `actor.id eq "${id}"`, sortOrder: "DESCENDING", q: "kim" });
		const plan = await plansOf(({ ctx }) => searchLog(ctx, withWindow(ctx, query)));
		expect(plan).toContainEqual(expect.stringContaining("USING INDEX log_events_actor (<expr>=? AND published>? AND "));
		expect(plan.filter((line) => line.includes("TEMP B-TREE"))).toEqual([]);
	});

	it("filters by a click on a value, hides what has it by the sign beside it, and takes a condition away", async () => {
		const { world, reader } = await createSignedIn();
		const target = unique("clicks");
		const about = [{ id: target, type: "User" }];
		const here = { ipAddress: "192.0.2.77", userAgent: null };
		const [first, second] = await store(world, { target: about, client: here }, { target: about });
		const { html } = await reader.open(log({ target }));
		expect(listed(html)).toHaveLength(2);
		const links = hrefs(html).filter((href) => href.includes("192.0.2.77"));
		const [only, without] = [links.find((href) => !href.includes("not+")), links.find((href) => href.includes("not+"))];
		expect(listed((await reader.open(only!)).html)).toEqual([first!.uuid]);
		const hidden = await reader.open(without!);
		expect(listed(hidden.html)).toEqual([second!.uuid]);
		// The target stays, and so does the sign beside a value of a list that has two.
		const back = hrefs(hidden.html).filter((href) => href.startsWith("/console/log?") && !href.includes("192.0.2.77"));
		expect(listed((await reader.open(back[0]!)).html)).toHaveLength(2);
	});

	it.each([
		["2026-03-01T09:00", "2026-03-01T10:00", "Asia/Tokyo", "2026-03-01T00:30:00Z"],
		["2026-03-01T09:00:30", "2026-03-01T09:01", "UTC", "2026-03-01T09:00:45Z"],
	])("takes times from %s until %s as times of %s", async (from, until, zone, inside) => {
		const { world, reader } = await createSignedIn({ at: "2026-03-05T00:00:00Z" });
		const target = unique("zone");
		const published = Date.parse(inside);
		const about = { target: [{ id: target, type: "User" }] };
		const [event] = await store(
			world,
			{ ...about, published },
			{ ...about, published: published - 60 * minute },
			{ ...about, published: published + 60 * minute },
		);
		const { html } = await reader.open(log({ target, from, until, zone }));
		expect(listed(html)).toEqual([event!.uuid]);
		expect(html).toContain(`value="${from}"`);
	});

	it.each([
		[{ filter: 'nothing eq "x"' }, "nothing eq &quot;x&quot;"],
		[{ filter: 'outcome.result eq "FAIL' }, "outcome.result eq &quot;FAIL"],
		[{ q: "x ".repeat(11).trim() }, "x x x"],
		[{ from: "yesterday" }, "yesterday"],
		[{ from: "2020-01-01T00:00" }, "2020-01-01T00:00"],
		[{ from: "2026-11-02T00:00", until: "2026-11-01T00:00" }, "2026-11-02T00:00"],
	])("says what is wrong in a filter, and keeps what was typed: %j", async (query, kept) => {
		const { reader } = await createSignedIn();
		for (const language of ["en", "ja"]) {
			const { status, html } = await reader.open(`${log(query as Record<string, string>)}&language=${language}`);
			expect(status).toBe(200);
			expect(html).toContain(language === "en" ? "The filter can&#39;t be used:" : "フィルターを使用できません。");
			expect(html).toContain(kept);
			expect(html).not.toContain("<tbody>");
		}
	});

	it("says so when nothing is found, and offers to clear the filter", async () => {
		const { reader } = await createSignedIn();
		const { html } = await reader.open(log({ event: "user.account.lock", actor: unique("nobody") }));
		expect(html).toContain("Nothing found");
		expect(html).toContain("Clear the filter");
		expect(html).toContain('value="user.account.lock"');
	});

	it("counts what it lists over time, by the totals of hours", async () => {
		const { world, reader } = await createSignedIn({ at: "2031-05-05T12:30:00Z" });
		await env.DB.prepare("DELETE FROM log_totals").run();
		await store(world, {}, {}, { outcome: { result: "FAILURE" } }, { eventType: "user.account.lock" });
		expect((await reader.open("/console/log")).html).toContain("4 events");
		const failed = await reader.open(log({ event: "user.authentication.auth_via_mfa", result: "FAILURE" }));
		expect(failed.html).toContain("1 event<");
		expect((await reader.open(log({ q: "curl" }))).html).not.toContain('class="chart"');
	});

	it("escapes what an event holds", async () => {
		const { world, reader } = await createSignedIn();
		const name = '"><script>alert(1)</script>';
		const target = unique("hostile");
		const [event] = await store(world, { target: [{ id: target, type: "User", displayName: name }] });
		for (const path of [log({ target }), `/console/log/${event!.uuid}`, log({ actor: name }), log({ q: name })]) {
			const { status, html } = await reader.open(path);
			expect([status, html.includes("<script>alert")], path).toEqual([200, false]);
		}
	});

	it("counts no hours of the future, however far ahead somebody looks", async () => {
		const { reader } = await createSignedIn();
		const from = new Date(Date.now() - 3_600_000).toISOString().slice(0, 16);
		const { status, html } = await reader.open(`/console/log?zone=UTC&from=${from}&until=9999-12-31T00:00`);
		expect(status).toBe(200);
		expect(html.match(/class="chart-area"/g)?.length).toBeLessThan(5);
	});

	it("has a name in Japanese for every event", () => {
		expect(Object.keys(eventTypes).filter((type) => !Object.hasOwn(eventNames, type))).toEqual([]);
	});
});

describe("an event's page", () => {
	it("shows the event with its JSON as the API gives it, in both languages", async () => {
		const { world, reader } = await createSignedIn();
		const [event] = await store(world, { debugData: { factor: "ost1" } });
		for (const language of ["en", "ja"]) {
			const { html } = await reader.open(`/console/log/${event!.uuid}?language=${language}`);
			const json = /<pre[^>]*>(.*?)<\/pre>/s
				.exec(html)![1]!
				.replaceAll(/<[^>]+>/g, "")
				.replaceAll("&quot;", '"');
			expect(JSON.parse(json)).toEqual(event);
			expect(html).toContain(language === "en" ? "Authentication of a user by a second factor" : "第二要素による認証");
		}
	});

	it("isn't there for an unknown id", async () => {
		const { reader } = await createSignedIn();
		for (const uuid of ["x", crypto.randomUUID(), "%00", "constructor"]) {
			expect((await reader.open(`/console/log/${uuid}`)).status).toBe(404);
		}
	});
});

describe("new events", () => {
	/** The address that `tail.js` asks. */
	const tailOf = (html: string) => /data-tail="([^"]+)"/.exec(html)?.[1]?.replaceAll("&amp;", "&");

	it("follow each other by their cursor, each once, also one that happened long before", async () => {
		const { world, reader } = await createSignedIn();
		const target = unique("tail");
		const about = { target: [{ id: target, type: "User" }] };
		await store(world, about);
		const tail = tailOf((await reader.open(log({ target }))).html)!;
		const none = await reader.open(tail);
		expect(listed(none.html)).toEqual([]);
		const fresh = await store(world, about, { ...about, published: world.clock.now - 40 * 60 * minute }, {});
		const { html } = await reader.open(tail);
		expect(listed(html)).toEqual([fresh[1]!.uuid, fresh[0]!.uuid]);
		const next = new URL(tail, "https://otp.test");
		next.searchParams.set("after", /data-next="(\d+)"/.exec(html)![1]!);
		expect(listed((await reader.open(next.pathname + next.search)).html)).toEqual([]);
	});

	it("are watched only where the list goes on, and from its first page", async () => {
		const { reader } = await createSignedIn();
		expect(
			tailOf((await reader.open(log({ until: "2026-11-01T00:00", from: "2026-10-30T00:00" }))).html),
		).toBeUndefined();
		expect(tailOf((await reader.open(log({ after: "1-1" }))).html)).toBeUndefined();
	});

	it("lead to the sign-in when the session is over", async () => {
		const { world, cookie } = await createSignedIn();
		world.clock.now += 31 * minute;
		const { status, headers } = await fetchFile(world, cookie, "/console/log/new?after=0");
		expect([status, headers.get("location")]).toEqual([
			303,
			"/console/sign-in?next=%2Fconsole%2Flog%2Fnew%3Fafter%3D0",
		]);
	});
});

describe("a filter of the log", () => {
	it("is there again after a sign-in", async () => {
		const { world } = await createSignedIn();
		const path = log({ filter: 'not (severity eq "WARN")', actor: "a b@example.com" });
		const reader = createReader(world);
		expect((await reader.open(path)).path).toMatch(/^\/console\/sign-in\?next=/);
		const ada = await createAdministrator(world);
		await reader.send("sign-in", { login: ada.login, password });
		expect((await reader.send("sign-in", { code: await ada.code() })).path).toBe(path);
	});
});

describe("a file of the log", () => {
	it("has what the page shows, as CSV that runs nothing and as NDJSON", async () => {
		const { world, cookie } = await createSignedIn();
		const target = unique("file");
		const formula = '=HYPERLINK("//evil")';
		const [event] = await store(world, { target: [{ id: target, type: "User", displayName: formula }] }, {});
		const csv = await fetchFile(world, cookie, `/console/log/export?${new URLSearchParams({ target })}`);
		expect(csv.headers.get("content-type")).toBe("text/csv; charset=utf-8");
		expect(csv.headers.get("content-disposition")).toMatch(/^attachment; filename="tessera-log-\d{14}\.csv"$/);
		const [head, row, ...rest] = csv.body.split("\r\n");
		expect(head).toMatch(/^\ufeff?published,eventType,/);
		expect(row).toContain(event!.uuid);
		expect(row).toContain(`"'=HYPERLINK(""//evil"")"`);
		expect(rest).toEqual([""]);
		const query = new URLSearchParams({ target, format: "ndjson" });
		const ndjson = await fetchFile(world, cookie, `/console/log/export?${query}`);
		expect(JSON.parse(ndjson.body)).toEqual(event);
	});

	it("begins with a byte order mark", async () => {
		const { world, cookie } = await createSignedIn();
		const { createApp } = await import("../../src/app");
		const execution = { waitUntil() {}, passThroughOnException() {}, props: {} };
		const app = createApp({ now: () => world.clock.now, fetch });
		const request = new Request("https://otp.test/console/log/export", { headers: { cookie } });
		const bytes = new Uint8Array(await (await app.fetch(request, env, execution as never)).arrayBuffer());
		expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
	});

	it("refuses a filter that can't be read, before it gives anything", async () => {
		const { world, cookie } = await createSignedIn();
		const { status } = await fetchFile(world, cookie, "/console/log/export?from=yesterday");
		expect(status).toBe(400);
		expect((await fetchFile(world, cookie, "/console/log/export?format=exe")).status).toBe(400);
	});

	it("has each event of many pages once, the newest first, and no more than it may", async () => {
		const world = await createWorld();
		const target = unique("many");
		const events = makeEvents(2_300, target, world.clock.now - 60 * minute);
		await ingestEvents(world.ctx.db, events);
		const filter = `target.id eq "${target}"`;
		const search = withWindow(world.ctx, { filter, sortOrder: "DESCENDING", limit: 0, until: "now" });
		const read = async (most: number) => {
			const pages = [];
			for await (const page of eachPage(world.ctx, search, most)) pages.push(page.map(({ uuid }) => uuid));
			return pages;
		};
		const all = events.map(({ uuid }) => uuid).reverse();
		const pages = await read(10_000);
		expect(pages.map(({ length }) => length)).toEqual([1_000, 1_000, 300]);
		expect(pages.flat()).toEqual(all);
		expect((await read(1_500)).flat()).toEqual(all.slice(0, 1_500));
	});
});

describe("a list of the log", () => {
	let plans: Record<string, string>;
	beforeAll(async () => {
		const explain = async (sql: string) => {
			const { results } = await env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`).all<{ detail: string }>();
			return results.map(({ detail }) => detail).join("; ");
		};
		const columns = "SELECT seq, published, event FROM log_events WHERE published >= 1 AND published < 9";
		const order = "ORDER BY published DESC, seq DESC LIMIT 51";
		plans = {
			all: await explain(`${columns} ${order}`),
			further: await explain(`${columns} AND (published, seq) < (5, 5) ${order}`),
			ofType: await explain(`${columns} AND (event_type = 'x') ${order}`),
		};
	});

	it("is found by an index, in its order, on each page", () => {
		expect(plans.all).toMatch(/^SEARCH log_events USING INDEX log_events_published \(published>\? AND published<\?\)$/);
		expect(plans.further).toMatch(/^SEARCH log_events USING INDEX log_events_published \([^)]*\)$/);
		expect(plans.ofType).toMatch(
			/^SEARCH log_events USING INDEX log_events_type \(event_type=\? AND published>\? AND published<\?\)$/,
		);
	});
});
