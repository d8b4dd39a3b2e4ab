import { describe, expect, it } from "vitest";
import { rememberedSecrets } from "../../../src/providers/accounts/secrets";
import type { RuleSubject } from "../../../src/providers/rules/choose";
import { listRules } from "../../../src/providers/rules/read";
import { chooseAccounts, moveRule } from "../../../src/providers/rules/service";
import { countReads } from "../../support/counted-reads";
import { createWorld, unique, type World } from "../../support/world";
import { createAccount, emailAccount, eventsAbout, production, removeAllProviders } from "../accounts/accounts";

const query = (changes: Partial<RuleSubject> = {}): RuleSubject => ({
	channel: "SMS",
	country: "JP",
	originCountry: null,
	purpose: "verification",
	...changes,
});

async function createRoute(world: World, input: Record<string, unknown>) {
	const answer = await world.call("POST", "/api/v1/delivery-routes", { name: unique("Rule"), ...input });
	if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
	return { id: answer.body.id as string, name: answer.body.name, path: `/api/v1/delivery-routes/${answer.body.id}` };
}

async function emptyWorld() {
	const world = await createWorld();
	await removeAllProviders(world);
	const chosen = async (changes?: Partial<RuleSubject>, ctx = world.ctx) => {
		const { ruleId, accounts } = await chooseAccounts(ctx, query(changes));
		return [ruleId, accounts.map(({ id }) => id)];
	};
	return { world, chosen };
}

describe("the accounts for a message", () => {
	it("are the inbox in development while there are no accounts, and none elsewhere", async () => {
		const { world, chosen } = await emptyWorld();
		expect(await chosen()).toEqual([null, ["inbox"]]);
		expect(await chosen({}, production(world.ctx))).toEqual([null, []]);
	});

	it("are all active accounts of the channel, the oldest first, while no rule matches", async () => {
		const { world, chosen } = await emptyWorld();
		const first = await createAccount(world);
		world.clock.now += 1;
		const mail = await createAccount(world, emailAccount);
		const second = await createAccount(world);
		await createAccount(world, {}, "?activate=false");
		expect(await chosen()).toEqual([null, [first.id, second.id]]);
		expect(await chosen({ channel: "EMAIL" })).toEqual([null, [mail.id]]);
		expect(await chosen({ channel: "IM" })).toEqual([null, ["inbox"]]);
	});

	it("are the active accounts of the first rule that matches, in its order", async () => {
		const { world, chosen } = await emptyWorld();
		const a = await createAccount(world);
		// Two ids of one millisecond have no order.
		world.clock.now += 1;
		const [b, c] = [await createAccount(world), await createAccount(world)];
		const japan = await createRoute(world, {
			conditions: { destinationCountries: ["JP"] },
			providers: [c.id, a.id, b.id],
		});
		const rest = await createRoute(world, { providers: [b.id] });
		expect(await chosen()).toEqual([japan.id, [c.id, a.id, b.id]]);
		expect(await chosen({ country: "US" })).toEqual([rest.id, [b.id]]);
		await world.call("POST", `${c.path}/lifecycle/deactivate`);
		expect(await chosen()).toEqual([japan.id, [a.id, b.id]]);
		await world.call("PUT", rest.path, { name: rest.name, priority: 1, providers: [b.id] });
		expect(await chosen()).toEqual([rest.id, [b.id]]);
		await world.call("DELETE", rest.path);
		expect(await chosen({ country: "US" })).toEqual([null, [a.id, b.id]]);
	});

	it("are none when the rule's accounts are all switched off: no other rule may take its messages", async () => {
		const { world, chosen } = await emptyWorld();
		const [a, b] = [await createAccount(world), await createAccount(world)];
		const rule = await createRoute(world, { providers: [a.id] });
		await createRoute(world, { providers: [b.id] });
		await world.call("POST", `${a.path}/lifecycle/deactivate`);
		expect(await chosen()).toEqual([rule.id, []]);
	});

	it("are of the message's channel, also in a rule for several channels", async () => {
		const { world, chosen } = await emptyWorld();
		const sms = await createAccount(world);
		const mail = await createAccount(world, emailAccount);
		const rule = await createRoute(world, {
			conditions: { channels: ["SMS", "EMAIL"] },
			providers: [sms.id, mail.id],
		});
		expect(await chosen()).toEqual([rule.id, [sms.id]]);
		expect(await chosen({ channel: "EMAIL" })).toEqual([rule.id, [mail.id]]);
	});

	it("cost no read of D1 while rules and accounts are remembered, and two reads every 30 seconds", async () => {
		const { world } = await emptyWorld();
		const account = await createAccount(world);
		await createRoute(world, { providers: [account.id] });
		const { ctx, reads } = countReads(world.ctx);
		await chooseAccounts(ctx, query());
		const cold = reads();
		expect(cold).toBeGreaterThan(0);
		for (let time = 0; time < 20; time++) {
			const { accounts } = await chooseAccounts(ctx, query());
			await rememberedSecrets(ctx, accounts[0]!);
			await chooseAccounts(ctx, query({ channel: "EMAIL" }));
			world.clock.now += 1_000;
		}
		expect(reads()).toBe(cold);
		world.clock.now += 10_000;
		await chooseAccounts(ctx, query());
		expect(reads()).toBe(2 * cold);
	});

	it("are right at once when another isolate has moved a rule from one account to another", async () => {
		const { world, chosen } = await emptyWorld();
		const { DB } = world.ctx.env.bindings;
		const [a, b] = [await createAccount(world), await createAccount(world)];
		const rule = await createRoute(world, { providers: [a.id] });
		expect(await chosen()).toEqual([rule.id, [a.id]]);
		world.clock.now += 20_000;
		// A change in this isolate makes it read the accounts again. From here on the rules are the older ones.
		await DB.batch([
			DB.prepare("UPDATE delivery_rule_accounts SET account_id = ? WHERE rule_id = ?").bind(b.id, rule.id),
			DB.prepare("UPDATE provider_accounts SET status = 'INACTIVE' WHERE id = ?").bind(a.id),
		]);
		await createAccount(world);
		expect(await chosen()).toEqual([rule.id, [b.id]]);
	});
});

