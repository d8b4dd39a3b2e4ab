// An account that may send no more leaves its operator at once.
import { env } from "cloudflare:test";
import { describe, expect, inject, it, vi } from "vitest";
import { askServers } from "../../drivers/counterparts";
import { connectionLost, losingAnswers } from "../../support/lost-answers";
import { createWorld, type World } from "../../support/world";
import { createAccount } from "./accounts";

const { smpp } = inject("servers");

async function smppAccount(world: World, query = "") {
	const systemId = `r${crypto.randomUUID().replaceAll("-", "")}`.slice(0, 15);
	const config = { host: "localhost", transmitterPort: smpp.plain, tls: false, systemId };
	const { path } = await createAccount(
		world,
		{ driver: "smpp", config, secrets: { transmitterPassword: "secret12" } },
		query,
	);
	return {
		path,
		test: () => world.call("POST", `${path}/test`, { channel: "SMS", to: "+4520123456" }),
		sessions: () => askServers("/smpp/sessions", { systemId }),
		hasLeft: () =>
			vi.waitFor(async () =>
				expect((await askServers("/smpp/sessions", { systemId })).at(-1)).toMatchObject({
					hasUnbound: true,
					isOpen: false,
				}),
			),
	};
}

describe("An SMPP account", () => {
	it("unbinds when it is switched off, and binds again when it is switched on", async () => {
		const world = await createWorld();
		const { path, test, sessions, hasLeft } = await smppAccount(world);
		expect((await test()).body).toMatchObject({ status: "sent" });
		expect(await sessions()).toMatchObject([{ hasUnbound: false, isOpen: true }]);
		expect((await world.call("POST", `${path}/lifecycle/deactivate`)).status).toBe(200);
		await hasLeft();
		expect((await world.call("POST", `${path}/lifecycle/activate`)).status).toBe(200);
		expect((await test()).body).toMatchObject({ status: "sent" });
		expect(await sessions()).toMatchObject([{ isOpen: false }, { isOpen: true }]);
	});

	it("unbinds when it is deleted", async () => {
		const world = await createWorld();
		const { path, test, hasLeft } = await smppAccount(world);
		await test();
		expect((await world.call("DELETE", path)).status).toBe(204);
		await hasLeft();
	});

	it("unbinds after a test message while it is switched off", async () => {
		const world = await createWorld();
		const { test, hasLeft } = await smppAccount(world, "?activate=false");
		expect((await test()).body).toMatchObject({ status: "sent" });
		await hasLeft();
	});

	it("is switched off and deleted although its session is out of reach", async () => {
		const { namespace } = losingAnswers(env.SMPP, connectionLost);
		const world = await createWorld({ bindings: { ...env, SMPP: namespace } });
		const { path } = await smppAccount(world);
		const switchedOff = await world.call("POST", `${path}/lifecycle/deactivate`);
		expect([switchedOff.status, switchedOff.body.status]).toEqual([200, "INACTIVE"]);
		expect((await world.call("DELETE", path)).status).toBe(204);
	});
});
