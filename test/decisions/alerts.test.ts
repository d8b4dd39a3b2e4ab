import { beforeEach, describe, expect, it } from "vitest";
import { createList, createPolicy, removeAllPolicies, ruleOf } from "../policies/challenge/policies";
import { createUser } from "../support/otp-tokens";
import { createWorld, type World } from "../support/world";

let world: World;
let user: { id: string; login: string };
beforeEach(async () => {
	world = await createWorld();
	await removeAllPolicies(world);
	user = await createUser(world);
});

const decide = (input: Record<string, unknown> = {}) =>
	world.call("POST", "/api/v1/decisions", { checkpoint: "POST_AUTHENTICATION", record: true, ...input });

async function alertsAbout(id: string) {
	const filter = encodeURIComponent(`eventType eq "challenge_policy.alert" and target.id eq "${id}"`);
	return (await world.call("GET", `/api/v1/logs?filter=${filter}`)).body;
}

const raise = async (name: string, levels: readonly string[]) => {
	const values = levels.map((level, index) => ({ level, type: "fraud", text: `${name} ${index}` }));
	return (await createList(world, { kind: "ALERT_GROUP", values })).id;
};

describe("an alert of a recorded decision", () => {
	it("is in the log with its user, its decision and what was decided, once however many rules raise it", async () => {
		const alertGroup = await raise("seen", ["MEDIUM"]);
		const rules = ["one", "two"].map((name) => ruleOf({ name, alertGroup, actionGroup: "REGISTER_OPTIONAL" }));
		await createPolicy(world, { checkpoint: "POST_AUTHENTICATION", rules });
		const { body } = await decide({ user: user.id });
		const events = await alertsAbout(user.id);
		expect(events).toMatchObject([
			{
				severity: "WARN",
				outcome: { result: "SUCCESS", reason: "seen 0" },
				target: [
					{ id: user.id, type: "User", alternateId: user.login },
					{ id: body.id, type: "Decision" },
				],
				debugContext: {
					debugData: {
						alertLevel: "MEDIUM",
						alertType: "fraud",
						checkpoint: "POST_AUTHENTICATION",
						action: "REGISTER_OPTIONAL",
					},
				},
			},
		]);
		expect(await alertsAbout(body.id)).toEqual(events);
	});

	it("is one of the twenty highest, and may be of nobody's decision", async () => {
		const groups = [await raise("low", Array(15).fill("LOW")), await raise("high", Array(15).fill("HIGH"))];
		const rules = groups.map((alertGroup, index) => ruleOf({ name: `rule ${index}`, alertGroup }));
		await createPolicy(world, { checkpoint: "POST_AUTHENTICATION", rules });
		const { body } = await decide();
		const levels = (await alertsAbout(body.id)).map(
			(event: { debugContext: { debugData: { alertLevel: string } } }) => event.debugContext.debugData.alertLevel,
		);
		expect([levels.length, levels.filter((level: string) => level === "HIGH").length]).toEqual([20, 15]);
		expect(body.alerts).toHaveLength(30);
	});

	it("isn't there for a dry run, for a rule that is false, or for a combination that didn't match", async () => {
		const [alertGroup, other] = [await raise("never", ["HIGH"]), await raise("combined", ["LOW"])];
		await createPolicy(world, {
			checkpoint: "POST_AUTHENTICATION",
			rules: [ruleOf({ conditions: [{ condition: "always", is: false }], alertGroup })],
			combinations: [
				{ rules: { rule: "TRUE" }, alertGroup },
				{ rules: { rule: "FALSE" }, alertGroup: other },
			],
		});
		expect((await decide({ user: user.id, record: false })).body.alerts).toHaveLength(1);
		expect(await alertsAbout(user.id)).toEqual([]);
		await decide({ user: user.id });
		const reasons = (await alertsAbout(user.id)).map(({ outcome }: { outcome: { reason: string } }) => outcome.reason);
		expect(reasons).toEqual(["combined 0"]);
	});
});
