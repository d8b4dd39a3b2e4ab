// Every way in which a telephony hook fails: what the caller, the person, the metrics and the log see.
import { env } from "cloudflare:test";
import { describe, expect, inject, it, vi } from "vitest";
import { createActiveUser, inboxOf } from "../factors/sent-factor";
import { createHook, hookEvents } from "../hooks/hooks";
import { carrierUrl, takenBy } from "../support/carriers";
import { createWorld, unique, type World } from "../support/world";

const { closedPort } = inject("servers");

interface Failure {
	/** What is wrong with the service. */
	fact: string;
	/** Null: nothing listens at the service's address. */
	behaviour: string | null;
	/** The caller's error when the hook is the only way. */
	errorCode: string;
	reason: string;
	/** Whether it is certain that the service sent nothing. */
	isCertain: boolean;
	eventType: "inline_hook.executed" | "inline_hook.response.processed";
}

const executed = "inline_hook.executed";
const processed = "inline_hook.response.processed";
const failures: Failure[] = [
	{
		fact: "is down",
		behaviour: null,
		errorCode: "E0000134",
		reason: "unreachable",
		isCertain: false,
		eventType: executed,
	},
	{
		fact: "takes 10 seconds",
		behaviour: "slow",
		errorCode: "E0000137",
		reason: "timeout",
		isCertain: false,
		eventType: executed,
	},
	{
		fact: "answers 500",
		behaviour: "500",
		errorCode: "E0000134",
		reason: "status",
		isCertain: false,
		eventType: executed,
	},
	{
		fact: "answers 202",
		behaviour: "202",
		errorCode: "E0000134",
		reason: "status",
		isCertain: false,
		eventType: executed,
	},
	{
		fact: "answers 429",
		behaviour: "429",
		errorCode: "E0000134",
		reason: "status",
		isCertain: true,
		eventType: executed,
	},
	{
		fact: "answers nonsense",
		behaviour: "malformed",
		errorCode: "E0000134",
		reason: "not-json",
		isCertain: false,
		eventType: processed,
	},
	{
		fact: "says FAILED",
		behaviour: "failed",
		errorCode: "E0000135",
		reason: "failed",
		isCertain: true,
		eventType: processed,
	},
];

/** Challenges a person while the active hook fails. Network and time are real. */
async function challengeThrough(
	behaviour: string | null,
	whenHookFails: "FALL_BACK" | "FAIL",
	spoil = (_hookId: string): Promise<unknown> => Promise.resolve(),
) {
	const world = await createWorld();
	expect((await world.call("PUT", "/api/v1/delivery-settings", { whenHookFails })).status).toBe(200);
	const service = unique("service");
	const uri = behaviour === null ? `http://127.0.0.1:${closedPort}/` : carrierUrl(service, behaviour);
	const hook = await createHook(world, { uri });
	await spoil(hook.id);
	const person = await createActiveUser(world);
	const startedAt = performance.now();
	const answer = await person.challenge();
	return { world, hook, service, person, answer, elapsedMs: performance.now() - startedAt };
}

/** The event of the send itself. It comes through the queue. */
async function sendEvent(userId: string) {
	return vi.waitFor(
		async () => {
			const row = await env.DB.prepare(
				`SELECT event FROM log_events WHERE event_type = 'system.sms.send_factor_verify_message'
					AND event ->> '$.target[0].id' = ?`,
			)
				.bind(userId)
				.first<{ event: string }>();
			if (!row) throw new Error("the event has not come yet");
			return JSON.parse(row.event);
		},
		{ timeout: 5_000, interval: 100 },
	);
}

async function expectCounted(
	world: World,
	hook: { id: string; path: string },
	{ reason, eventType }: Pick<Failure, "reason" | "eventType">,
) {
	const metrics = await world.call("GET", `${hook.path}/metrics`);
	expect(metrics.body).toMatchObject({ total: 1, successes: 0, failures: 1, averageDurationMs: null });
	const calls = (await hookEvents(world, hook.id)).filter((event) => /executed|processed/.test(event.eventType));
	expect(calls).toMatchObject([{ eventType, outcome: { result: "FAILURE", reason } }]);
}

