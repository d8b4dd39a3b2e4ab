// A second code: which code counts when the second one wasn't sent, and equal Idempotency-Keys in requests at once.
import { describe, expect, it } from "vitest";
import { createAccount } from "../providers/accounts/accounts";
import { createWorld, unique } from "../support/world";
import { createActiveUser, createPhoneUser, factorsPath, otherThan } from "./sent-factor";

const taken = { commands: [{ type: "com.okta.telephony.action", value: [{ status: "SUCCESSFUL" }] }] };

/** A world whose only carrier answers as it is told, and keeps the codes of its messages. */
async function createCarrierWorld() {
	const codes: string[] = [];
	const carrier = { codes, status: 200, delayMs: 0, isBroken: false };
	const carry = async (_: RequestInfo | URL, init?: RequestInit) => {
		codes.push(JSON.parse(String(init?.body)).data.messageProfile.otpCode);
		await new Promise((resolve) => setTimeout(resolve, carrier.delayMs));
		if (carrier.isBroken) throw new TypeError("Network connection lost.");
		return Response.json(taken, { status: carrier.status });
	};
	const world = await createWorld({ fetch: carry as typeof fetch });
	const { id } = await createAccount(world);
	const route = { name: unique("route"), conditions: { channels: ["SMS"] }, providers: [id] };
	expect((await world.call("POST", "/api/v1/delivery-routes", route)).status).toBe(200);
	return { world, carrier };
}

describe("the earlier code", () => {
	it("counts when the next challenge came too early, also while many such challenges are under way", async () => {
		const { world, carrier } = await createCarrierWorld();
		const { user, challenge, verify } = await createActiveUser(world);
		await challenge();
		const tooEarly = Array.from({ length: 20 }, () => challenge());
		const verified = verify(carrier.codes[0]!);
		for (const answer of await Promise.all(tooEarly)) expect(answer.body.errorCode).toBe("E0000109");
		expect((await verified).status).toBe(200);
		expect((await world.call("GET", `/api/v1/users/${user.id}/lock`)).body.failures).toBe(0);
	});

	it("is wrong as soon as the next code has left", async () => {
		const { world, carrier } = await createCarrierWorld();
		const { challenge, verify } = await createActiveUser(world);
		await challenge();
		world.clock.now += 30_000;
		await challenge();
		const [first, second] = carrier.codes as [string, string];
		if (first !== second) expect((await verify(first)).body.errorCode).toBe("E0000068");
		expect((await verify(second)).status).toBe(200);
	});

	it("counts when no provider took the next code, and a new challenge may follow at once", async () => {
		const { world, carrier } = await createCarrierWorld();
		const { challenge, verify } = await createActiveUser(world);
		await challenge();
		world.clock.now += 30_000;
		carrier.status = 400;
		expect((await challenge()).body.errorCode).toBe("E0000139");
		const [first, second] = carrier.codes as [string, string];
		if (first !== second) expect((await verify(second)).body.errorCode).toBe("E0000068");
		expect((await verify(first)).status).toBe(200);
		carrier.status = 200;
		expect((await challenge()).status).toBe(200);
	});

	it("stops counting after ten seconds when the next code may have arrived", async () => {
		const { world, carrier } = await createCarrierWorld();
		const { challenge, verify } = await createActiveUser(world);
		await challenge();
		world.clock.now += 30_000;
		carrier.isBroken = true;
		expect((await challenge()).body.errorCode).toBe("E0000139");
		const [first, second] = carrier.codes as [string, string];
		world.clock.now += 10_000;
		if (first !== second) expect((await verify(first)).body.errorCode).toBe("E0000068");
		expect((await verify(second)).status).toBe(200);
	});

	it("counts also when its factor is pending and the resend came too early", async () => {
		const { world, carrier } = await createCarrierWorld();
		const { user, enroll } = await createPhoneUser(world);
		const path = `${factorsPath(user.id)}/${(await enroll()).body.id}`;
		expect((await world.call("POST", `${path}/resend`)).body.errorCode).toBe("E0000109");
		const activated = await world.call("POST", `${path}/lifecycle/activate`, { passCode: carrier.codes[0] });
		expect([activated.status, activated.body.status]).toEqual([200, "ACTIVE"]);
	});
});

describe("a request with an earlier request's Idempotency-Key", () => {
	it.each([
		["fails", 400, "E0000139"],
		["succeeds", 200, undefined],
	])("%s like the first one, also while the first one is under way", async (_, status, errorCode) => {
		const { world, carrier } = await createCarrierWorld();
		Object.assign(carrier, { status, delayMs: 500 });
		const { challenge } = await createActiveUser(world);
		const options = { headers: { "idempotency-key": unique("key") } };
		const first = challenge("", options);
		await new Promise((resolve) => setTimeout(resolve, 250));
		const answers = [await challenge("", options), await first, await challenge("", options)];
		expect(answers.map(({ body }) => body.errorCode)).toEqual([errorCode, errorCode, errorCode]);
		expect(carrier.codes).toHaveLength(1);
	});

	it("is a new request a day later", async () => {
		const { world, carrier } = await createCarrierWorld();
		const { challenge } = await createActiveUser(world);
		const options = { headers: { "idempotency-key": unique("key") } };
		const first = await challenge("", options);
		world.clock.now += 24 * 60 * 60 * 1000 - 1;
		expect((await challenge("", options)).body).toEqual(first.body);
		world.clock.now += 1;
		expect((await challenge("", options)).status).toBe(200);
		expect(carrier.codes).toHaveLength(2);
	});
});

describe("requests with one Idempotency-Key at once", () => {
	it("send one message and get one answer, whether they challenge, resend or enroll", async () => {
		const { world, carrier } = await createCarrierWorld();
		carrier.delayMs = 300;
		const active = await createActiveUser(world);
		const pending = await createPhoneUser(world);
		const { id } = (await pending.enroll()).body;
		world.clock.now += 30_000;
		const fresh = await createPhoneUser(world);
		const requests = [
			(options: object) => active.challenge("", options),
			(options: object) => world.call("POST", `${factorsPath(pending.user.id)}/${id}/resend`, undefined, options),
			(options: object) => fresh.enroll("", options),
		];
		for (const request of requests) {
			const options = { headers: { "idempotency-key": unique("key") } };
			const before = carrier.codes.length;
			const answers = await Promise.all([request(options), request(options), request(options)]);
			expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
			for (const { body } of answers) expect(body).toEqual(answers[0]!.body);
			expect(carrier.codes.length).toBe(before + 1);
		}
		expect((await active.verify(otherThan(carrier.codes[1]!))).body.errorCode).toBe("E0000068");
		expect((await active.verify(carrier.codes[1]!)).status).toBe(200);
	});

	it("get the same error when no provider takes the message", async () => {
		const { world, carrier } = await createCarrierWorld();
		Object.assign(carrier, { status: 500, delayMs: 300 });
		const { challenge } = await createActiveUser(world);
		const options = { headers: { "idempotency-key": unique("key") } };
		const answers = await Promise.all([challenge("", options), challenge("", options)]);
		expect(answers.map(({ body }) => body.errorCode)).toEqual(["E0000139", "E0000139"]);
		expect(carrier.codes).toHaveLength(1);
	});
});
