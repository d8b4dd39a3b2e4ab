// Every route with a request that succeeds, sent to a wrong host: what the log has of it, what counts it, its links.
import { env, runDurableObjectAlarm } from "cloudflare:test";
import { beforeAll, describe, expect, it } from "vitest";
import { pages } from "../../src/app";
import type { Bindings } from "../../src/env";
import { fakeService } from "../hooks/hooks";
import { watch } from "../support/counted-bindings";
import { logArrived } from "../support/log-queue";
import { objectIds } from "../support/object-ids";
import { readTables, restoreTables } from "../support/tables";
import { createValidCalls, type ValidCall } from "../support/valid-calls";
import { type Answer, createWorld, type World } from "../support/world";

/** What isn't read, and logs nothing: each with its reason. */
const withoutEvent: Record<string, string> = {
	"DELETE /dev/inbox": "exists on a developer's machine alone",
	"POST /api/v1/inlineHooks/{inlineHookId}/preview": "makes an example, and changes nothing",
	"POST /api/v1/inlineHooks/{inlineHookId}/execute": "a test, as in Okta: it counts nowhere and changes nothing",
	"POST /api/v1/properties/try-expression": "tries, and changes nothing",
	"POST /api/v1/decisions": "asks policies; the decision itself is the record",
	"POST /api/v1/decisions/{decisionId}/passed": "the same record",
	"POST /api/v1/challenge-policies/{challengePolicyId}/what-if": "tries, and changes nothing",
	"POST /api/v1/care/lookups": "looks somebody up, and changes nothing",
	"POST /api/v1/device-tokens": "makes a token, and keeps nothing",
	"POST /receipts/{accountId}": "the example tells of a message that isn't ours; test/delivery/receipts/ has others",
	"POST /receipts/{accountId}/{deliveryId}": "the same",
};

const switching = (done: string, undo: string) => (path: string) => ["POST", path.replace(done, undo)] as const;

/** What the example finds done already, and the request that undoes it. */
const undoneBy: Record<string, (path: string) => readonly [method: string, path: string]> = {
	"POST /api/v1/inlineHooks/{inlineHookId}/lifecycle/deactivate": switching("deactivate", "activate"),
	"POST /api/v1/provider-accounts/{providerAccountId}/lifecycle/activate": switching("activate", "deactivate"),
	"POST /api/v1/administrators/{administratorId}/lifecycle/activate": switching("activate", "deactivate"),
	"POST /api/v1/users/{userId}/registered-devices": (path) => ["DELETE", path],
	"POST /api/v1/policies/{policyId}/lifecycle/activate": switching("activate", "deactivate"),
	"POST /api/v1/policies/{policyId}/rules/{ruleId}/lifecycle/activate": switching("activate", "deactivate"),
	"PUT /api/v1/groups/{groupId}/users/{userId}": (path) => ["DELETE", path],
};

/** What a client, or a proxy that believes it, may call the host. None of it may get into an answer. */
const wrongHost = "evil.example";
const wrongHosts = {
	host: wrongHost,
	forwarded: `host=${wrongHost};proto=http`,
	"x-forwarded-host": wrongHost,
	"x-forwarded-server": wrongHost,
	"x-original-host": wrongHost,
	"x-host": wrongHost,
	"x-original-url": `https://${wrongHost}/`,
	origin: `https://${wrongHost}`,
	referer: `https://${wrongHost}/`,
};
const toWrongHost = { origin: `https://${wrongHost}`, headers: wrongHosts };

interface Played extends ValidCall {
	answer: Answer;
	/** `GUARD.attempt`, in the order of the calls. */
	objects: string[];
	/** The types of the log's events that name the request. */
	events: string[];
}

let world: World;
let played: Played[];

