// What the page for a code costs when everything is warm: calls of Durable Objects, and statements of D1.
import { beforeEach, describe, expect, it } from "vitest";
import { setPhrase } from "../../src/challenges/owned/phrase";
import { getUser } from "../../src/users/service";
import { countEverything } from "../support/counted-costs";
import { createWorld, type World } from "../support/world";
import { createHosted, textOf } from "./people";

const { bindings, taken } = countEverything();
let world: World;
let hosted: Awaited<ReturnType<typeof createHosted>>;
beforeEach(async () => {
	world = await createWorld({ bindings });
	hosted = await createHosted(world);
});

/** A browser that has chosen a way, and what the page for the answer costs it. */
async function atCode(type: string, more: Record<string, unknown> = {}) {
	const person = await hosted.newPerson();
	await setPhrase(world.ctx, await getUser(world.ctx, person.id), "quiet otter");
	const come = await hosted.come(person.id, more);
	const [, method = ""] = new RegExp(`value="(${type}:[^"]*)"`).exec(come.first.html)!;
	await come.reader.send("choose", { method });
	const open = async (query = "") => {
		taken();
		return { ...(await come.reader.open(come.at("code") + query)), cost: taken() };
	};
	return { ...come, person, open };
}

describe("the page for an answer", () => {
	it("reads its object once, and asks D1 for nothing", async () => {
		const { open } = await atCode("ChallengeQuestion");
		const { html, cost } = await open();
		expect(cost).toEqual({ objects: ["TRANSACTIONS.read"], reads: [], writes: 0 });
		expect(textOf(html)).toContain("quiet otter");
	});

	it("asks D1 once what became of a message", async () => {
		const { open } = await atCode("ChallengeSMS");
		for (const query of ["", "?now"]) {
			expect((await open(query)).cost).toEqual({ objects: ["TRANSACTIONS.read"], reads: [3], writes: 0 });
		}
	});

	it("shows the phrase of the moment when the way was chosen, and keeps it sealed", async () => {
		const { open, person, reader, at } = await atCode("ChallengeQuestion");
		await setPhrase(world.ctx, await getUser(world.ctx, person.id), "early heron");
		expect(textOf((await open()).html)).toContain("quiet otter");
		const { html } = await reader.open(at("choose"));
		const [, method = ""] = /value="(ChallengeSMS:[^"]*)"/.exec(html)!;
		await reader.send("choose", { method });
		expect(textOf((await open("?now")).html)).toContain("early heron");
	});

	it("lets nobody go on who was suspended meanwhile", async () => {
		const { open, person, reader } = await atCode("ChallengeQuestion");
		await world.call("POST", `/api/v1/users/${person.id}/lifecycle/suspend`);
		const { status, html } = await open();
		expect(status).toBe(200);
		const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? "";
		const sent = { type: field("type"), answers: field("answers"), answer: "Brussels sprouts" };
		expect((await reader.send("answer", sent)).status).toBe(403);
	});
});
