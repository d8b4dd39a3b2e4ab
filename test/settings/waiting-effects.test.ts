// How the page waits for a message, by the properties. A test's name begins with the name of its property.
import { beforeEach, describe, expect, it } from "vitest";
import { inboxOf } from "../factors/sent-factor";
import { createHosted } from "../hosted/people";
import { createWorld, type World } from "../support/world";
import { setProperty } from "./properties";

let world: World;
let hosted: Awaited<ReturnType<typeof createHosted>>;
beforeEach(async () => {
	world = await createWorld();
	hosted = await createHosted(world);
});

/** The page of somebody whose message is still under way, so many ms after it was sent. */
async function waitingPage(name: string, value: string, afterMs = 0): Promise<string> {
	await setProperty(world, `bharosa.uio.${hosted.application}.${name}`, value);
	const person = await hosted.newPerson();
	const { reader, at } = await hosted.come(person.id);
	await reader.send("choose", { method: "ChallengeSMS:" });
	const [received] = await inboxOf(world, person.mobile);
	await world.ctx.env.bindings.DB.prepare("UPDATE deliveries SET status = 'queued' WHERE id = ?")
		.bind(received!.deliveryId)
		.run();
	world.clock.now += afterMs;
	return (await reader.open(at("code"))).html;
}

describe("the property", () => {
	it("ums.integration.message.status.poll.attempts says how often the page looks for news", async () => {
		const html = await waitingPage("ums.integration.message.status.poll.attempts", "7");
		expect(html).toContain("&quot;attempts&quot;:7,&quot;delayMs&quot;:1000");
	});

	it("ums.integration.message.status.poll.delay says how much time is in between", async () => {
		const html = await waitingPage("ums.integration.message.status.poll.delay", "2500");
		expect(html).toContain("&quot;attempts&quot;:3,&quot;delayMs&quot;:2500");
	});

	it("ums.integration.deliveryPage.delay says how long the page stays, also without a script", async () => {
		const html = await waitingPage("ums.integration.deliveryPage.delay", "8000");
		expect(html).toContain("&quot;stayMs&quot;:8000");
		expect(html).toMatch(/<noscript><meta http-equiv="refresh" content="8; /);
	});

	it("ums.integration.sleepInterval says when the page asks for the code without any news", async () => {
		const name = "ums.integration.sleepInterval";
		expect(await waitingPage(name, "20000", 19_999)).not.toContain('name="answer"');
		expect(await waitingPage(name, "20000", 20_000)).toContain('name="answer"');
	});
});
