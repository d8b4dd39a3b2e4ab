// Floods of refused messages: few rows in the log, nothing of the end user's allowance used up, nothing stored.
import { env, runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { createActiveUser, createPhoneUser } from "../factors/sent-factor";
import { successful } from "../hooks/hooks";
import { createAccount } from "../providers/accounts/accounts";
import { logArrived } from "../support/log-queue";
import { objectIds } from "../support/object-ids";
import { freshHandle, realDatabase } from "../support/worker-state";
import { createWorld, unique } from "../support/world";

/** The rows about the messages to a user, oldest first: `reason or result` and how many refusals the row tells of. */
async function rowsOf(userId: string): Promise<[string, string | null][]> {
	await logArrived();
	const { results } = await env.DB.prepare(
		`SELECT coalesce(event ->> '$.outcome.reason', event ->> '$.outcome.result') AS word,
			event ->> '$.debugContext.debugData.refusedMeanwhile' AS refused
			FROM log_events WHERE event_type LIKE 'system.%.send_%' AND event ->> '$.target[0].id' = ? ORDER BY published, seq`,
	)
		.bind(userId)
		.all<{ word: string; refused: string | null }>();
	return results.map(({ word, refused }) => [word, refused]);
}

const repeat = <T>(times: number, work: (index: number) => Promise<T>): Promise<T[]> =>
	Promise.all(Array.from({ length: times }, (_, index) => work(index)));

/** All requests in one code's life: the first is sent, the others are refused. */
async function flood(person: Awaited<ReturnType<typeof createActiveUser>>, times: number) {
	const answers = await repeat(times, () => person.challenge());
	expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
}

describe("a flood of challenges", () => {
	it("has one row a cool-down, and the rows after it tell of the others", async () => {
		const world = await createWorld();
		const person = await createActiveUser(world);
		await flood(person, 60);
		const total = async () =>
			(await rowsOf(person.user.id)).reduce((sum, [, refused]) => sum + Number(refused ?? 0), 0);
		const deniedOf = async () => (await rowsOf(person.user.id)).filter(([word]) => word === "SEND_LIMIT_COOL_DOWN");
		expect(await deniedOf()).toHaveLength(1);
		world.clock.now += 30_000;
		await flood(person, 60);
		expect(await deniedOf()).toHaveLength(2);
		world.clock.now += 30_000;
		await person.challenge();
		expect((await total()) + (await deniedOf()).length).toBe(118);
	});

	it.each(["sms", "email"] as const)("has one row for %s that comes in turn, with an exact count", async (type) => {
		const world = await createWorld();
		const person = await createActiveUser(world, type);
		for (let time = 0; time < 12; time++) await person.challenge();
		world.clock.now += 30_000;
		await person.challenge();
		expect(await rowsOf(person.user.id)).toEqual([
			["SUCCESS", null],
			["SEND_LIMIT_COOL_DOWN", null],
			["SUCCESS", "10"],
		]);
	});

	it("has one row while the hour's cap is reached", async () => {
		const world = await createWorld();
		const person = await createActiveUser(world);
		for (let time = 0; time < 5; time++) {
			await person.challenge();
			world.clock.now += 30_000;
		}
		await repeat(20, () => person.challenge());
		world.clock.now += 600_000;
		await repeat(20, () => person.challenge());
		// The guard may have refused some before the first one that the meter saw, so that row may tell of them.
		const denied = (await rowsOf(person.user.id)).map(([word]) => word).filter((word) => word !== "SUCCESS");
		expect(denied).toEqual(["SEND_LIMIT_HOURLY"]);
	});

	it("has one row when many isolates refuse it", async () => {
		const world = await createWorld();
		const person = await createActiveUser(world);
		const isolates = await repeat(5, () =>
			createWorld({ bindings: { ...env, DB: freshHandle(realDatabase(env.DB)) } }),
		);
		await person.challenge();
		for (const isolate of isolates) {
			isolate.clock.now = world.clock.now;
			for (let time = 0; time < 4; time++) await isolate.call("POST", `${person.path}/verify`);
		}
		world.clock.now += 30_000;
		await person.challenge();
		expect((await rowsOf(person.user.id)).slice(1)).toEqual([
			["SEND_LIMIT_COOL_DOWN", null],
			["SUCCESS", "19"],
		]);
	});
});

describe("a flood that no meter sees", () => {
	it("has one row a minute for numbers of a country that isn't allowed", async () => {
		const world = await createWorld();
		world.clock.now = Math.ceil(world.clock.now / 60_000) * 60_000;
		const person = await createActiveUser(world);
		await world.call("PUT", "/api/v1/delivery-settings", { allowedCountries: ["JP"] });
		await repeat(30, () => person.challenge());
		world.clock.now += 60_000;
		await person.challenge();
		await world.call("PUT", "/api/v1/delivery-settings", {});
		expect(await rowsOf(person.user.id)).toEqual([
			["SEND_LIMIT_COUNTRY", null],
			["SEND_LIMIT_COUNTRY", expect.stringMatching(/^\d+$/)],
		]);
	});
});

const newAddress = () => `2001:db8:${crypto.randomUUID().slice(0, 4)}:${crypto.randomUUID().slice(0, 4)}::1`;

/** Whether the address has a meter that keeps anything. */
async function isStored(address: string): Promise<boolean> {
	const stub = env.METER.get(env.METER.idFromName(`ip:${address.slice(0, -3).replaceAll(/:0+(?=[^:])/g, ":")}::/64`));
	const known = new Set((await objectIds(env.METER)).map(String));
	if (!known.has(String(stub.id))) return false;
	return runInDurableObject(
		stub,
		(_, { storage }) => [...storage.sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'minutes'")].length > 0,
	);
}

const from = (address: string) => ({ headers: { "x-forwarded-for": address } });

describe("the end user's address", () => {
	it('isn\'t used up by what the cool-down refuses: 31 presses of "send again" shut nobody out', async () => {
		const world = await createWorld();
		const [hasty, patient] = [await createActiveUser(world), await createActiveUser(world)];
		const address = newAddress();
		for (let press = 0; press < 31; press++) await hasty.challenge("", from(address));
		expect((await patient.challenge("", from(address))).status).toBe(200);
	});

	it("lets exactly 30 of 40 sends at once pass, and the others give their destinations back", async () => {
		const world = await createWorld();
		const people = await repeat(40, () => createPhoneUser(world, "email"));
		const address = newAddress();
		const answers = await Promise.all(people.map((person) => person.enroll("", from(address))));
		const refused = people.filter((_, index) => answers[index]?.body.errorCode === "E0000150");
		expect(refused).toHaveLength(10);
		expect((await repeat(10, (index) => refused[index]!.enroll())).map(({ status }) => status)).toEqual(
			Array(10).fill(200),
		);
	});

	it("leaves no meter behind when it is made up for each refused request", async () => {
		const world = await createWorld();
		const person = await createActiveUser(world);
		expect((await person.challenge()).status).toBe(200);
		const before = (await objectIds(env.METER)).length;
		const addresses = Array.from({ length: 100 }, newAddress);
		await Promise.all(addresses.map((address) => person.challenge("", from(address))));
		expect((await objectIds(env.METER)).length).toBe(before);
	});

	it("isn't used up by what no provider takes, and then leaves no meter behind", async () => {
		let status = 400;
		const carry = async () => Response.json(successful, { status });
		const world = await createWorld({ fetch: carry as typeof fetch });
		const { id } = await createAccount(world);
		const route = { name: unique("route"), conditions: { channels: ["SMS"] }, providers: [id] };
		expect((await world.call("POST", "/api/v1/delivery-routes", route)).status).toBe(200);
		const address = newAddress();
		const person = await createActiveUser(world);
		for (let time = 0; time < 31; time++) expect((await person.challenge("", from(address))).status).toBe(503);
		expect(await isStored(address)).toBe(false);
		status = 200;
		world.clock.now += 60_000;
		expect((await person.challenge("", from(address))).status).toBe(200);
		expect(await isStored(address)).toBe(true);
	});
});
