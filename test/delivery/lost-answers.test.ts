// D1 makes a write that nobody waits for, and its answer is lost twice: the third try adds nothing.
import { env } from "cloudflare:test";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { failOverLate } from "../../src/delivery/late-failover";
import { createActiveUser } from "../factors/sent-factor";
import { createHook, fakeService, freeTheActivePlace } from "../hooks/hooks";
import { type BreakableDatabase, breakableDatabase } from "../support/broken-database";
import { carriers } from "../support/carriers";
import { countBindings } from "../support/counted-bindings";
import { createWorld, unique } from "../support/world";
import { createCarriers, receiptEvents, report, send as sendByCarrier } from "./receipts/reports";
import { createRoute, request, send, triesOf } from "./sends";

beforeEach(async () => {
	await freeTheActivePlace(await createWorld());
	vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
	vi.restoreAllMocks();
});

const sendEvent = "system.sms.send_factor_verify_message";

async function eventsOf(deliveryId: string) {
	const { results } = await env.DB.prepare("SELECT event_type FROM log_events WHERE event LIKE ? ORDER BY seq")
		.bind(`%${deliveryId}%`)
		.all<{ event_type: string }>();
	return results.map((row) => row.event_type);
}

/** The answers to these writes are lost twice. */
function lose(d1: BreakableDatabase, only: RegExp) {
	d1.fault = { kind: "lose", times: 2, only };
	d1.asked.length = 0;
	return { tries: () => d1.asked.filter((sql) => only.test(sql)).length };
}

it("a send by a hook is logged once, has one try, and counts once in the hook's metrics", async () => {
	const d1 = breakableDatabase();
	const world = await createWorld({ bindings: d1.bindings, fetch: fakeService().fetch });
	const hook = await createHook(world);
	const person = await createActiveUser(world);
	const { tries } = lose(d1, /^insert into "log_events"/);
	const { id } = (await person.challenge()).body._embedded.delivery;
	expect(tries()).toBe(3);
	expect(await eventsOf(id)).toEqual([sendEvent]);
	expect(await triesOf(id)).toMatchObject([{ hook_id: hook.id, result: "accepted" }]);
	expect((await world.call("GET", `${hook.path}/metrics`)).body).toMatchObject({ total: 1, successes: 1 });
});

it("a right code settles its delivery, and counts once at the meter", async () => {
	const d1 = breakableDatabase();
	const counted = countBindings();
	const { METER } = counted.bindings;
	const service = fakeService();
	const world = await createWorld({ bindings: { ...d1.bindings, METER }, fetch: service.fetch });
	await createHook(world);
	const person = await createActiveUser(world);
	const { id } = (await person.challenge()).body._embedded.delivery;
	const { tries } = lose(d1, /^update "deliveries"/);
	const { otpCode } = JSON.parse(service.sent[0]!.body).data.messageProfile;
	const { result, calls } = await counted.count(() => person.verify(otpCode));
	expect(result.status).toBe(200);
	expect(tries()).toBe(3);
	expect(calls.objects).toEqual(["METER.verified"]);
	const { verified: at } = (await world.call("GET", `/api/v1/deliveries/${id}`)).body;
	expect(at).toBe(new Date(world.clock.now).toISOString());
});

it("a receipt is in the timeline and in the log once, and its provider is told that it arrived", async () => {
	const { accounts, country, world: sender } = await createCarriers({ acme: "PENDING" });
	const { id, providerMessageId } = await sendByCarrier(sender, country);
	const d1 = breakableDatabase();
	const world = await createWorld({ bindings: d1.bindings });
	const { tries } = lose(d1, /^update "delivery_tries"/);
	expect((await report(world, `/receipts/${accounts[0]}`, "SUCCESSFUL", providerMessageId!)).status).toBe(200);
	expect(tries()).toBe(3);
	expect(await receiptEvents(id)).toHaveLength(1);
	expect((await world.call("GET", `/api/v1/deliveries/${id}`)).body).toMatchObject({
		status: "delivered",
		attempts: [{ receipts: [{ status: "delivered" }] }],
	});
});

it("a late try is written once, and the text is erased", async () => {
	const sender = await createWorld();
	await sender.call("PUT", "/api/v1/delivery-settings", { confirmWithinSeconds: 300 });
	const { country, accounts } = await createRoute(
		sender,
		["ok", "ok"].map((behaviour) => `${carriers}/${unique("late")}/${behaviour}`),
	);
	const { delivery } = await send(request(country));
	const due = { deliveryId: delivery!.id, tried: [accounts[0]!] };
	const d1 = breakableDatabase();
	const { ctx } = await createWorld({ bindings: d1.bindings });
	const { tries } = lose(d1, /^update "delivery_tries"|^update "deliveries"/);
	await failOverLate(ctx, due);
	// The try's result three times, then the erased text.
	expect(tries()).toBe(4);
	expect(await triesOf(delivery!.id)).toMatchObject([{ result: "accepted" }, { result: "accepted" }]);
	expect(await eventsOf(delivery!.id)).toEqual([sendEvent, sendEvent]);
	const { message_sealed } = (await env.DB.prepare("SELECT * FROM deliveries WHERE id = ?")
		.bind(delivery!.id)
		.first())!;
	expect(message_sealed).toBeNull();
});