describe("moving a rule", () => {
	async function createOrder() {
		const { world } = await emptyWorld();
		const { id } = await createAccount(world);
		const rules: { id: string }[] = [];
		for (let number = 0; number < 3; number++) rules.push(await createRoute(world, { providers: [id] }));
		const order = async () =>
			(await listRules(world.ctx)).map((row) => rules.findIndex((rule) => rule.id === row.id) + 1);
		return { world, ids: rules.map((rule) => rule.id), order };
	}

	it("goes up, down and behind the end, and answers with the new place", async () => {
		const { world, ids, order } = await createOrder();
		expect(await moveRule(world.ctx, ids[2]!, { from: 3, to: 1 })).toBe(1);
		expect(await order()).toEqual([3, 1, 2]);
		expect(await moveRule(world.ctx, ids[2]!, { from: 1, to: 2 })).toBe(2);
		expect(await order()).toEqual([1, 3, 2]);
		expect(await moveRule(world.ctx, ids[0]!, { from: 1, to: 99 })).toBe(3);
		expect(await order()).toEqual([3, 2, 1]);
	});

	it("is refused where the order has changed since it was read, and logs nothing", async () => {
		const { world, ids, order } = await createOrder();
		await moveRule(world.ctx, ids[2]!, { from: 3, to: 1 });
		const before = (await eventsAbout(world, ids[2]!)).types;
		await expect(moveRule(world.ctx, ids[2]!, { from: 3, to: 2 })).rejects.toMatchObject({ code: "E0000195" });
		expect(await order()).toEqual([3, 1, 2]);
		expect((await eventsAbout(world, ids[2]!)).types).toEqual(before);
		expect(before).toEqual(["system.delivery_route.create", "system.delivery_route.update"]);
	});

	it("leaves places without gaps, however many move at once, and of two equal moves one wins", async () => {
		const { world, ids } = await createOrder();
		const moves = ids.flatMap((id, index) =>
			[1, 2, 3, 4].map((to) => moveRule(world.ctx, id, { from: index + 1, to })),
		);
		await Promise.allSettled(moves);
		expect((await listRules(world.ctx)).map(({ priority }) => priority)).toEqual([1, 2, 3]);
		const [last] = (await listRules(world.ctx)).slice(-1);
		const twice = await Promise.allSettled([1, 2].map(() => moveRule(world.ctx, last!.id, { from: 3, to: 1 })));
		expect(twice.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
	});

	it("counts for the next message of this isolate", async () => {
		const { world, chosen } = await emptyWorld();
		const [a, b] = [await createAccount(world), await createAccount(world)];
		const first = await createRoute(world, { providers: [a.id] });
		const second = await createRoute(world, { providers: [b.id] });
		expect(await chosen()).toEqual([first.id, [a.id]]);
		await moveRule(world.ctx, second.id, { from: 2, to: 1 });
		expect(await chosen()).toEqual([second.id, [b.id]]);
	});
});
