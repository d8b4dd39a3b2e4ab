import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { pages } from "../../src/app";
import { entries, entryAt } from "../../src/console/menu";
import { hasRole } from "../../src/context";
import { createGroup } from "../../src/groups/service";
import { stockTokens } from "../imports/imports";
import { createAdministrator, signedIn } from "../support/administrators";
import { logArrived } from "../support/log-queue";
import { createAuthenticator } from "../support/otp-tokens";
import { addressOf } from "../support/page-addresses";
import { createReader } from "../support/reader";
import { createWorld, unique } from "../support/world";

async function createSignedIn(role: Parameters<typeof createAdministrator>[1] = "ADMINISTRATOR") {
	const world = await createWorld();
	const ada = await createAdministrator(world, role);
	return { world, ada, reader: createReader(world, (await signedIn(world, ada.id)).cookie) };
}

/** Pages of one thing, which has an id of ours. Care has a person's second page. */
const namedPages = pages
	.map(({ path }) => path)
	.filter((path) => /^\/console\/(?!care)[\w/-]+\/\{(\w+Id|uuid)\}$/.test(path) && !path.includes("{driverId}"));

const roles = ["HELP_DESK", "READ_ONLY", "ADMINISTRATOR"] as const;
const account = "/console/account";

describe("the menu", () => {
	it("has every page once", () => {
		expect(new Set(entries.map(({ path }) => path)).size).toBe(entries.length);
	});

	it("leads to pages that its readers may open, and every page behind an entry opens for its readers alone", () => {
		for (const { path, access } of entries) {
			expect(pages.find((page) => page.path === path)?.access, path).toEqual(access);
		}
		for (const { path, access } of pages) {
			const entry = entryAt(path);
			if (entry) for (const role of access) expect(entry.access, path).toContain(role);
		}
	});

	it.each(roles)("shows a %s what this role may open, and starts there", async (role) => {
		const { reader, ada } = await createSignedIn(role);
		const { path, html } = await reader.open("/console");
		const actor = { kind: "administrator", id: ada.id, name: ada.login, role } as const;
		const open = entries.filter(({ access }) => hasRole(actor, access));
		expect(path).toBe(open[0]?.path ?? account);
		const shown = [...html.matchAll(/class="menu-entry" href="([^"]+)"/g)].map(([, href]) => href);
		expect(shown).toEqual(open.map((entry) => entry.path));
	});
});

describe("a reader", () => {
	it("chooses the theme for this page and all later ones, and goes back to the system's", async () => {
		const { reader } = await createSignedIn();
		expect((await reader.open(`${account}?theme=dark`)).html).toContain('data-theme="dark"');
		expect((await reader.open(account)).html).toContain('data-theme="dark"');
		expect((await reader.open(`${account}?theme=system`)).html).not.toContain("data-theme");
		expect((await reader.open(account)).html).not.toContain("data-theme");
		expect((await reader.open(`${account}?theme=pink`)).html).not.toContain("data-theme");
	});

	it("chooses the zone of all times, and is told so once", async () => {
		const { reader } = await createSignedIn();
		expect((await reader.open(account)).html).toMatch(/\d\d:\d\d UTC/);
		const changed = await reader.send("zone", { zone: "Asia/Kathmandu" });
		expect(changed.html).toMatch(/\d\d:\d\d GMT\+5:45/);
		expect(changed.html).toContain("Times are shown in your zone from now on.");
		expect((await reader.open(account)).html).not.toContain("Times are shown in your zone from now on.");
		expect((await reader.send("zone", { zone: "" })).html).toMatch(/\d\d:\d\d UTC/);
	});

	it.each(["[]", '["account.none",""]', '["constructor.name","x"]', '["account.zone","x","y"]', "%", "1"])(
		"is told nothing by a note that isn't ours: %s",
		async (note) => {
			const { world, ada } = await createSignedIn();
			const { cookie } = await signedIn(world, ada.id);
			const both = `${cookie}; __Host-tessera-flash=${encodeURIComponent(note)}`;
			const { status, body } = await world.call("GET", account, undefined, { token: null, headers: { cookie: both } });
			expect(status).toBe(200);
			expect(body).not.toContain('class="notice');
		},
	);
});

describe("the search", () => {
	it("finds nothing for a text that is no name, and asks nothing without a text", async () => {
		const { reader } = await createSignedIn();
		expect((await reader.open("/console/find?q=zzzz")).html).toContain("Nothing has this name.");
		expect((await reader.open("/console/find?q=+")).html).not.toContain("Nothing has this name.");
		expect((await reader.open("/console/find?q=%3Cb%3Ex")).html).toContain('value="&lt;b&gt;x"');
	});

	it.each(namedPages)("finds what an id names, for whoever may open its page: %s", async (path) => {
		const { world, reader } = await createSignedIn();
		// A user's own event has come by the queue.
		if (path.endsWith("{uuid}")) {
			await createGroup(world.ctx, { profile: { name: unique("Group") } });
			await logArrived();
		}
		const address = await addressOf(world, path);
		const id = address.slice(address.lastIndexOf("/") + 1);
		const found = async (whose: typeof reader, text: string) => (await whose.open(`/console/find?q=${text}`)).html;
		expect(await found(reader, id)).toContain(`href="${address}"`);
		expect(await found(reader, `${id.slice(0, -1)}${id.endsWith("0") ? "1" : "0"}`)).toContain(
			"Nothing has this name.",
		);
		if (path.startsWith("/console/users/")) return;
		const helpDesk = (await createSignedIn("HELP_DESK")).reader;
		expect(await found(helpDesk, id)).toContain("Nothing has this name.");
	});

	it("finds a token by its whole serial number", async () => {
		const { world, reader } = await createSignedIn();
		const ids = await stockTokens(world, await createAuthenticator(world), 12);
		const serial = unique("S");
		const rename = env.DB.prepare("UPDATE tokens SET serial = ? WHERE id = ?");
		// Eleven older tokens begin alike.
		await env.DB.batch(ids.toSorted().map((id, at) => rename.bind(at === 11 ? serial : `${serial}${at}`, id)));
		const id = ids.toSorted().at(-1);
		const found = async (text: string) => (await reader.open(`/console/find?q=${text}`)).html;
		expect(await found(serial)).toContain(`href="/console/inventory/${id}"`);
		expect(await found(serial.slice(0, -1))).toContain("Nothing has this name.");
	});
});
