import { beforeEach, describe, expect, it } from "vitest";
import { listRegisteredDevices } from "../../../src/devices/service";
import { otherThan } from "../../challenges/challenged";
import { inboxOf, newNumber } from "../../factors/sent-factor";
import { setProperty } from "../../settings/properties";
import { createReader } from "../../support/reader";
import { createWorld, type World } from "../../support/world";
import { createHosted, textOf } from "../people";

let world: World;
let hosted: Awaited<ReturnType<typeof createHosted>>;
beforeEach(async () => {
	world = await createWorld();
	hosted = await createHosted(world, {});
	await set("userpreferences.userinfo.enabled");
	await set("challenge.type.enum.ChallengeEmail.available", "false");
});

const set = (name: string, value = "true") => setProperty(world, `bharosa.uio.${hosted.application}.${name}`, value);
const codeTo = async (to: string) => (await inboxOf(world, to))[0]!.code;

/** A browser at the preferences of a person who has nothing yet. */
async function come(more: Record<string, unknown> = {}) {
	const person = await hosted.newPerson({}, { mobile: false, question: false });
	return { person, ...(await hosted.come(person.id, { checkpoint: "PREFERENCES", ...more })) };
}

describe("the page of preferences", () => {
	it("takes a number and its code, says that it is saved, and leads back when the person is done", async () => {
		const { reader, first, at, look } = await come();
		expect(first.path).toBe(at("preferences"));
		const mobile = newNumber();
		const typed = await reader.send("contacts", { cellnumber: mobile, terms: "true" });
		expect(textOf(typed.html)).toContain("We have sent a code to");
		const code = await codeTo(mobile);
		expect((await reader.send("prove", { field: "mobile", answer: otherThan(code) })).status).toBe(400);
		const saved = await reader.send("prove", { field: "mobile", answer: code });
		expect(textOf(saved.html)).toContain("Your change has been saved.");
		expect(textOf(saved.html)).toContain("Registered:");
		expect(textOf((await reader.open(at("preferences"))).html)).not.toContain("Your change has been saved.");
		expect((await reader.send("finish", {})).path).toBe(at("end"));
		expect((await look()).body).toMatchObject({ status: "ALLOW", purpose: "preferences" });
	});

	it("comes after a challenge, in the browser that was challenged alone", async () => {
		const person = await hosted.newPerson({}, { question: false });
		const { reader, first, at } = await hosted.come(person.id, { checkpoint: "PREFERENCES" });
		expect(first.path).toBe(at("choose"));
		expect((await reader.open(at("preferences"))).path).toBe(at("choose"));
		await reader.send("choose", { method: "ChallengeSMS:" });
		const stranger = await createReader(world).open(at("preferences"));
		expect(stranger.status).toBe(404);
	});

	it("takes no change after ten minutes, and still lets the person finish", async () => {
		const { reader, at } = await come();
		world.clock.now += 600_000;
		const late = await reader.send("phrase", { phrase: "late otter" });
		expect([late.status, textOf(late.html)]).toEqual([403, expect.stringContaining("The time for changes is over.")]);
		const { html } = await reader.open(at("preferences"));
		expect(html).not.toContain('value="contacts"');
		expect((await reader.send("finish", {})).path).toBe(at("end"));
	});

	it("shows new recovery codes once, on the answer to the form", async () => {
		const { reader, at } = await come();
		const shown = await reader.send("codes", {});
		expect(shown.html).toContain('download="recovery-codes.txt"');
		const [, code] = /<code translate="no">([a-z0-9]{5}-[a-z0-9]{5})</.exec(shown.html)!;
		const { html } = await reader.open(at("preferences"));
		expect(html).not.toContain(code);
		expect(textOf(html)).toContain("10 codes are left.");
	});

	it("shows the person's own phrase, and takes another one", async () => {
		const { reader, at } = await come();
		await reader.send("phrase", { phrase: "early otter" });
		expect((await reader.open(at("preferences"))).html).toContain('value="early otter"');
		const refused = await reader.send("phrase", { phrase: " " });
		expect(refused.html).toContain('href="#field-phrase"');
	});

	it("remembers the device where the box is ticked, and forgets it", async () => {
		for (const name of ["registerdevice.enabled", "register.userinfo.registerdevice.enabled"]) await set(name);
		await set("userpreferences.unregister.this.enabled");
		const { person, reader, at } = await come({ client: { deviceToken: "a-browser-of-a-person" } });
		const registered = async () => (await listRegisteredDevices(world.ctx, person.id)).length;
		await reader.send("contacts", { cellnumber: newNumber(), terms: "true" });
		expect(await registered()).toBe(0);
		await reader.open(at("preferences"));
		world.clock.now += 61_000;
		await reader.send("contacts", { cellnumber: newNumber(), terms: "true", remember: "on" });
		expect(await registered()).toBe(1);
		expect(textOf((await reader.open(at("preferences"))).html)).toContain("Forget this device");
		await reader.send("forget", { devices: "this" });
		expect(await registered()).toBe(0);
	});

	it("has no part about contact data while the page is off", async () => {
		await set("userpreferences.userinfo.enabled", "false");
		expect((await come()).first.html).not.toContain('value="contacts"');
	});
});
