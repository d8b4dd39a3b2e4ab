// What every action of customer care has in common: one effect, one entry, and the same refusals.
import { env } from "cloudflare:test";
import { beforeAll, describe, expect, it } from "vitest";
import { actionsPerHour } from "../../src/care/table";
import { permissions } from "../../src/context";
import { createWorld, unique, type World } from "../support/world";
import { type Action, actions } from "./actions";
import { createOperator, note } from "./care";

let world: World;
beforeAll(async () => {
	world = await createWorld();
});

interface Entry {
	actor: { id: string };
	target: { id: string; alternateId: string }[];
	outcome: { result: string };
	debugContext: { debugData: Record<string, string> };
}

async function entriesOf({ eventType }: Action, userId: string): Promise<Entry[]> {
	const { results } = await env.DB.prepare(
		"SELECT event FROM log_events WHERE event_type = ? AND event ->> '$.target[0].id' = ?",
	)
		.bind(eventType, userId)
		.all<{ event: string }>();
	return results.map(({ event }) => JSON.parse(event));
}

const outcome = ({ status, body }: { status: number; body: { errorCode?: string } }) => [status, body.errorCode];

/** The operator has acted so often in this hour. */
async function spend(operatorId: string, times: number): Promise<void> {
	await env.DB.prepare(
		`INSERT INTO care_actions SELECT 'cra' || hex(randomblob(8)), ?1, ?2 FROM json_each('[${Array(times).fill(0)}]')`,
	)
		.bind(operatorId, world.clock.now - 1_000)
		.run();
}

describe.each(actions.map((action) => [action.name, action] as const))("%s", (name, action) => {
	const bodyOf = async () => ({ ...note, ...(await action.input?.(world)) });

	it("of two at once takes place once, with one entry that says who, why and for whom", async () => {
		const [userId, operator, body] = [await action.prepare(world), await createOperator(world), await bodyOf()];
		const answers = await Promise.all([1, 2].map(() => operator.act(userId, name, body)));
		const [done, refused] = answers.sort((one, other) => one.status - other.status);
		expect([200, 204]).toContain(done!.status);
		expect(refused!.status).toBe(403);
		expect(refused!.body.errorCode).toBe("E0000107");
		const entries = await entriesOf(action, userId);
		expect(entries).toHaveLength(1);
		expect(entries[0]).toMatchObject({
			actor: { id: operator.id },
			outcome: { result: "SUCCESS" },
			debugContext: { debugData: note },
		});
		const third = await operator.act(userId, name, body);
		expect(outcome(third)).toEqual([403, "E0000107"]);
		expect(await entriesOf(action, userId)).toHaveLength(1);
	});

	it("isn't there for nobody, an administrator, or a user who signs in as an administrator does", async () => {
		const [userId, operator, body] = [await action.prepare(world), await createOperator(world), await bodyOf()];
		const { body: user } = await world.call("GET", `/api/v1/users/${userId}`);
		const login = user.profile.login.toUpperCase();
		const { body: administrator } = await world.call("POST", "/api/v1/administrators", { login, role: "READ_ONLY" });
		const entries = (await entriesOf(action, userId)).length;
		for (const id of ["00u00000000000000000", administrator.id, userId, user.profile.login]) {
			expect(outcome(await operator.act(id, name, body)), id).toEqual([404, "E0000007"]);
		}
		if (action.permission === undefined) {
			const byAdministrator = await world.call("POST", `/api/v1/care/users/${userId}/${name}`, body);
			expect(outcome(byAdministrator)).toEqual([404, "E0000007"]);
		}
		expect(await entriesOf(action, userId)).toHaveLength(entries);
	});

	it("is refused beyond the operator's cap, also to the second of two at once, and then has done nothing", async () => {
		const [operator, body] = [await createOperator(world), await bodyOf()];
		const [one, other] = [await action.prepare(world), await action.prepare(world)];
		const earlier = (await Promise.all([one, other].map((id) => entriesOf(action, id)))).flat().length;
		await spend(operator.id, actionsPerHour - 1);
		const answers = await Promise.all([one, other].map((id) => operator.act(id, name, body)));
		const [done, refused] = answers.sort((first, second) => first.status - second.status);
		expect([200, 204]).toContain(done!.status);
		expect(outcome(refused!)).toEqual([429, "E0000047"]);
		expect(Number(refused!.headers.get("retry-after"))).toBe(3_599);
		expect((await Promise.all([one, other].map((id) => entriesOf(action, id)))).flat()).toHaveLength(earlier + 1);
		const left = answers.indexOf(refused!) === 0 ? one : other;
		const another = await createOperator(world);
		const states = await Promise.all([one, other].map((id) => another.act(id, name, body)));
		expect(states.map(({ status }) => status).sort(), left).toEqual([done!.status, 403]);
	});

	it.runIf(action.permission)("needs its permission, of whatever role, and of a token for an application", async () => {
		const [userId, body] = [await action.prepare(world), await bodyOf()];
		const { body: application } = await world.call("POST", "/api/v1/applications", { name: unique("Shop") });
		const others = permissions.filter((one) => one !== action.permission);
		const entries = (await entriesOf(action, userId)).length;
		for (const more of [
			{ permissions: [] },
			{ permissions: others },
			{ permissions: others, applicationId: application.id },
			{ permissions: others, role: "ADMINISTRATOR" as const },
		]) {
			const operator = await createOperator(world, more);
			expect(outcome(await operator.act(userId, name, body)), JSON.stringify(more)).toEqual([403, "E0000006"]);
			expect(outcome(await operator.act("00u00000000000000000", name, body))).toEqual([403, "E0000006"]);
		}
		expect(await entriesOf(action, userId)).toHaveLength(entries);
		const operator = await createOperator(world, { role: "ADMINISTRATOR", permissions: [action.permission!] });
		expect([200, 204]).toContain((await operator.act(userId, name, body)).status);
	});

	it.each([
		["no reason", { ticket: "T-1" }],
		["an empty reason", { reason: " " }],
		["a reason of 501 characters", { reason: "x".repeat(501) }],
		["a reason of two lines", { reason: "one\ntwo" }],
		["a ticket of 101 characters", { reason: "x", ticket: "x".repeat(101) }],
		["a field that it doesn't know", { reason: "x", by: "me" }],
	])("is refused with %s", async (_, given) => {
		const operator = await createOperator(world);
		const body = { ...(await action.input?.(world)), ...given };
		expect(outcome(await operator.act("00u00000000000000000", name, body))).toEqual([400, "E0000001"]);
	});

	it("takes a reason of 500 characters, and needs no ticket", async () => {
		const [userId, operator] = [await action.prepare(world), await createOperator(world)];
		const reason = "é".repeat(500);
		const done = await operator.act(userId, name, { ...(await action.input?.(world)), reason });
		expect([200, 204], JSON.stringify(done.body)).toContain(done.status);
		const [entry] = (await entriesOf(action, userId)).slice(-1);
		expect(entry!.debugContext.debugData).toMatchObject({ reason });
		expect(entry!.debugContext.debugData.ticket).toBeUndefined();
	});
});

