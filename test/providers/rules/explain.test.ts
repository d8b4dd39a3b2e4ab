import { describe, expect, it } from "vitest";
import { breakerOf } from "../../../src/providers/breakers";
import { orderOf } from "../../../src/providers/failover";
import type { RuleSubject } from "../../../src/providers/rules/choose";
import { explainChoice } from "../../../src/providers/rules/explain";
import { chooseAccounts } from "../../../src/providers/rules/service";
import { countReads } from "../../support/counted-reads";
import { createWorld, unique, type World } from "../../support/world";
import { createAccount, emailAccount, production, removeAllProviders } from "../accounts/accounts";

const subject = (changes: Partial<RuleSubject> = {}): RuleSubject => ({
	channel: "SMS",
	country: "JP",
	originCountry: null,
	purpose: "verification",
	...changes,
});

async function createRoute(world: World, input: Record<string, unknown>) {
	const { status, body } = await world.call("POST", "/api/v1/delivery-routes", { name: unique("Rule"), ...input });
	expect(status).toBe(200);
	return body.id as string;
}

async function emptyWorld() {
	const world = await createWorld();
	await removeAllProviders(world);
	const explain = async (changes?: Partial<RuleSubject>, ctx = world.ctx) => {
		const { rule, passedOver, accounts } = await explainChoice(ctx, subject(changes));
		return {
			rule: rule?.id ?? null,
			passedOver: passedOver.map(({ rule, unmet }) => [rule.id, unmet]),
			accounts: accounts.map(({ account, use }) => [account.id, use]),
		};
	};
	return { world, explain };
}

const openBreaker = (world: World, id: string, until: number) =>
	world.ctx.env.bindings.DB.prepare(
		"UPDATE provider_accounts SET breaker_failures = 5, breaker_open_until = ? WHERE id = ?",
	)
		.bind(until, id)
		.run();

describe("the explanation of a choice", () => {
	it("names each rule that was asked before, and what the message doesn't meet", async () => {
		const { world, explain } = await emptyWorld();
		const a = (await createAccount(world)).id;
		const mail = (await createAccount(world, emailAccount)).id;
		const rules = [
			await createRoute(world, { conditions: { channels: ["CALL"] }, providers: [a] }),
			await createRoute(world, { conditions: { destinationCountries: ["US"] }, providers: [a] }),
			await createRoute(world, { conditions: { originCountries: ["JP"] }, providers: [a] }),
			await createRoute(world, {
				conditions: { requestTypes: ["com.okta.user.telephony.password-reset"] },
				providers: [a],
			}),
			await createRoute(world, { providers: [mail] }),
			await createRoute(world, { providers: [a] }),
			await createRoute(world, { providers: [a] }),
		];
		const unmet = ["channels", "destinationCountries", "originCountries", "purposes", "accountIds"];
		expect(await explain()).toEqual({
			rule: rules[5],
			passedOver: unmet.map((condition, index) => [rules[index], condition]),
			accounts: [[a, "tried"]],
		});
		expect((await explain({ channel: "IM" })).passedOver).toHaveLength(7);
	});

	it("tells of each account of the rule whether it is tried, and why not", async () => {
		const { world, explain } = await emptyWorld();
		const [off, down, fine] = [await createAccount(world), await createAccount(world), await createAccount(world)];
		const mail = await createAccount(world, emailAccount);
		await createRoute(world, {
			conditions: { channels: ["SMS", "EMAIL"] },
			providers: [mail.id, off.id, down.id, fine.id],
		});
		await world.call("POST", `${off.path}/lifecycle/deactivate`);
		await openBreaker(world, down.id, world.clock.now + 30_000);
		expect((await explain()).accounts).toEqual([
			[mail.id, "other-channel"],
			[off.id, "off"],
			[down.id, "left-out"],
			[fine.id, "tried"],
		]);
		await world.call("POST", `${fine.path}/lifecycle/deactivate`);
		// Where all are left out, all are tried.
		expect((await explain()).accounts.slice(2)).toEqual([
			[down.id, "tried"],
			[fine.id, "off"],
		]);
	});

	it("has every active account of the channel while no rule fits, and the inbox in development while there is none", async () => {
		const { world, explain } = await emptyWorld();
		expect((await explain()).accounts).toEqual([["inbox", "tried"]]);
		expect((await explain({}, production(world.ctx))).accounts).toEqual([]);
		const first = await createAccount(world);
		world.clock.now += 1;
		const second = await createAccount(world);
		await createAccount(world, emailAccount);
		await createAccount(world, {}, "?activate=false");
		expect(await explain()).toEqual({
			rule: null,
			passedOver: [],
			accounts: [
				[first.id, "tried"],
				[second.id, "tried"],
			],
		});
	});

	it("says what a send does, for every channel, country and purpose", async () => {
		const { world, explain } = await emptyWorld();
		const ids: string[] = [];
		for (const more of [{}, emailAccount, {}, { driver: "inbox", config: {}, secrets: {} }]) {
			ids.push((await createAccount(world, more)).id);
			world.clock.now += 1;
		}
		const off = await createAccount(world, {}, "?activate=false");
		await openBreaker(world, ids[2]!, world.clock.now + 30_000);
		await createRoute(world, { conditions: { destinationCountries: ["JP"] }, providers: [ids[2], off.id, ids[0]] });
		await createRoute(world, { conditions: { originCountries: ["DK"] }, providers: [off.id] });
		await createRoute(world, {
			conditions: { channels: ["EMAIL", "SMS"], requestTypes: ["com.okta.user.telephony.account-unlock"] },
			providers: [ids[3], ids[1]],
		});
		for (const channel of ["SMS", "CALL", "EMAIL", "IM"] as const) {
			for (const country of ["JP", "US", null]) {
				for (const originCountry of ["DK", null]) {
					for (const purpose of ["verification", "unlock"] as const) {
						const asked = { channel, country, originCountry, purpose };
						const { ruleId, accounts } = await chooseAccounts(world.ctx, asked);
						const order = orderOf(accounts, breakerOf, world.ctx.now()).map(({ id }) => id);
						const told = await explain(asked);
						const tried = told.accounts.filter(([, use]) => use === "tried").map(([id]) => id);
						expect([told.rule, tried], JSON.stringify(asked)).toEqual([ruleId, order]);
					}
				}
			}
		}
	});

	it("costs one batch of two statements and one statement, however many rules there are", async () => {
		const { world } = await emptyWorld();
		const { id } = await createAccount(world);
		for (let number = 0; number < 5; number++) await createRoute(world, { providers: [id] });
		const { ctx, reads } = countReads(world.ctx);
		await explainChoice(ctx, subject({ channel: "IM" }));
		expect(reads()).toBe(4);
	});
});
