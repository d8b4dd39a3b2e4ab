// The Durable Object of an import: its end.
import { env, runInDurableObject } from "cloudflare:test";
import { expect, it } from "vitest";
import type { ImportJob } from "../../../src/imports/job/object";
import { createAuthenticator } from "../../support/otp-tokens";
import { createWorld } from "../../support/world";
import { checkedImport, csvOf, importsPath, newLine, objectOf, sendFile, verb } from "../imports";

it("an import that has deleted itself has no rows and is not found, while the list still names it", async () => {
	const world = await createWorld();
	const authenticatorId = await createAuthenticator(world);
	const { id } = await checkedImport(world, { authenticatorId }, csvOf([newLine()]));
	await verb(world, id, "cancel");
	await runInDurableObject(objectOf(id), async (instance) => {
		const job = instance as ImportJob;
		Object.assign(job, { now: () => Date.now() + 31 * 24 * 3_600_000 });
		await job.alarm();
		expect(job.state()).toBeNull();
		expect(job.canaries()).toEqual([]);
	});
	expect(await env.DB.prepare("SELECT status FROM token_imports WHERE id = ?").bind(id).first("status")).toBe(
		"CANCELLED",
	);
	expect(await world.call("GET", `${importsPath}/${id}/rows`)).toMatchObject({ status: 200, body: [] });
	const report = await world.call("GET", `${importsPath}/${id}/report`);
	expect(report.body.split("\r\n")).toHaveLength(2);
	expect((await world.call("GET", `${importsPath}/${id}`)).status).toBe(404);
	for (const name of ["start", "pause", "resume", "cancel"]) expect((await verb(world, id, name)).status).toBe(404);
	expect((await sendFile(world, id, csvOf([newLine()]))).status).toBe(404);
});
