// The main job, as a calling application and an auditor see it: the HTTP answers, and their events in the System Log.
import { describe, expect, it } from "vitest";
import type { LogEvent } from "../../src/log/event";
import { createTokenUser } from "../support/otp-tokens";
import { type Answer, createWorld, type World } from "../support/world";

const fiveMinutes = 5 * 60 * 1000;

/** Everything the log says about a target, oldest first, read page by page. */
async function readLog(world: World, targetId: string): Promise<LogEvent[]> {
	const events: LogEvent[] = [];
	const first = new URLSearchParams({
		filter: `target.id eq "${targetId}"`,
		until: new Date(world.clock.now + 1).toISOString(),
		limit: "4",
	});
	for (let path: string | undefined = `/api/v1/logs?${first}`; path !== undefined; ) {
		const page = await world.call("GET", path);
		expect(page.status).toBe(200);
		events.push(...page.body);
		path = /<https:\/\/otp\.test([^>]+)>; rel="next"/.exec(page.headers.get("link") ?? "")?.[1];
	}
	return events;
}

const summary = ({ eventType, outcome }: LogEvent) => [eventType, outcome.result, outcome.reason];
const word = ({ status, body }: Answer) => [status, body.errorCode ?? body.factorResult];

describe("the main job", () => {
	it("enrols, verifies, refuses a replay, locks and unlocks, and the log has every step once", async () => {
		const world = await createWorld();
		const { user, factorId, path, code, verify, wrongCode } = await createTokenUser(world);
		const answers: Answer[] = [];
		// A second passes between the steps, so that the log has the order of the steps.
		const step = async (call: () => Promise<Answer>) => {
			world.clock.now += 1_000;
			answers.push(await call());
			return word(answers.at(-1)!);
		};

		const first = code();
		expect(await step(() => verify(first))).toEqual([200, "SUCCESS"]);
		expect(await step(() => verify(first))).toEqual([403, "E0000082"]);
		for (let failure = 2; failure <= 5; failure++) {
			expect(await step(() => verify(wrongCode()))).toEqual([403, "E0000068"]);
		}
		expect(await step(() => verify(code(1)))).toEqual([429, "E0000047"]);
		const retryAfter = Number(answers.at(-1)?.headers.get("retry-after"));
		// The replay was the oldest of the five failures, five seconds ago.
		expect(retryAfter).toBe(fiveMinutes / 1000 - 5);
		expect(answers.at(-1)?.headers.get("x-rate-limit-reset")).toBeNull();
		expect(await step(() => world.call("POST", `/api/v1/users/${user.id}/lifecycle/unlock`))).toEqual([200, undefined]);
		expect(await step(() => verify(code(1)))).toEqual([200, "SUCCESS"]);

		await world.shipLog(user.id);
		// Shipping again finds nothing left to ship.
		await world.shipLog(user.id);
		const verdict = "user.authentication.auth_via_mfa";
		const events = await readLog(world, user.id);
		expect(events.map(summary)).toEqual([
			["user.lifecycle.create", "SUCCESS", null],
			["user.mfa.factor.activate", "SUCCESS", null],
			[verdict, "SUCCESS", null],
			[verdict, "FAILURE", "PASSCODE_REPLAYED"],
			...Array.from({ length: 4 }, () => [verdict, "FAILURE", "INVALID_CREDENTIALS"]),
			["system.operation.rate_limit.violation", "DENY", expect.stringContaining("Too many OTP verification attempts")],
			["user.account.unlock_by_admin", "SUCCESS", null],
			[verdict, "SUCCESS", null],
		]);
		expect(new Set(events.map(({ uuid }) => uuid)).size).toBe(events.length);

		// Each verdict leads back to the one request that caused it.
		const judged = answers.filter(({ status, body }) => status === 403 || body.factorResult === "SUCCESS");
		expect(events.filter(({ eventType }) => eventType === verdict).map(({ transaction }) => transaction.id)).toEqual(
			judged.map(({ headers }) => headers.get("x-okta-request-id")),
		);
		const [success] = events.filter(({ eventType }) => eventType === verdict);
		expect(success).toMatchObject({
			published: new Date(world.clock.now - 8_000).toISOString(),
			actor: { id: user.id, type: "User", alternateId: user.login },
			target: [
				{ id: user.id, type: "User" },
				{ id: factorId, type: "AuthenticatorEnrollment" },
			],
			debugContext: { debugData: { requestUri: `${path}/verify`, factor: factorId } },
		});
		expect(JSON.stringify(events)).not.toContain(first);
	});

	it("judges again by itself when the oldest failure is five minutes old", async () => {
		const world = await createWorld();
		const { user, code, verify, wrongCode } = await createTokenUser(world);
		for (let failure = 1; failure <= 5; failure++) {
			await verify(wrongCode());
			world.clock.now += 1_000;
		}
		const fifthAgo = 5_000;
		world.clock.now += fiveMinutes - fifthAgo - 1;
		expect(word(await verify(code()))).toEqual([429, "E0000047"]);
		world.clock.now += 1;
		expect(word(await verify(code()))).toEqual([200, "SUCCESS"]);

		await world.shipLog(user.id);
		const events = await readLog(world, user.id);
		const denials = events.filter(({ eventType }) => eventType === "system.operation.rate_limit.violation");
		expect(denials).toHaveLength(1);
		expect(denials[0]?.debugContext.debugData).toMatchObject({
			operationRateLimitThreshold: "5",
			operationRateLimitTimeSpan: "5",
			operationRateLimitTimeUnit: "MINUTES",
		});
		expect(events.filter(({ eventType }) => eventType.startsWith("user.authentication"))).toHaveLength(6);
	});
});