async function expectNotLogged(...secrets: string[]) {
	const { results } = await env.DB.prepare("SELECT event FROM log_events").all();
	for (const secret of secrets) expect(JSON.stringify(results)).not.toMatch(alone(secret));
}

/** Matches the text, but not as a part of a longer number or id. */
const alone = (text: string) => new RegExp(`(?<![0-9A-Za-z])${text.replace("+", "\\+")}(?![0-9A-Za-z])`);

describe.each(failures)("a hook that $fact", (failure) => {
	it("leaves its message to the route when the settings allow that", async () => {
		const { behaviour, reason, isCertain } = failure;
		const { world, hook, service, person, answer, elapsedMs } = await challengeThrough(behaviour, "FALL_BACK");
		expect([answer.status, answer.body.factorResult]).toEqual([200, "CHALLENGE"]);
		expect(elapsedMs).toBeLessThan(5_500);
		const [message, ...more] = await inboxOf(world, person.to);
		expect(more).toEqual([]);
		// A person who got both messages has the same code twice.
		expect((await takenBy(service)).map(({ otpCode }) => otpCode)).toEqual(behaviour === null ? [] : [message?.code]);
		const delivery = await world.call("GET", `/api/v1/deliveries/${message?.deliveryId}`);
		expect(delivery.body.attempts).toMatchObject([
			{ provider: "hook", hookId: hook.id, result: isCertain ? "failed" : "unknown", reason },
			{ provider: "inbox", hookId: null, result: "accepted" },
		]);
		await expectCounted(world, hook, failure);
		expect(await sendEvent(person.user.id)).toMatchObject({
			outcome: { result: "SUCCESS" },
			debugContext: { debugData: { provider: "inbox", tried: `hook:${reason} inbox:accepted` } },
		});
		await expectNotLogged(message!.code, person.to);
		expect((await person.verify(message!.code)).body.factorResult).toBe("SUCCESS");
	});

	it("is an error for the caller when it is the only way", async () => {
		const { behaviour, errorCode, reason, isCertain } = failure;
		const { world, hook, service, person, answer, elapsedMs } = await challengeThrough(behaviour, "FAIL");
		expect(answer.body.errorCode).toBe(errorCode);
		expect(elapsedMs).toBeLessThan(4_500);
		expect(await inboxOf(world, person.to)).toEqual([]);
		await expectCounted(world, hook, failure);
		expect(await sendEvent(person.user.id)).toMatchObject({
			outcome: { result: "FAILURE", reason: isCertain ? "FAILED" : "UNKNOWN" },
			debugContext: { debugData: { provider: "none", tried: `hook:${reason}` } },
		});
		const taken = await takenBy(service);
		expect(taken).toHaveLength(behaviour === null ? 0 : 1);
		for (const { otpCode } of taken) {
			expect(JSON.stringify(answer.body)).not.toContain(otpCode);
			await expectNotLogged(otpCode, person.to);
		}
		// After a message that may have left, the cool-down refuses the next one. After a message that certainly hasn't, it
		// doesn't.
		const next = await person.challenge();
		expect(next.body.errorCode).toBe(isCertain ? errorCode : "E0000109");
		// Whoever got the message can use its code.
		const [message] = taken;
		if (!isCertain && message) {
			expect((await person.verify(message.otpCode)).body.factorResult).toBe("SUCCESS");
		}
	});
});

describe("a hook whose secret was sealed by a key that is gone", () => {
	const spoil = (hookId: string) =>
		env.DB.prepare("UPDATE inline_hooks SET auth_value_sealed = 'v1.gone.AAAA.AAAA' WHERE id = ?").bind(hookId).run();

	it("isn't called: its message leaves by the route, and the log says why", async () => {
		const { world, hook, service, person, answer } = await challengeThrough("ok", "FALL_BACK", spoil);
		expect(answer.status).toBe(200);
		expect(await inboxOf(world, person.to)).toHaveLength(1);
		expect(await takenBy(service)).toEqual([]);
		await expectCounted(world, hook, { reason: "secret", eventType: executed });
	});

	it("is an error for the caller when it is the only way, and starts no cool-down", async () => {
		const { person, answer } = await challengeThrough("ok", "FAIL", spoil);
		expect(answer.body.errorCode).toBe("E0000134");
		expect((await person.challenge()).body.errorCode).toBe("E0000134");
	});
});
