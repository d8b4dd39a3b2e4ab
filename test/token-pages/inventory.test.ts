// The pages of the stock of tokens.
import { describe, expect, it } from "vitest";
import { stockTokens } from "../imports/imports";
import { createAdministrator, signedIn } from "../support/administrators";
import { createAuthenticator, createUser } from "../support/otp-tokens";
import { createReader } from "../support/reader";
import { createWorld } from "../support/world";

async function createStock(role: Parameters<typeof createAdministrator>[1] = "ADMINISTRATOR", count = 1) {
	const world = await createWorld();
	const { cookie } = await signedIn(world, (await createAdministrator(world, role)).id);
	const authenticatorId = await createAuthenticator(world);
	const ids = await stockTokens(world, authenticatorId, count);
	const tokens = await Promise.all(ids.map(async (id) => (await world.call("GET", `/api/v1/otp-tokens/${id}`)).body));
	return { world, reader: createReader(world, cookie), authenticatorId, tokens };
}

const at = ({ id }: { id: string }, step = "") => `/console/inventory/${id}${step}`;

describe("the stock of tokens", () => {
	it("finds tokens by the start of their serial number, by status and by authenticator", async () => {
		const { world, reader, authenticatorId, tokens } = await createStock("READ_ONLY", 3);
		const [first, second] = tokens;
		const all = await reader.open(`/console/inventory?authenticator=${authenticatorId}`);
		for (const { serial } of tokens) expect(all.html).toContain(serial);
		const { html } = await reader.open(`/console/inventory?serial=${first.serial}`);
		expect(html).toContain(at(first));
		expect(html).not.toContain(at(second));
		await world.call("POST", `/api/v1/otp-tokens/${first.id}/lifecycle/deactivate`);
		const disabled = await reader.open(`/console/inventory?status=DISABLED&authenticator=${authenticatorId}`);
		expect(disabled.html).toContain(at(first));
		expect(disabled.html).not.toContain(at(second));
		expect((await reader.open("/console/inventory?serial=no-such-serial")).html).toContain("Clear the filter");
		expect((await reader.open("/console/inventory?status=x&authenticator=")).status).toBe(200);
	});

	it("gives a token to a user, takes it back, and says what is in the way", async () => {
		const { world, reader, tokens } = await createStock("ADMINISTRATOR", 2);
		const [token, other] = tokens;
		const user = await createUser(world);
		await reader.open(at(token));
		const refused = await reader.send("assign", { user: "nobody@example.com" });
		expect([refused.status, refused.html.includes('id="field-user-error"')]).toEqual([400, true]);
		expect(refused.html).toContain('value="nobody@example.com"');
		const given = await reader.send("assign", { user: user.login });
		expect(given.html).toContain(`/console/users/${user.id}`);
		expect(given.html).toContain("is assigned, and active.");
		await reader.open(at(other));
		expect((await reader.send("assign", { user: user.id })).status).toBe(400);
		await reader.open(at(token, "/unassign"));
		expect((await reader.send("unassign", {})).html).toContain("nobody&#39;s again");
		expect((await world.call("GET", `/api/v1/users/${user.id}/factors`)).body).toEqual([]);
	});

	it("disables a token with its user's factor, enables it, and deletes it", async () => {
		const { world, reader, tokens } = await createStock();
		const [token] = tokens;
		const user = await createUser(world);
		await world.call("POST", `/api/v1/otp-tokens/${token.id}/assign`, { user: user.id });
		expect((await reader.open(at(token, "/delete"))).html).toContain("Take it back first");
		expect((await reader.open(at(token, "/disable"))).html).toContain("factor is removed");
		expect((await reader.send("disable", {})).html).toContain("is disabled");
		expect((await world.call("GET", `/api/v1/users/${user.id}/factors`)).body).toEqual([]);
		expect((await reader.open(at(token))).html).not.toContain('name="user"');
		expect((await reader.send("activate", {})).html).toContain("is enabled again");
		await reader.open(at(token, "/delete"));
		expect((await reader.send("delete", {})).html).toContain("is deleted");
		expect((await reader.open(at(token))).status).toBe(404);
	});

	it("shows those who may only look no form, and takes none from them", async () => {
		const { reader, tokens } = await createStock("READ_ONLY");
		const { html } = await reader.open(at(tokens[0]));
		expect(html).not.toMatch(/name="user"|\/disable"|\/delete"/);
		expect((await reader.send("assign", { user: "ada" })).status).toBe(403);
		for (const step of ["/unassign", "/disable", "/delete"]) {
			expect((await reader.open(at(tokens[0], step))).status).toBe(403);
		}
	});

	it("isn't for the help desk", async () => {
		const world = await createWorld();
		const { cookie } = await signedIn(world, (await createAdministrator(world, "HELP_DESK")).id);
		expect((await createReader(world, cookie).open("/console/inventory")).status).toBe(403);
	});
});
