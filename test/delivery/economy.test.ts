// What a code costs before the answer when everything is warm: calls of Durable Objects, reads and writes of D1.
import { describe, expect, it } from "vitest";
import { createActiveUser } from "../factors/sent-factor";
import { createHook, freeTheActivePlace, json, successful } from "../hooks/hooks";
import { createAccount } from "../providers/accounts/accounts";
import { type Calls, countBindings } from "../support/counted-bindings";
import { type CallOptions, createWorld, unique, type World } from "../support/world";

const inTurn = ["GUARD.issueCode", "METER.reserve"];

const answers = async () => json(successful);

/**
 * A challenge of a factor that its guard knows. Another person's challenge before it has read all that is remembered.
 */
async function warmChallenge(prepare: (world: World) => Promise<string>, options: CallOptions = {}): Promise<Calls> {
	const counted = countBindings();
	const world = await createWorld({ fetch: answers as typeof fetch, bindings: counted.bindings });
	await freeTheActivePlace(world);
	const query = await prepare(world);
	const [person, other] = [await createActiveUser(world), await createActiveUser(world)];
	expect((await person.challenge(query)).status).toBe(200);
	world.clock.now += 30_000;
	expect((await other.challenge(query)).status).toBe(200);
	const { result, calls } = await counted.count((onAnswer) => person.challenge(query, { ...options, onAnswer }));
	expect([result.status, result.body.factorResult]).toEqual([200, "CHALLENGE"]);
	return calls;
}

async function addCarrier(world: World): Promise<string> {
	const { id } = await createAccount(world);
	const route = { name: unique("route"), conditions: { channels: ["SMS"] }, providers: [id] };
	expect((await world.call("POST", "/api/v1/delivery-routes", route)).status).toBe(200);
	return "";
}

describe("a warm challenge", () => {
	it.each([
		["a route", addCarrier],
		[
			"a route and an administrator's template",
			async (world: World) => {
				await addCarrier(world);
				const text = { name: unique("text"), type: "SMS_VERIFY_CODE", template: `Code: \${code}` };
				const template = await world.call("POST", "/api/v1/templates/sms", text);
				expect(template.status).toBe(200);
				return `?templateId=${template.body.id}`;
			},
		],
		[
			"a telephony hook",
			async (world: World) => {
				await createHook(world);
				return "";
			},
		],
	])("by %s calls two objects, reads nothing from D1 and writes one row", async (_, prepare) => {
		const calls = await warmChallenge(prepare);
		expect(calls.objects).toEqual(inTurn);
		expect(calls.statements).toEqual([expect.stringMatching(/^insert into "deliveries"/)]);
	});

	it("calls a third object for the limit of the end user's address", async () => {
		const headers = { "x-forwarded-for": "2001:db8::1" };
		const calls = await warmChallenge(addCarrier, { headers });
		expect(calls.objects).toEqual(["GUARD.issueCode", "METER.reserve", "METER.reserveAddress"]);
		expect(calls.statements).toHaveLength(1);
	});

	it("is refused after three calls when it comes too early, and writes nothing", async () => {
		const counted = countBindings();
		const world = await createWorld({ fetch: answers as typeof fetch, bindings: counted.bindings });
		const person = await createActiveUser(world);
		await person.challenge();
		const { result, calls } = await counted.count((onAnswer) => person.challenge("", { onAnswer }));
		expect(result.body.errorCode).toBe("E0000109");
		expect([calls.objects, calls.statements]).toEqual([[...inTurn, "GUARD.withdrawCode"], []]);
	});
});