beforeAll(async () => {
	let objects: string[] = [];
	const noted = (name: string, real: DurableObjectNamespace) =>
		watch(real, {
			get: (id) =>
				new Proxy(real.get(id as DurableObjectId), {
					get(stub, method) {
						objects.push(`${name}.${String(method)}`);
						return Reflect.get(stub, method);
					},
				}),
		});
	const bindings: Bindings = {
		...env,
		GUARD: noted("GUARD", env.GUARD as unknown as DurableObjectNamespace),
		METER: noted("METER", env.METER as unknown as DurableObjectNamespace),
	};
	world = await createWorld({ bindings, fetch: fakeService().fetch });
	const calls = await createValidCalls(world);
	const before = await readTables(env.DB);
	const answered: Omit<Played, "events">[] = [];
	for (const call of calls) {
		const undoing = undoneBy[call.name]?.(call.path);
		if (undoing) await world.call(...undoing);
		objects = [];
		// A developer's own doors aren't there under a wrong host; test/web/headers.test.ts holds that.
		const isForDevelopers = call.path.startsWith("/dev/");
		const headers = isForDevelopers ? call.headers : { ...wrongHosts, ...call.headers };
		const host = isForDevelopers ? {} : toWrongHost;
		const answer = await world.call(call.route.method, call.path, call.body, { ...host, headers });
		answered.push({ ...call, answer, objects });
		await restoreTables(env.DB, before);
	}
	for (const objects of [env.GUARD, env.TRANSACTIONS] as unknown as DurableObjectNamespace[]) {
		for (const id of await objectIds(objects)) await runDurableObjectAlarm(objects.get(id));
	}
	await logArrived();
	const { results } = await env.DB.prepare(
		"SELECT event_type AS type, event ->> '$.transaction.id' AS requestId FROM log_events",
	).all<{ type: string; requestId: string }>();
	played = answered.map((call) => {
		const requestId = call.answer.headers.get("x-okta-request-id");
		const own = results.filter((event) => requestId !== null && event.requestId === requestId);
		return { ...call, events: own.map(({ type }) => type) };
	});
}, 120_000);

it("every route takes its valid requests", () => {
	const refused = played.filter(({ answer }) => answer.status !== 200 && answer.status !== 204);
	expect(refused.map(({ name, answer }) => [name, answer.body])).toEqual([]);
});

describe("the log", () => {
	it("has an event of every request that changes something", () => {
		const silent = played.filter(({ route, events }) => route.method !== "GET" && events.length === 0);
		for (const { name, events } of played) if (name in withoutEvent) expect(events, name).toEqual([]);
		expect([...new Set(silent.map(({ name }) => name))].sort()).toEqual(Object.keys(withoutEvent).sort());
	});

	it("has none of a request that only reads, but the callbacks that come by GET", () => {
		const reading = played.filter(({ route, events }) => route.method === "GET" && events.length > 0);
		expect([...new Set(reading.map(({ name }) => name))]).toEqual([]);
	});
});

describe("a limit", () => {
	const asked = (call: string) => [
		...new Set(played.filter(({ objects }) => objects.includes(call)).map(({ name }) => name)),
	];

	it("of the guard stands before every code and every answer that somebody types", () => {
		const typed = played.filter(({ body }) => ["passCode", "answer"].some((field) => field in Object(body)));
		expect(asked("GUARD.attemptInText")).toEqual([...new Set(typed.map(({ name }) => name))]);
		expect(asked("GUARD.attemptInText")).toHaveLength(5);
	});

	it("of the meter stands before every message to a person", () => {
		const sending = played.filter(({ events }) => events.some((type) => /\.send_\w+_(message|call)$/.test(type)));
		expect(asked("METER.reserve")).toEqual([...new Set(sending.map(({ name }) => name))]);
		expect(asked("METER.reserve")).toHaveLength(6);
	});
});

describe("a wrong host", () => {
	it("gets into no answer", () => {
		for (const { name, answer } of played) {
			expect(JSON.stringify(answer.body), name).not.toContain(wrongHost);
			expect(JSON.stringify([...answer.headers]), name).not.toContain(wrongHost);
		}
		// The answers do have links, and so they could have had wrong ones.
		const linking = played.filter(({ answer }) => JSON.stringify(answer.body).includes("https://otp.test/"));
		expect(linking.length).toBeGreaterThan(30);
	});

	it.each(pages.map(({ path }) => path))("gets into no page: %s", async (path) => {
		const { body, headers } = await world.call("GET", path, undefined, { ...toWrongHost, token: null });
		expect(body + JSON.stringify([...headers])).not.toContain(wrongHost);
	});

	it("gets into no error and no list's link", async () => {
		for (const path of ["/api/v1/users?limit=1", "/api/v1/logs?limit=1", "/nowhere", "/api/v1/users/nobody"]) {
			const { body, headers } = await world.call("GET", path, undefined, toWrongHost);
			expect(JSON.stringify([body, ...headers]), path).not.toContain(wrongHost);
		}
	});
});
