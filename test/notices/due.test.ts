// When a notice is sent: once, also by many at once; of a kind one an hour; and again later where it couldn't leave.
import { createExecutionContext, createScheduledController, env, waitOnExecutionContext } from "cloudflare:test";
import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import worker from "../../src/index";
import { ingestEvents, ownEvent } from "../../src/log/write";
import { createAccount, emailAccount, removeAllProviders } from "../providers/accounts/accounts";
import { createWorld, type World } from "../support/world";
import { countTo, createOwner, forgetNotices, hourMs, minuteMs, noticesTo, tellNow } from "./told";

let world: World;
beforeAll(async () => {
	world = await createWorld();
	await removeAllProviders(world);
});
beforeEach(forgetNotices);

const rowsOf = async (userId: string) =>
	(await env.DB.prepare("SELECT * FROM user_notices WHERE user_id = ?").bind(userId).all()).results;

it("one event that comes three times, to ten senders at once, is one notice", async () => {
	const owner = await createOwner(world);
	const target = [{ id: owner.id, type: "User" }];
	const event = ownEvent(world.ctx, { eventType: "user.mfa.factor.activate", target });
	for (let count = 0; count < 3; count++) await ingestEvents(world.ctx.db, [event]);
	await Promise.all(Array.from({ length: 10 }, () => tellNow(world)));
	expect(await countTo(world, owner.email)).toBe(1);
});

it("what happens again within the hour is told together when the hour is over", async () => {
	const owner = await createOwner(world);
	await owner.happen("user.mfa.factor.activate");
	await tellNow(world);
	for (let count = 0; count < 7; count++) {
		world.clock.now += 5 * minuteMs;
		await owner.happen("user.mfa.factor.activate");
		await tellNow(world);
	}
	expect(await countTo(world, owner.email)).toBe(1);
	world.clock.now += 25 * minuteMs - 1;
	await tellNow(world);
	expect(await countTo(world, owner.email)).toBe(1);
	world.clock.now += 1;
	await tellNow(world);
	const [, later] = await noticesTo(world, owner.email);
	expect(later?.text.match(/\d\d:\d\d/g)).toHaveLength(5);
	expect(later?.text).toContain("UTC, …");
	await tellNow(world);
	expect(await countTo(world, owner.email)).toBe(2);
});

it("another kind, and another user, don't wait", async () => {
	const [one, other] = [await createOwner(world), await createOwner(world)];
	await one.happen("user.mfa.factor.activate");
	await tellNow(world);
	await one.happen("user.mfa.factor.deactivate");
	await other.happen("user.mfa.factor.activate");
	await tellNow(world);
	expect([await countTo(world, one.email), await countTo(world, other.email)]).toEqual([2, 1]);
});

it("more than are sent at once are all sent", async () => {
	const owners = await Promise.all(Array.from({ length: 25 }, () => createOwner(world)));
	await Promise.all(owners.map(({ happen }) => happen("user.mfa.factor.activate")));
	await tellNow(world);
	expect(await Promise.all(owners.map(({ email }) => countTo(world, email)))).toEqual(owners.map(() => 1));
});

it("what no provider takes is tried again after ten minutes, for a day", async () => {
	let [status, asked] = [422, 0];
	const failing = await createWorld({
		bindings: { ...env, ENVIRONMENT: "production" },
		fetch: async () => {
			asked += 1;
			return status === 200 ? Response.json({ id: "1" }) : Response.json({ name: "validation_error" }, { status });
		},
	});
	await createAccount(failing, emailAccount);
	const owner = await createOwner(failing);
	await owner.happen("user.mfa.factor.activate");
	await tellNow(failing);
	await tellNow(failing);
	expect(asked).toBe(1);
	failing.clock.now += 10 * minuteMs;
	await tellNow(failing);
	expect(asked).toBe(2);
	status = 200;
	failing.clock.now += 10 * minuteMs;
	await tellNow(failing);
	failing.clock.now += hourMs;
	await tellNow(failing);
	expect(asked).toBe(3);
	await owner.happen("user.mfa.factor.deactivate");
	failing.clock.now += 24 * hourMs;
	await tellNow(failing);
	expect(asked).toBe(3);
	await removeAllProviders(failing);
});

it("an answer that gets lost may have been a notice, so it isn't sent again", async () => {
	let asked = 0;
	const losing = await createWorld({
		bindings: { ...env, ENVIRONMENT: "production" },
		fetch: async () => {
			asked += 1;
			return new Response("", { status: 500 });
		},
	});
	await createAccount(losing, emailAccount);
	const owner = await createOwner(losing);
	await owner.happen("user.mfa.factor.activate");
	await tellNow(losing);
	losing.clock.now += 30 * minuteMs;
	await tellNow(losing);
	expect(asked).toBe(1);
	await removeAllProviders(losing);
});

it("a user whom nothing reaches has no notice that waits, and none that holds up others", async () => {
	const owner = await createOwner(world, { hasEmail: false });
	await owner.happen("user.mfa.factor.activate");
	await tellNow(world);
	expect(await rowsOf(owner.id)).toEqual([]);
});

it("the cron of a minute sends, and the night deletes what is two days old", async () => {
	const owner = await createOwner(world);
	await owner.happen("user.mfa.factor.activate");
	await owner.change({ email: "other@example.com" });
	const ring = async (cron: string) => {
		const execution = createExecutionContext();
		await worker.scheduled(createScheduledController({ cron }), env, execution);
		await waitOnExecutionContext(execution);
	};
	await ring("* * * * *");
	expect(await countTo(world, owner.email)).toBe(2);
	const longAgo = Date.now() - 49 * hourMs;
	await env.DB.batch([
		env.DB.prepare("UPDATE user_notices SET happened_at = ? WHERE user_id = ?").bind(longAgo, owner.id),
		env.DB.prepare("UPDATE past_addresses SET until = ? WHERE user_id = ?").bind(longAgo, owner.id),
	]);
	vi.spyOn(console, "log").mockImplementation(() => {});
	await ring("17 3 * * *");
	vi.restoreAllMocks();
	expect(await rowsOf(owner.id)).toEqual([]);
	expect(await env.DB.prepare("SELECT * FROM past_addresses WHERE user_id = ?").bind(owner.id).first()).toBeNull();
});