describe("an operator", () => {
	const [phrase] = actions.filter(({ name }) => name === "reset-phrase");

	it("acts thirty times in an hour, of forty actions at once, and again an hour later", async () => {
		const operator = await createOperator(world);
		const users = [];
		for (let count = 0; count < 40; count++) users.push(await phrase!.prepare(world));
		const answers = await Promise.all(users.map((id) => operator.act(id, "reset-phrase")));
		expect(answers.filter(({ status }) => status === 204)).toHaveLength(30);
		expect(answers.filter(({ status }) => status === 429)).toHaveLength(10);
		const refused = users.filter((_, index) => answers[index]!.status === 429);
		world.clock.now += 3_600_000;
		expect((await operator.act(refused[0]!, "reset-phrase")).status).toBe(204);
		const { results } = await env.DB.prepare("SELECT * FROM care_actions WHERE operator_id = ?")
			.bind(operator.id)
			.all();
		expect(results).toHaveLength(1);
	});

	it("is counted alone, by its token, also where the token acts for an application", async () => {
		const { body: application } = await world.call("POST", "/api/v1/applications", { name: unique("Shop") });
		const [one, other] = [
			await createOperator(world, { applicationId: application.id }),
			await createOperator(world, { applicationId: application.id }),
		];
		await spend(one.id, actionsPerHour);
		const userId = await phrase!.prepare(world);
		expect((await one.act(userId, "reset-phrase")).status).toBe(429);
		expect((await other.act(userId, "reset-phrase")).status).toBe(204);
	});

	it("who finds nothing to do has used up nothing", async () => {
		const operator = await createOperator(world);
		await spend(operator.id, actionsPerHour - 1);
		const userId = await phrase!.prepare(world);
		for (const name of ["unlock", "reset-questions", "unregister-devices"]) {
			expect((await operator.act(userId, name)).status, name).toBe(403);
		}
		expect((await operator.act(userId, "reset-phrase")).status).toBe(204);
	});
});
