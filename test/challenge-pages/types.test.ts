import { beforeEach, describe, expect, it } from "vitest";
import { createApplication } from "../applications/applications";
import { createChallenged, switchOn } from "../challenges/challenged";
import { newNumber } from "../factors/sent-factor";
import { ofDefault, resetDefaults, setProperty } from "../settings/properties";
import { createAdministrator, signedIn } from "../support/administrators";
import { createReader } from "../support/reader";
import { createWorld, type World } from "../support/world";

const list = "/console/challenge-types";
const sms = `${list}/ChallengeSMS`;

let world: World;
beforeEach(async () => {
	world = await createWorld();
	await resetDefaults(world);
});

async function readerOf(role: Parameters<typeof createAdministrator>[1] = "ADMINISTRATOR") {
	const { id } = await createAdministrator(world, role);
	return createReader(world, (await signedIn(world, id)).cookie);
}

/** The form as it comes fresh, and what somebody changed. A switch that is off isn't sent. */
const typed = (more: Record<string, string> = {}) => ({
	...{ available: "on", enabled: "on", "requires.mobile": "on", "requires.terms": "on", "displays.mobile": "on" },
	...{ otpexpirytimeMs: "300000", htmlInputType: "text", device: "DeviceHTMLControl" },
	...more,
});

const attribute = async (name: string, scope = "default") =>
	(await world.call("GET", `/api/v1/properties/bharosa.uio.${scope}.challenge.type.enum.ChallengeSMS.${name}`)).body;

describe("the challenge types of the console", () => {
	it("say what each does, what it requires, and whether it is on", async () => {
		await switchOn(world, "ChallengeSMS");
		const { html } = await (await readerOf("READ_ONLY")).open(list);
		const row = /<tr>(?:(?!<tr>).)*ChallengeSMS<\/code>.*?<\/tr>/s.exec(html)![0];
		expect(row).toContain("Sends a code as a text message");
		expect(row).toContain('href="/console/registration/fields/mobile"');
		expect(row).toContain("badge-success");
		expect(html.match(/<code>Challenge\w+<\/code>/g)).toHaveLength(8);
	});

	it("are closed to the help desk, and have no form for readers", async () => {
		expect((await (await readerOf("HELP_DESK")).open(list)).status).toBe(403);
		const reader = await readerOf("READ_ONLY");
		expect((await reader.open(sms)).html).not.toContain('name="available"');
		expect((await reader.send("change", typed())).status).toBe(403);
	});

	it("are switched on and require what is chosen, in the order that they had", async () => {
		const reader = await readerOf();
		await reader.open(sms);
		await setProperty(world, ofDefault("challenge.type.enum.ChallengeSMS.requiredInfo"), "terms,mobile");
		const { path, html } = await reader.send("change", typed({ "requires.email": "on" }));
		expect(path).toBe(list);
		expect(html).toContain("The type is saved.");
		expect([(await attribute("available")).value, (await attribute("requiredInfo")).value]).toEqual([
			"true",
			"terms,mobile,email",
		]);
		expect((await attribute("displayedInfo")).origin).toBe("SHIPPED");
	});

	it("come back with each error at its field, and with what was typed", async () => {
		const reader = await readerOf();
		await reader.open(sms);
		const { "requires.mobile": _, "requires.terms": __, ...nothing } = typed({ otpexpirytimeMs: "long" });
		const { status, html } = await reader.send("change", nothing);
		expect(status).toBe(400);
		for (const field of ["requiredInfo", "otpexpirytimeMs"]) expect(html).toContain(`href="#field-${field}"`);
		expect(html).toContain('id="field-requiredInfo"');
		expect(html).toContain('value="long"');
		expect((await attribute("available")).value).toBe("false");
	});

	it("are set for one application alone", async () => {
		const reader = await readerOf();
		const { id } = await createApplication(world);
		await reader.open(`${sms}?scope=${id}`);
		expect((await reader.send("change", typed())).path).toBe(`${list}?scope=${id}`);
		expect([(await attribute("available", id)).value, (await attribute("available")).value]).toEqual(["true", "false"]);
		expect((await reader.open(`${list}/ChallengeNobody`)).status).toBe(404);
	});
});

describe("the question why a type isn't offered", () => {
	it("is answered for a user by the login, with links to what is missing", async () => {
		await switchOn(world, "ChallengeSMS", "ChallengeEmail");
		const { login, mobile } = await createChallenged(world, { contacts: { mobile: newNumber(), terms: "true" } });
		const reader = await readerOf("READ_ONLY");
		await reader.open(list);
		const { html, status } = await reader.send("explain", { user: login });
		expect(status).toBe(200);
		const card = html.slice(html.indexOf('id="explained"'), html.indexOf('id="explain"'));
		expect(card).toMatch(/Not registered, or not proven yet:.*fields\/email/s);
		expect(card).toContain("The type is off.");
		expect(card).toContain("badge-success");
		expect(card).not.toContain(mobile);
	});

	it("in Japanese is answered in Japanese", async () => {
		const { login } = await createChallenged(world);
		const reader = await readerOf();
		await reader.open(`${list}?language=ja`);
		expect((await reader.send("explain", { user: login })).html).toContain("この種類は無効です。");
	});

	it("about nobody says so at its field", async () => {
		const reader = await readerOf();
		await reader.open(list);
		const { status, html } = await reader.send("explain", { user: "nobody" });
		expect([status, html.includes('value="nobody"'), html.includes('aria-invalid="true"')]).toEqual([400, true, true]);
	});
});
