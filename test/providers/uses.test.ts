import { describe, expect, it } from "vitest";
import { getUsedAccount } from "../../src/providers/uses";
import { createWorld, unique, type World } from "../support/world";
import { createAccount, emailAccount, removeAllProviders } from "./accounts/accounts";

async function createRoute(world: World, input: Record<string, unknown>) {
	const { status, body } = await world.call("POST", "/api/v1/delivery-routes", { name: unique("Rule"), ...input });
	expect(status).toBe(200);
	return body.id as string;
}

async function emptyWorld() {
	const world = await createWorld();
	await removeAllProviders(world);
	const uses = async (id: string) => {
		const { rules, onlyChannels } = (await getUsedAccount(world.ctx, id)).uses;
		return { rules: rules.map(({ id, isAlone }) => [id, isAlone]), onlyChannels };
	};
	return { world, uses };
}

describe("what depends on an account", () => {
	it("are the rules that name it, and the channels that no other active account has", async () => {
		const { world, uses } = await emptyWorld();
		const a = await createAccount(world);
		const mail = await createAccount(world, emailAccount);
		const off = await createAccount(world, {}, "?activate=false");
		const alone = await createRoute(world, { providers: [a.id, off.id] });
		await createRoute(world, { providers: [mail.id] });
		expect(await uses(a.id)).toEqual({ rules: [[alone, true]], onlyChannels: ["SMS", "CALL"] });
		await world.call("POST", `${off.path}/lifecycle/activate`);
		expect(await uses(a.id)).toEqual({ rules: [[alone, false]], onlyChannels: [] });
		expect(await uses(mail.id)).toMatchObject({ onlyChannels: ["EMAIL"] });
	});

	it("judges each channel of a rule by itself, and only those that the rule takes", async () => {
		const { world, uses } = await emptyWorld();
		const both = await createAccount(world);
		const sms = await createAccount(world, {
			driver: "telnyx",
			config: { from: "+12025550123" },
			secrets: { apiKey: "KEY0123" },
		});
		const mixed = await createRoute(world, { providers: [both.id, sms.id] });
		const texts = await createRoute(world, { conditions: { channels: ["SMS"] }, providers: [both.id, sms.id] });
		expect(await uses(both.id)).toEqual({
			rules: [
				[mixed, true],
				[texts, false],
			],
			onlyChannels: ["CALL"],
		});
		expect(await uses(sms.id)).toEqual({
			rules: [
				[mixed, false],
				[texts, false],
			],
			onlyChannels: [],
		});
	});

	it("is nothing where no rule names it and others send the same", async () => {
		const { world, uses } = await emptyWorld();
		const [a] = [await createAccount(world), await createAccount(world)];
		expect(await uses(a.id)).toEqual({ rules: [], onlyChannels: [] });
	});
});
