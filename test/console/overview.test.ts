import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import type { EventType } from "../../src/log/event-types";
import { ingestEvents } from "../../src/log/write";
import { makeEvent } from "../log/events";
import { createAdministrator, signedIn } from "../support/administrators";
import { countBindings } from "../support/counted-bindings";
import { createReader } from "../support/reader";
import { createWorld, type World } from "../support/world";

const hour = 60 * 60_000;

async function createSignedIn(role: Parameters<typeof createAdministrator>[1] = "READ_ONLY") {
	const counted = countBindings();
	const world = await createWorld({ bindings: counted.bindings });
	const ada = await createAdministrator(world, role);
	return { world, counted, reader: createReader(world, (await signedIn(world, ada.id)).cookie) };
}

const store = (world: World, events: [EventType, "SUCCESS" | "FAILURE" | "DENY", number][]) =>
	ingestEvents(
		world.ctx.db,
		events.map(([eventType, result, hoursAgo]) =>
			makeEvent({ eventType, outcome: { result }, published: world.clock.now - hoursAgo * hour }),
		),
	);

const verified = "user.authentication.auth_via_mfa";
const sms = "system.sms.send_factor_verify_message";

/** The numbers of the tiles by their names. */
const tilesOf = (html: string) =>
	Object.fromEntries(
		[...html.matchAll(/<li class="tile"><span>([^<]+)<\/span><strong>(?:<a [^>]*>)?([^<]+)/g)].map(
			([, name, value]) => [name, value],
		),
	);

const overview = "/console/overview";

