import { describe, expect, it } from "vitest";
import { unique } from "../../support/world";
import { code, createCarriers, send } from "../receipts/reports";

const user = () => ({ id: unique("00u"), login: "ada@example.com", firstName: null, lastName: null, locale: null });

describe("a delivery", () => {
	it("shows its tries in order, and its destination masked", async () => {
		const { world, accounts, country } = await createCarriers({ down: "FAILED", up: "SUCCESSFUL" });
		const ada = user();
		const { id } = await send(world, country, { destination: "+14155550199", user: ada, factorId: "sms1" });
		const token = await world.tokenFor("VERIFIER");
		const { status, body } = await world.call("GET", `/api/v1/deliveries/${id}`, undefined, { token });
		expect(status).toBe(200);
		const at = new Date(world.clock.now).toISOString();
		expect(body).toMatchObject({
			id,
			channel: "SMS",
			status: "sent",
			destination: "+1415*****99",
			country: "US",
			userId: ada.id,
			factorId: "sms1",
			created: at,
			verified: null,
		});
		expect(body.attempts).toMatchObject([
			{ provider: "webhook", accountId: accounts[0], result: "failed", reason: "temporary", status: "failed", at },
			{ provider: "webhook", accountId: accounts[1], result: "accepted", reason: null, status: "sent", at },
		]);
		expect(body.attempts[0].durationMs).toBeGreaterThanOrEqual(0);
		const shown = JSON.stringify(body);
		for (const hidden of [code, "+14155550199", "Your"]) expect(shown).not.toContain(hidden);
	});

	it("is unknown when nobody made it", async () => {
		const { world } = await createCarriers({ up: "PENDING" });
		expect((await world.call("GET", "/api/v1/deliveries/dlvNobody")).status).toBe(404);
	});
});

describe("the list of deliveries", () => {
	it("can be filtered by user, status and channel, and comes in pages, the newest first", async () => {
		const { world, country } = await createCarriers({ up: "PENDING" });
		const ada = user();
		const ids: string[] = [];
		for (const channel of ["SMS", "CALL", "SMS"] as const) {
			world.clock.now += 1_000;
			ids.unshift((await send(world, country, { user: ada, channel })).id);
		}
		await send(world, country, { user: user() });
		const list = async (query: string) => {
			const answer = await world.call("GET", `/api/v1/deliveries?userId=${ada.id}${query}`);
			return { ids: answer.body.map(({ id }: { id: string }) => id), link: answer.headers.get("link") ?? "" };
		};
		expect((await list("")).ids).toEqual(ids);
		expect((await list("&channel=CALL")).ids).toEqual([ids[1]]);
		expect((await list("&status=queued")).ids).toEqual(ids);
		expect((await list("&status=delivered")).ids).toEqual([]);
		const first = await list("&limit=2");
		expect(first.ids).toEqual(ids.slice(0, 2));
		const next = /<[^>]*[?&]after=([^&>]+)[^>]*>; rel="next"/.exec(first.link)![1];
		expect((await list(`&limit=2&after=${next}`)).ids).toEqual([ids[2]]);
	});
});
