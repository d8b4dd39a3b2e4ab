import { describe, expect, it } from "vitest";
import { ingestEvents } from "../../src/log/write";
import { createWorld, unique } from "../support/world";
import { day, iso, logPath, makeEvent } from "./events";

describe("a filter over the log", () => {
	it.each([
		['eventType eq "user.mfa.factor.activate"', true],
		['eventType sw "user.mfa." and not (eventType ew ".deactivate")', true],
		['eventType eq "user.mfa"', false],
		['outcome.result eq "FAILURE" or severity eq "ERROR"', true],
		['outcome.result ne "FAILURE"', false],
		['outcome.reason co "CREDENTIALS"', true],
		['actor.alternateId eq "ada@example.com"', true],
		['actor.alternateId eq "Ada@example.com"', false],
		['client.userAgent.rawUserAgent sw "curl"', true],
		["client.userAgent.os pr", false],
		['client.ipAddress eq "192.0.2.1"', true],
		['request.ipChain.ip eq "192.0.2.1"', true],
		['debugContext.debugData.factor eq "chf1"', true],
		["debugContext.debugData.phoneNumber pr", false],
		["securityContext.isProxy eq true", false],
		["authenticationContext.authenticationStep eq 0", true],
		["authenticationContext.authenticationStep gt 0", false],
		['target.id eq "a" and target.type eq "AuthenticatorEnrollment"', true],
		['target.type eq "User" and target.type eq "AuthenticatorEnrollment"', true],
		['target.id eq "b"', false],
		['target.detailEntry.methodTypeUsed eq "OTP"', true],
		["target.displayName pr", false],
		['transaction.detail.requestApiTokenId eq "00TTest0000000000000"', true],
	])("filter %s: %s", async (filter, matches) => {
		const world = await createWorld();
		const event = makeEvent({
			eventType: "user.mfa.factor.activate",
			outcome: { result: "FAILURE", reason: "INVALID_CREDENTIALS" },
			target: [
				{ id: "a", type: "User" },
				{ id: unique("factor"), type: "AuthenticatorEnrollment", detailEntry: { methodTypeUsed: "OTP" } },
			],
			debugData: { factor: "chf1" },
		});
		await ingestEvents(world.ctx.db, [event]);
		const answer = await world.call("GET", logPath({ filter: `uuid eq "${event.uuid}" and (${filter})` }));
		expect(answer.status).toBe(200);
		expect(answer.body).toEqual(matches ? [event] : []);
	});

	it("takes the largest filter and the most keywords together", async () => {
		const world = await createWorld();
		const filter = Array.from({ length: 50 }, (_, index) => `target.type ne "${index}"`).join(" and ");
		const q = Array.from({ length: 10 }, (_, index) => `word${index}`).join(" ");
		const bounds = { until: iso(Date.now()), since: iso(Date.now() - day), after: "1-1" };
		expect((await world.call("GET", logPath({ filter, q }))).status).toBe(200);
		expect((await world.call("GET", logPath({ filter, q, ...bounds }))).status).toBe(200);
	});
});