/** The badges of what needs attention, with where each leads. */
const worriesOf = (html: string) =>
	Object.fromEntries(
		[
			...html.matchAll(
				/<span class="badge[^"]*">([^<]+)<\/span><p class="row-main">[^<]*<\/p><a class="button" href="([^"]+)"/g,
			),
		].map(([, badge = "", href = ""]): [string, string] => [badge, href.replaceAll("&amp;", "&")]),
	);

describe("the overview", () => {
	it("opens for those who may look at all there is", async () => {
		expect((await (await createSignedIn("ADMINISTRATOR")).reader.open(overview)).status).toBe(200);
		expect((await (await createSignedIn("READ_ONLY")).reader.open(overview)).status).toBe(200);
		expect((await (await createSignedIn("HELP_DESK")).reader.open(overview)).status).toBe(403);
	});

	it("asks D1 ten times at the most, with nothing remembered, and reads no table from end to end", async () => {
		const { reader, counted } = await createSignedIn();
		const { calls } = await counted.count(async (onAnswer) => {
			const shown = await reader.open(overview);
			onAnswer();
			return shown;
		});
		expect(calls.statements.length).toBeLessThanOrEqual(10);
		expect(calls.statements.length).toBeGreaterThan(5);
		for (const statement of calls.statements) {
			const empty = Array.from(statement.matchAll(/\?/g), () => null);
			const plan = env.DB.prepare(`EXPLAIN QUERY PLAN ${statement}`).bind(...empty);
			const details = (await plan.all<{ detail: string }>()).results.map(({ detail }) => detail);
			// These tables are as long as an administrator makes them, and of the backlog a page is read.
			const short =
				/SCAN (provider_accounts|authenticators|inline_hooks|api_tokens|log_backlog)|USING (COVERING )?INDEX/;
			for (const detail of details) if (detail.startsWith("SCAN")) expect(detail, statement).toMatch(short);
		}
	});

	it("counts verifications, messages and lockouts of a day, a week and a month", async () => {
		const { world, reader } = await createSignedIn();
		await env.DB.prepare("DELETE FROM log_totals").run();
		await store(world, [
			[verified, "SUCCESS", 0],
			[verified, "SUCCESS", 1],
			[verified, "FAILURE", 2],
			[verified, "DENY", 2],
			[sms, "SUCCESS", 3],
			["system.email.send_factor_verify_message", "FAILURE", 3],
			["system.voice.send_mfa_challenge_call", "DENY", 3],
			["user.account.lock", "SUCCESS", 5],
			[verified, "SUCCESS", 30],
			[sms, "SUCCESS", 8 * 24],
			["user.lifecycle.create", "SUCCESS", 1],
			[verified, "SUCCESS", 31 * 24],
		]);
		expect(tilesOf((await reader.open(overview)).html)).toEqual({
			Verifications: "4",
			"Success rate": "50%",
			"Messages sent": "1",
			"Send success": "50%",
			Refused: "1",
			Lockouts: "1",
		});
		expect(tilesOf((await reader.open(`${overview}?period=7d`)).html)).toMatchObject({ Verifications: "5" });
		const month = await reader.open(`${overview}?period=30d`);
		expect(tilesOf(month.html)).toMatchObject({ Verifications: "5", "Messages sent": "2" });
		expect(month.html).toContain("3 codes verified, 2 refused");
		// The table behind a chart has the same numbers.
		const cells = [...month.html.matchAll(/<td class="number">(\d+)<\/td>/g)].map(([, cell]) => Number(cell));
		expect(cells.reduce((all, cell) => all + cell, 0)).toBe(5 + 3);
	});

	it("shows another period than these as a day, and numbers of nothing as none", async () => {
		const { reader } = await createSignedIn();
		await env.DB.prepare("DELETE FROM log_totals").run();
		expect(tilesOf((await reader.open(`${overview}?period=1y`)).html)).toMatchObject({
			Verifications: "0",
			"Success rate": "–",
		});
	});

	it("names what needs attention today, each with where to look", async () => {
		const { world, reader } = await createSignedIn();
		await env.DB.prepare("DELETE FROM log_totals").run();
		expect((await reader.open(overview)).html).toContain("Nothing needs your attention.");
		await store(world, [["user.account.lock", "SUCCESS", 23]]);
		const { now } = world.clock;
		const day = Math.floor(now / (24 * hour));
		await env.DB.batch([
			env.DB.prepare("UPDATE api_tokens SET created_at = 0"),
			env.DB.prepare("INSERT INTO log_backlog VALUES ('00uStuck', 3, 0, 'queue', 0)"),
			env.DB.prepare("INSERT INTO dead_letters VALUES ('dlt1', 'm1', 'tessera-log', 2, 0, 0, NULL, '[]')"),
			env.DB.prepare(
				`INSERT INTO provider_accounts (id, name, driver_id, status, config, secrets_sealed, secret_names, breaker_failures,
					breaker_open_until, created_at, last_updated_at) VALUES
					('acc1', 'Down', 'twilio', 'ACTIVE', '{}', '', '[]', 7, 1, 0, 0),
					('acc2', 'Shaky', 'twilio', 'ACTIVE', '{}', '', '[]', 2, NULL, 0, 0),
					('acc3', 'Off', 'twilio', 'INACTIVE', '{}', '', '[]', 9, 1, 0, 0)`,
			),
			env.DB.prepare(
				`INSERT INTO inline_hooks (id, name, type, version, status, channel_version, uri, headers, auth_key,
					auth_value_sealed, created_at, last_updated_at) VALUES
					('cal1', 'Carrier', 'com.okta.telephony.provider', '1.0.0', 'ACTIVE', '1.0.0', 'https://h.example', '[]', 'a', '', 0, 0)`,
			),
			env.DB.prepare(`INSERT INTO inline_hook_metrics VALUES ('cal1', ${day}, 1, 2, 5), ('cal1', ${day - 1}, 0, 3, 0)`),
			env.DB.prepare(`INSERT INTO inline_hook_metrics VALUES ('cal1', ${day - 2}, 500, 0, 5)`),
		]);
		const { html } = await reader.open(overview);
		expect(worriesOf(html)).toEqual({
			"Provider down": "#providers",
			"Hook failing": "/console/log?result=FAILURE&filter=eventType+sw+%22inline_hook.%22",
			"Messages given up": "/console/log?event=system.dead_letter.create&period=90d",
			"Events stuck": "/docs#tag-system-log",
			Lockouts: "/console/log?event=user.account.lock&period=24h",
			"Old API tokens": "/docs#tag-api-tokens",
		});
		expect(html).toContain("Down has failed 7 times in a row");
		expect(html).toContain("5 of 6 calls");
		for (const state of ["Down", "Failing", "Switched off"]) expect(html).toContain(`>${state}</span>`);
		for (const href of Object.values(worriesOf(html)).filter((path) => path.startsWith("/console"))) {
			expect((await reader.open(href)).status, href).toBe(200);
		}
		expect((await reader.open(`${overview}?language=ja`)).html).toContain("プロバイダー停止");
	});

	it("says which channels nobody serves, in production, while their authenticators are on", async () => {
		await env.DB.batch([env.DB.prepare("DELETE FROM inline_hooks"), env.DB.prepare("DELETE FROM provider_accounts")]);
		const world = await createWorld({ bindings: { ...env, ENVIRONMENT: "production" } });
		const reader = createReader(world, (await signedIn(world, (await createAdministrator(world)).id)).cookie);
		expect((await reader.open(overview)).html).toContain("Text message, Call, and E-mail: no account is switched on.");
		await env.DB.batch([
			env.DB.prepare("DELETE FROM enrollment_policy_authenticators"),
			env.DB.prepare("UPDATE authenticators SET status = 'INACTIVE' WHERE key = 'phone_number'"),
		]);
		// As long as an isolate remembers what is switched off.
		world.clock.now += 31_000;
		expect((await reader.open(overview)).html).toContain(">E-mail: no account is switched on.");
	});

	it("leads a newcomer to the first code, as long as there is no user", async () => {
		const { world, reader } = await createSignedIn();
		expect((await reader.open(overview)).html).toContain("First steps");
		const profile = { login: "first@example.com", email: "first@example.com", firstName: "A", lastName: "B" };
		await world.call("POST", "/api/v1/users", { profile });
		expect((await reader.open(overview)).html).not.toContain("First steps");
	});
});
