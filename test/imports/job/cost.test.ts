// How many statements of D1 an import needs for each alarm, and so for 200 tokens.
import { env, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { expect, it } from "vitest";
import type { ImportJob } from "../../../src/imports/job/object";
import { watch } from "../../support/counted-bindings";
import { createAuthenticator, createUser } from "../../support/otp-tokens";
import { createWorld, type World } from "../../support/world";
import { beginImport, csvOf, importsPath, newLine, objectOf, sendFile, verb } from "../imports";

/** Lets the alarm ring until the import has this status. @returns statements and settled tokens of each alarm */
async function costsUntil(world: World, id: string, status: string) {
	const job = objectOf(id);
	const costs: { statements: number; settled: number }[] = [];
	const settledNow = async () => {
		const { body } = await world.call("GET", `${importsPath}/${id}`);
		return { isThere: body.status === status, settled: body.counts.taken + body.counts.failed + body.counts.refused };
	};
	let statements = 0;
	const prepare = (sql: unknown) => {
		statements++;
		return env.DB.prepare(String(sql));
	};
	const bindings = { ...env, DB: watch(env.DB, { prepare }) };
	for (let before = await settledNow(); !before.isThere; before = await settledNow()) {
		expect(costs.length).toBeLessThan(20);
		await runInDurableObject(job, (instance) => void Object.assign(instance as ImportJob, { env: bindings }));
		statements = 0;
		await runDurableObjectAlarm(job);
		costs.push({ statements, settled: (await settledNow()).settled - before.settled });
	}
	return costs;
}

it("checks and takes 200 tokens by four statements each, however many of them are users'", async () => {
	const world = await createWorld();
	const authenticatorId = await createAuthenticator(world);
	const users = await Promise.all(Array.from({ length: 10 }, () => createUser(world)));
	const lines = Array.from({ length: 600 }, (_, index) => newLine(users[index / 20]?.login));
	const id = await beginImport(world, { authenticatorId });
	expect((await sendFile(world, id, csvOf(lines))).status).toBe(200);

	const checks = await costsUntil(world, id, "CHECKED");
	expect(checks.length).toBeGreaterThanOrEqual(3);
	const start = await verb(world, id, "start");
	expect(start.body.status).toBe("RUNNING");
	const takes = await costsUntil(world, id, "DONE");
	expect(takes.filter(({ settled }) => settled === 200)).toHaveLength(3);
	for (const costs of [checks, takes]) {
		const [first, ...middle] = costs.slice(0, -1);
		expect(middle).toHaveLength(2);
		for (const { statements } of middle) expect(statements).toBe(4);
		// The list is told of the new status, and the authenticator is read.
		expect(first!.statements).toBeLessThanOrEqual(6);
	}
	const { body } = await world.call("GET", `${importsPath}/${id}`);
	expect(body.counts).toMatchObject({ taken: 600, failed: 0 });
});
