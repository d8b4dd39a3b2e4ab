// The status of an import in D1, which the list shows.
import { env, runDurableObjectAlarm } from "cloudflare:test";
import { describe, expect, it, vi } from "vitest";
import { withImport } from "../../src/imports/client";
import type { ImportState } from "../../src/imports/job/types";
import { noteStatus } from "../../src/imports/status";
import { createAuthenticator, createUser } from "../support/otp-tokens";
import { createWorld } from "../support/world";
import { checkedImport, csvOf, newLine, objectOf, until, verb } from "./imports";

const statusInD1 = (id: string) =>
	env.DB.prepare("SELECT status FROM token_imports WHERE id = ?").bind(id).first("status");

describe("the status in D1", () => {
	it("is told of an import that pauses by itself", async () => {
		const world = await createWorld();
		const authenticatorId = await createAuthenticator(world);
		const { id } = await checkedImport(world, { authenticatorId }, csvOf([newLine()]));
		await world.call("POST", `/api/v1/authenticators/${authenticatorId}/lifecycle/deactivate`);
		await verb(world, id, "start");
		expect(await until(world, id, "PAUSED")).toMatchObject({ problem: { reason: "authenticator-inactive" } });
		await vi.waitFor(async () => {
			await runDurableObjectAlarm(objectOf(id));
			expect(await statusInD1(id)).toBe("PAUSED");
		});
		await world.call("POST", `/api/v1/authenticators/${authenticatorId}/lifecycle/activate`);
		await verb(world, id, "resume");
		expect((await until(world, id, "DONE")).counts.taken).toBe(1);
	});

	it("is paused, and nothing is taken, when another isolate has switched the authenticator off a moment ago", async () => {
		const world = await createWorld();
		const authenticatorId = await createAuthenticator(world);
		const user = await createUser(world);
		const { id } = await checkedImport(world, { authenticatorId }, csvOf([newLine(), newLine(), newLine(user.login)]));
		await verb(world, id, "start", { canary: { first: 1 } });
		await until(world, id, "CANARY");
		const turn = (status: string) =>
			env.DB.prepare("UPDATE authenticators SET status = ? WHERE id = ?").bind(status, authenticatorId).run();
		await turn("INACTIVE");
		await verb(world, id, "start");
		expect(await until(world, id, "PAUSED")).toMatchObject({
			problem: { reason: "authenticator-inactive" },
			counts: { ok: 2, taken: 1, failed: 0 },
		});
		const { body: stock } = await world.call("GET", `/api/v1/otp-tokens?authenticatorId=${authenticatorId}`);
		expect(stock).toHaveLength(1);
		expect((await world.call("GET", `/api/v1/users/${user.id}/factors`)).body).toEqual([]);
		await turn("ACTIVE");
		await verb(world, id, "resume");
		expect((await until(world, id, "DONE")).counts).toMatchObject({ taken: 3, failed: 0 });
	});

	it("stays at the end, whatever an earlier call still says; the log has what it says", async () => {
		const world = await createWorld();
		const authenticatorId = await createAuthenticator(world);
		const { id } = await checkedImport(world, { authenticatorId }, csvOf([newLine()]));
		const checked = await withImport(world.ctx, id, (job) => job.state() as Promise<ImportState>);
		await verb(world, id, "cancel");
		await noteStatus(world.ctx, { ...checked, status: "RUNNING" }, "system.token_import.start");
		expect(await statusInD1(id)).toBe("CANCELLED");
		const filter = encodeURIComponent(`eventType eq "system.token_import.start" and target.id eq "${id}"`);
		expect((await world.call("GET", `/api/v1/logs?filter=${filter}`)).body).toHaveLength(1);
	});
});
