// The Durable Object of an import: steps whose answers get lost, what each step needs, and its end.
import { env, runInDurableObject } from "cloudflare:test";
import { expect, it } from "vitest";
import type { ImportJob } from "../../../src/imports/job/object";
import { connectionLost, losingAnswers } from "../../support/lost-answers";
import { createAuthenticator } from "../../support/otp-tokens";
import { createWorld } from "../../support/world";
import { beginImport, checkedImport, csvOf, importsPath, newLine, objectOf, sendFile, until, verb } from "../imports";

it("a step whose answer gets lost is taken once, and says that nobody knows", async () => {
	const world = await createWorld();
	const id = await beginImport(world, { authenticatorId: await createAuthenticator(world) });
	const steps = ["endUpload", "pause", "resume", "start", "cancel"];
	const losing: ReturnType<typeof losingAnswers> = losingAnswers(env.IMPORTS as never, (index) =>
		steps.includes(losing.calls[index] ?? "") ? connectionLost() : null,
	);
	const other = await createWorld({ bindings: { ...env, IMPORTS: losing.namespace } as never });
	expect((await sendFile(other, id, csvOf([newLine(), newLine()]))).status).toBe(503);
	await until(world, id, "CHECKED");
	expect((await verb(other, id, "pause")).status).toBe(503);
	await until(world, id, "PAUSED");
	expect((await verb(other, id, "resume")).status).toBe(503);
	await until(world, id, "CHECKED");
	expect((await verb(other, id, "start", { canary: { first: 1 } })).status).toBe(503);
	await until(world, id, "CANARY");
	expect((await verb(other, id, "cancel")).status).toBe(503);
	await until(world, id, "CANCELLED");
	expect(losing.calls.filter((method) => steps.includes(method))).toEqual(steps);
});

it("a step that doesn't fit says every status that it fits", async () => {
	const world = await createWorld();
	const id = await beginImport(world, { authenticatorId: await createAuthenticator(world) });
	expect((await verb(world, id, "pause")).body.errorCauses[0].errorSummary).toContain("LISTING");
	await verb(world, id, "cancel");
	expect((await sendFile(world, id, csvOf([newLine()]))).body.errorCauses[0].errorSummary).toContain("UPLOADING");
	const { errorSummary } = (await verb(world, id, "cancel")).body.errorCauses[0];
	for (const status of ["UPLOADING", "LISTING", "CHECKING", "REFUSED", "RUNNING"]) {
		expect(errorSummary).toContain(status);
	}
});

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
