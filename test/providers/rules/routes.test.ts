import { describe, expect, it } from "vitest";
import { type Answer, createWorld, unique, type World } from "../../support/world";
import { createAccount, emailAccount, eventsAbout, removeAllProviders } from "../accounts/accounts";

const routesPath = "/api/v1/delivery-routes";

const cause = (answer: Answer): string => answer.body.errorCauses[0]?.errorSummary;

async function createRoute(world: World, input: Record<string, unknown>): Promise<string> {
	const answer = await world.call("POST", routesPath, { name: unique("Rule"), ...input });
	if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
	return answer.body.id;
}

const order = async (world: World): Promise<[string, number][]> =>
	(await world.call("GET", routesPath)).body.map(({ id, priority }: { id: string; priority: number }) => [
		id,
		priority,
	]);

describe("delivery routes", () => {
	it("are created with their conditions and providers, and the answer shows them", async () => {
		const world = await createWorld();
		await removeAllProviders(world);
		const [first, second] = [await createAccount(world), await createAccount(world)];
		const input = {
			name: unique("Japan"),
			conditions: {
				channels: ["SMS"],
				destinationCountries: ["JP"],
				originCountries: ["DK", "SE"],
				requestTypes: ["com.okta.user.telephony.mfa-verification"],
			},
			providers: [second.id, first.id],
		};
		const created = await world.call("POST", routesPath, input);
		expect(created.status).toBe(200);
		expect(created.body).toEqual({
			id: expect.stringMatching(/^rou[0-9A-Za-z]{17}$/),
			...input,
			priority: 1,
			created: new Date(world.clock.now).toISOString(),
			lastUpdated: created.body.created,
			_links: {
				self: {
					href: `https://otp.test${routesPath}/${created.body.id}`,
					hints: { allow: ["GET", "PUT", "DELETE"] },
				},
			},
		});
		expect((await world.call("GET", `${routesPath}/${created.body.id}`)).body).toEqual(created.body);
		expect((await world.call("GET", routesPath)).body).toEqual([created.body]);
	});

	it("match everything when they have no conditions", async () => {
		const world = await createWorld();
		const { id } = await createAccount(world);
		const empty = { channels: [], destinationCountries: [], originCountries: [], requestTypes: [] };
		for (const conditions of [undefined, {}]) {
			const answer = await world.call("POST", routesPath, { name: unique("All"), conditions, providers: [id] });
			expect(answer.body.conditions).toEqual(empty);
		}
	});

	it("keep an order without gaps through creation, moves and deletion", async () => {
		const world = await createWorld();
		await removeAllProviders(world);
		const providers = [(await createAccount(world)).id];
		const a = await createRoute(world, { providers });
		const b = await createRoute(world, { providers });
		const c = await createRoute(world, { providers });
		const d = await createRoute(world, { providers, priority: 2 });
		const e = await createRoute(world, { providers, priority: 9_999 });
		const numbered = (...ids: string[]) => ids.map((id, index) => [id, index + 1]);
		expect(await order(world)).toEqual(numbered(a, d, b, c, e));
		const move = async (id: string, priority?: number) => {
			const answer = await world.call("PUT", `${routesPath}/${id}`, { name: unique("Moved"), priority, providers });
			return answer.body.priority;
		};
		expect(await move(e, 1)).toBe(1);
		expect(await order(world)).toEqual(numbered(e, a, d, b, c));
		expect(await move(a, 4)).toBe(4);
		expect(await order(world)).toEqual(numbered(e, d, b, a, c));
		expect(await move(b, 3)).toBe(3);
		expect(await move(d)).toBe(2);
		expect(await move(e, 10_000)).toBe(5);
		expect(await order(world)).toEqual(numbered(d, b, a, c, e));
		await world.call("DELETE", `${routesPath}/${b}`);
		expect(await order(world)).toEqual(numbered(d, a, c, e));
	});

	it("keep their order when ten move at once", async () => {
		const world = await createWorld();
		await removeAllProviders(world);
		const providers = [(await createAccount(world)).id];
		const ids: string[] = [];
		for (let index = 0; index < 10; index++) ids.push(await createRoute(world, { providers }));
		await Promise.all(
			ids.map((id, index) =>
				world.call("PUT", `${routesPath}/${id}`, { name: unique("Moved"), priority: 10 - index, providers }),
			),
		);
		const after = await order(world);
		expect(after.map(([, priority]) => priority)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
		expect(after.map(([id]) => id).sort()).toEqual([...ids].sort());
	});

	it("are replaced as a whole, and deleted, and both are logged", async () => {
		const world = await createWorld();
		const [first, second] = [await createAccount(world), await createAccount(world)];
		const id = await createRoute(world, { conditions: { destinationCountries: ["JP"] }, providers: [first.id] });
		const name = unique("Renamed");
		const replaced = await world.call("PUT", `${routesPath}/${id}`, { name, providers: [second.id] });
		expect(replaced.body).toMatchObject({ name, providers: [second.id], conditions: { destinationCountries: [] } });
		expect((await world.call("DELETE", first.path)).status).toBe(204);
		expect((await world.call("DELETE", `${routesPath}/${id}`)).status).toBe(204);
		expect((await world.call("GET", `${routesPath}/${id}`)).status).toBe(404);
		expect((await world.call("DELETE", `${routesPath}/${id}`)).status).toBe(404);
		expect((await eventsAbout(world, id)).types).toEqual(
			["create", "update", "delete"].map((verb) => `system.delivery_route.${verb}`),
		);
	});

	it.each<[string, (id: string, mailId: string) => Record<string, unknown>, string]>([
		["no providers", () => ({ providers: [] }), "providers"],
		["a provider twice", (id) => ({ providers: [id, id] }), "only once"],
		["eleven providers", (id) => ({ providers: Array(11).fill(id) }), "providers"],
		["an unknown provider", (id) => ({ providers: [id, "prv00000000000000000"] }), "providers.1"],
		[
			"a provider of another channel",
			(id, mail) => ({ conditions: { channels: ["SMS"] }, providers: [id, mail] }),
			"providers.1",
		],
		[
			"a channel that none sends by",
			(id) => ({ conditions: { channels: ["SMS", "EMAIL"] }, providers: [id] }),
			"EMAIL",
		],
		["an unknown channel", (id) => ({ conditions: { channels: ["FAX"] }, providers: [id] }), "channels"],
		[
			"a country in small letters",
			(id) => ({ conditions: { destinationCountries: ["jp"] }, providers: [id] }),
			"destinationCountries",
		],
		[
			"a country that there isn't",
			(id) => ({ conditions: { originCountries: ["UK"] }, providers: [id] }),
			"originCountries",
		],
		["an unknown request type", (id) => ({ conditions: { requestTypes: ["login"] }, providers: [id] }), "requestTypes"],
		["priority 0", (id) => ({ priority: 0, providers: [id] }), "priority"],
		["half a priority", (id) => ({ priority: 1.5, providers: [id] }), "priority"],
		["an empty name", (id) => ({ name: "", providers: [id] }), "name"],
	])("are refused for %s", async (_, input, word) => {
		const world = await createWorld();
		const [account, mail] = [await createAccount(world), await createAccount(world, emailAccount)];
		const route = await createRoute(world, { providers: [account.id] });
		const before = (await world.call("GET", routesPath)).body;
		const body = { name: unique("Bad"), ...input(account.id, mail.id) };
		for (const refused of [
			await world.call("POST", routesPath, body),
			await world.call("PUT", `${routesPath}/${route}`, body),
		]) {
			expect([refused.status, refused.body.errorCode]).toEqual([400, "E0000001"]);
			expect(cause(refused)).toContain(word);
		}
		expect((await world.call("GET", routesPath)).body).toEqual(before);
	});

	it("have unique names", async () => {
		const world = await createWorld();
		const providers = [(await createAccount(world)).id];
		const name = unique("Once");
		await createRoute(world, { name, providers });
		const other = await createRoute(world, { providers });
		for (const refused of [
			await world.call("POST", routesPath, { name: name.toUpperCase(), providers }),
			await world.call("PUT", `${routesPath}/${other}`, { name, providers }),
		]) {
			expect([refused.status, cause(refused)]).toEqual([400, "name: Another delivery route has this name."]);
		}
	});
});
