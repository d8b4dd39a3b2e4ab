import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { keyStates } from "../../src/console/keys/state";
import type { Bindings } from "../../src/env";
import { createAdministrator, signedIn } from "../support/administrators";
import { createReader } from "../support/reader";
import { createWorld } from "../support/world";

const [current = ""] = (env as Bindings).SEAL_KEYS?.split(",") ?? [];
const [currentId = "", text = ""] = current.split(":");

async function createSignedIn(role: "HELP_DESK" | "READ_ONLY" | "ADMINISTRATOR", bindings: Partial<Bindings> = {}) {
	const world = await createWorld({ bindings: { ...env, ...bindings } as Bindings });
	const { cookie } = await signedIn(world, (await createAdministrator(world, role)).id);
	return createReader(world, cookie);
}

describe("the step for a key", () => {
	const key = (id: string, isCurrent = false) => ({ id, isCurrent, since: null });

	it("is nothing for the current one, and to count first for an old one", () => {
		const states = keyStates([key("new", true), key("old")], null);
		expect(states.map(({ id, step, count }) => [id, step, count])).toEqual([
			["new", "keep", null],
			["old", "count", null],
		]);
	});

	it("is to wait while it seals something, to take it out afterwards, and to put a missing one back", () => {
		const counts = [
			{ keyId: "new", count: 1 },
			{ keyId: "new", count: 2 },
			{ keyId: "used", count: 3 },
			{ keyId: "lost", count: 4 },
		];
		const states = keyStates([key("new", true), key("used"), key("done")], counts);
		expect(states.map(({ id, state, count, step }) => [id, state, count, step])).toEqual([
			["new", "current", 3, "keep"],
			["used", "old", 3, "wait"],
			["done", "old", 0, "remove"],
			["lost", "missing", 4, "restore"],
		]);
	});
});

describe("the page of the keys", () => {
	it.each(["READ_ONLY", "ADMINISTRATOR"] as const)(
		"shows ids and no key to %s, and counts when asked",
		async (role) => {
			const spare = `k2026-01-05:${text}`;
			const reader = await createSignedIn(role, { SEAL_KEYS: `${currentId}:${text},${spare}` });
			const before = await reader.open("/console/keys");
			for (const shown of [currentId, "k2026-01-05", "2026-01-05", "Count its values first."]) {
				expect(before.html).toContain(shown);
			}
			expect(before.html).not.toContain("provider_accounts");
			const after = await reader.open("/console/keys?count=on");
			expect(after.html).toContain("It seals nothing in the database.");
			expect(after.html).toContain("password_sealed");
			for (const { html } of [before, after]) {
				expect(html).not.toContain(text);
				expect(html).not.toContain((env as Bindings).LOOKUP_KEY);
			}
		},
	);

	it("warns of values whose key is gone", async () => {
		await createSignedIn("ADMINISTRATOR", { SEAL_KEYS: `gone:${text}` });
		const reader = await createSignedIn("ADMINISTRATOR");
		const { html } = await reader.open("/console/keys?count=on");
		expect(html).toContain("Put this key back into SEAL_KEYS");
		expect((await reader.open("/console/keys?count=on&language=ja")).html).toContain("SEAL_KEYSに戻してください");
	});

	it("is closed for the help desk", async () => {
		expect((await (await createSignedIn("HELP_DESK")).open("/console/keys?count=on")).status).toBe(403);
	});
});
