// An Idempotency-Key belongs to its caller: the same key of another token or of an inbound source is another key.
import { describe, expect, it } from "vitest";
import { newEventId } from "../../src/hooks/telephony";
import { ask, enable, nextNumber, inboxOf as oktaInboxOf, oktaRequest } from "../inbound/requests";
import { createWorld, unique } from "../support/world";
import { createActiveUser, createPhoneUser, factorsPath, inboxOf } from "./sent-factor";

const keyed = (key: string) => ({ headers: { "idempotency-key": key } });

describe("an Idempotency-Key", () => {
	it("of another token sends, and each token's repeated request gets its own first answer", async () => {
		const world = await createWorld();
		const { to, challenge } = await createActiveUser(world);
		const options = keyed(unique("key"));
		const others = { ...options, token: await world.tokenFor("VERIFIER") };
		const own = await challenge("", options);
		world.clock.now += 30_000;
		const another = await challenge("", others);
		expect([own.status, another.status]).toEqual([200, 200]);
		expect([(await challenge("", options)).body, (await challenge("", others)).body]).toEqual([own.body, another.body]);
		expect(await inboxOf(world, to)).toHaveLength(2);
	});

	it("of another token doesn't make a request wait for the other token's request", async () => {
		const world = await createWorld();
		const { challenge } = await createActiveUser(world);
		const options = keyed(unique("key"));
		const others = { ...options, token: await world.tokenFor("VERIFIER") };
		const answers = await Promise.all([challenge("", options), challenge("", others)]);
		// The cool-down of the number refuses one of them. As a repetition it would get the other's answer.
		expect(answers.map(({ status }) => status).sort()).toEqual([200, 429]);
	});

	it("of another token is free for another user, a resend and an enrolment", async () => {
		const world = await createWorld();
		const options = keyed(unique("key"));
		expect((await (await createActiveUser(world)).challenge("", options)).status).toBe(200);
		const pending = await createPhoneUser(world);
		const { id } = (await pending.enroll()).body;
		world.clock.now += 30_000;
		const token = await world.tokenFor("ADMINISTRATOR");
		const path = `${factorsPath(pending.user.id)}/${id}/resend`;
		expect((await world.call("POST", path, undefined, { ...options, token })).status).toBe(200);
		const third = await world.tokenFor("ADMINISTRATOR");
		expect((await (await createPhoneUser(world)).enroll("", { ...options, token: third })).status).toBe(200);
	});

	it("of the same token is still taken by the first user", async () => {
		const world = await createWorld();
		const options = keyed(unique("key"));
		await (await createActiveUser(world)).challenge("", options);
		expect((await (await createActiveUser(world)).challenge("", options)).body.errorCode).toBe("E0000001");
	});

	it.each(["okta:", ""])("that looks like an Okta org's event doesn't stop Okta's message: %j", async (before) => {
		const world = await createWorld();
		await enable(world);
		const eventId = newEventId();
		expect((await (await createActiveUser(world)).challenge("", keyed(before + eventId))).status).toBe(200);
		const phoneNumber = nextNumber();
		const answer = await ask(world, oktaRequest({ phoneNumber }, eventId));
		expect(answer.body.commands[0].value[0].status).toBe("SUCCESSFUL");
		expect(await oktaInboxOf(world, phoneNumber)).toHaveLength(1);
	});

	it("that looks like an event of Okta's gets no answer to Okta's message", async () => {
		const world = await createWorld();
		await enable(world);
		const eventId = newEventId();
		await ask(world, oktaRequest({}, eventId));
		const { to, challenge } = await createActiveUser(world);
		expect((await challenge("", keyed(`okta:${eventId}`))).status).toBe(200);
		expect(await inboxOf(world, to)).toHaveLength(1);
	});
});
