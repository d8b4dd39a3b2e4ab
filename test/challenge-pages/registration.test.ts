import { beforeEach, describe, expect, it } from "vitest";
import { applicationInput, createApplication } from "../applications/applications";
import { createHosted, textOf } from "../hosted/people";
import { removeAllPolicies } from "../policies/challenge/policies";
import { ofDefault, resetDefaults, setProperty } from "../settings/properties";
import { createAdministrator, signedIn } from "../support/administrators";
import { createReader } from "../support/reader";
import { createWorld, type World } from "../support/world";

const list = "/console/registration";
const fieldAt = (key: string, step = "") => `${list}/fields/${key}${step}`;

let world: World;
beforeEach(async () => {
	world = await createWorld();
	await resetDefaults(world);
});

async function readerOf(role: Parameters<typeof createAdministrator>[1] = "ADMINISTRATOR") {
	const { id } = await createAdministrator(world, role);
	return createReader(world, (await signedIn(world, id)).cookie);
}

/** What the form of a field sends when it comes fresh, and what somebody typed over it. */
const typed = (more: Record<string, string> = {}) => ({
	...{ name_en: "Staff number", name_ja: "社員番号", description_en: "On your badge", description_ja: "社員証の番号" },
	...{ error_en: "", error_ja: "", inputtype: "text", shown: "ALWAYS", maxlength: "6", regex: "[0-9]{6}" },
	...{ values: "", inputname: "", managerClass: "com.bharosa.uio.manager.user.DefaultContactInfoManager" },
	...more,
});

/** The keys of the fields, in the order of the list. */
const keysIn = (html: string) => [...html.matchAll(/<small><code>(\w+)<\/code><\/small>/g)].map(([, key]) => key);

describe("the registration page of the console", () => {
	it("lists the fields in order, and says why nobody is asked", async () => {
		const reader = await readerOf("READ_ONLY");
		const { html } = await reader.open(list);
		expect(keysIn(html)).toEqual(["mobile", "email", "phone", "im", "terms"]);
		expect(html).toContain("the page is switched off");
		await setProperty(world, ofDefault("register.userinfo.enabled"), "true");
		expect((await reader.open(list)).html).toContain("no challenge type that sends codes is on");
		await setProperty(world, ofDefault("challenge.type.enum.ChallengeSMS.available"), "true");
		expect((await reader.open(list)).html).not.toContain("Nobody is asked");
		await setProperty(world, ofDefault("userinfo.inputs.enum.mobile.required"), "false");
		await setProperty(world, ofDefault("userinfo.inputs.enum.terms.required"), "false");
		expect((await reader.open(list)).html).toContain("no field is shown and required");
	});

	it("is closed to the help desk, and has no form for readers", async () => {
		expect((await (await readerOf("HELP_DESK")).open(list)).status).toBe(403);
		const reader = await readerOf("READ_ONLY");
		expect((await reader.open(list)).html).not.toContain('value="move"');
		expect((await reader.send("move", { id: "terms", from: "5", to: "1" })).status).toBe(403);
		expect((await reader.open(fieldAt("mobile"))).html).not.toContain('name="regex"');
		for (const path of [`${list}/new`, fieldAt("mobile", "/delete")]) {
			expect((await reader.open(path)).status, path).toBe(403);
		}
	});

	it("adds a field, shows it, changes it, and takes it away", async () => {
		const reader = await readerOf();
		await reader.open(`${list}/new`);
		const added = await reader.send("add", { key: "staff", ...typed() });
		expect([added.path, keysIn(added.html).at(-1)]).toEqual([list, "staff"]);
		expect(added.html).toContain("The field is on the page.");
		const shown = await reader.open(fieldAt("staff"));
		expect(shown.html).toContain("[0-9]{6}");
		expect((await reader.send("change", typed({ name_en: "Badge", required: "on" }))).html).toContain(">Badge</a>");
		const asked = await reader.open(fieldAt("staff", "/delete"));
		expect(asked.html).toContain("Remove the field");
		const gone = await reader.send("delete", {});
		expect([gone.path, keysIn(gone.html).includes("staff")]).toEqual([list, false]);
	});

	it("brings a refused field back with what was typed, and the reason at the field", async () => {
		const reader = await readerOf();
		await reader.open(`${list}/new`);
		const { status, html } = await reader.send("add", { key: "staff", ...typed({ regex: "[0-9", maxlength: "999" }) });
		expect(status).toBe(400);
		expect(html).toContain("社員番号");
		expect(html).toContain('href="#field-regex"');
		expect(html).toContain('href="#field-maxlength"');
		const japanese = await (await readerOf()).open(`${list}/new?language=ja`);
		expect(japanese.html).toContain("項目の追加");
		const twice = await reader.send("add", { key: "mobile", ...typed() });
		expect(twice.html).toContain('href="#field-key"');
	});

	it("moves a field, and says so when somebody was faster", async () => {
		const reader = await readerOf();
		await reader.open(list);
		const moved = await reader.send("move", { id: "terms", from: "5", to: "1" });
		expect(moved.path).toBe(`${list}#order-terms`);
		expect(keysIn(moved.html)[0]).toBe("terms");
		await reader.open(list);
		const late = await reader.send("move", { id: "terms", from: "5", to: "2" });
		expect([late.status, keysIn(late.html)[0]]).toEqual([409, "terms"]);
		expect(late.html).toContain("Somebody else changed it just now");
	});

	it("asks before it takes a needed field away, and doesn't", async () => {
		const reader = await readerOf();
		await reader.open(`${list}/new`);
		await reader.send("add", { key: "staff", ...typed() });
		await setProperty(world, ofDefault("challenge.type.enum.ChallengeSMS.requiredInfo"), "mobile,staff");
		const { html } = await reader.open(fieldAt("staff", "/delete"));
		expect(html).toContain("A challenge type requires this field");
		expect(html).not.toContain('value="delete"');
		expect((await reader.send("delete", {})).status).toBe(403);
	});

	it("is about one application where its address says so", async () => {
		const reader = await readerOf();
		const { id } = await createApplication(world, { name: `Shop ${Math.random()}` });
		await reader.open(`${list}/new?scope=${id}`);
		const added = await reader.send("add", { key: "staff", ...typed() });
		expect(added.path).toBe(`${list}?scope=${id}`);
		expect(keysIn(added.html)).toContain("staff");
		expect(keysIn((await reader.open(list)).html)).not.toContain("staff");
		expect((await reader.open(`${list}?scope=00aNobody`)).status).toBe(404);
		expect((await reader.open(`${list}?scope=%3Cb%3E`)).status).toBe(200);
		expect((await reader.open(fieldAt("nothing"))).status).toBe(404);
	});
});

describe("the preview", () => {
	const previewIn = (html: string) => /<iframe[^>]* src="([^"]+)"/.exec(html)![1]!.replaceAll("&amp;", "&");

	it("is the page that a new person of the application sees, in the language that was chosen", async () => {
		await removeAllPolicies(world);
		const hosted = await createHosted(world, { REGISTRATION: "REGISTER_OPTIONAL" });
		const reader = await readerOf();
		await setProperty(world, `bharosa.uio.${hosted.application}.register.userinfo.enabled`, "true");
		await reader.open(`${list}/new?scope=${hosted.application}`);
		await reader.send("add", { key: "staff", ...typed() });
		for (const language of ["en", "ja"]) {
			const page = await reader.open(`${list}?scope=${hosted.application}&in=${language}&skip=on`);
			const preview = await reader.open(previewIn(page.html));
			const { id } = await hosted.newPerson({}, { mobile: false, question: false });
			const { first } = await hosted.come(id, { locale: language });
			const seen = textOf(first.html).replace(/^.*?(English|日本語) /, "");
			const account = seen.slice(0, seen.indexOf(language === "en" ? "How can" : "連絡先の登録"));
			expect(textOf(preview.html).replace(/^.*?(English|日本語) /, "")).toBe(seen.replace(account, ""));
			expect(preview.html).toContain(language === "en" ? "Staff number" : "社員番号");
			expect(preview.html).toContain(`lang="${language}"`);
		}
	});

	it("stands in our own pages alone, runs nothing, and sends nothing", async () => {
		const reader = await readerOf("READ_ONLY");
		const { html } = await reader.open(list);
		expect(html).toMatch(/<iframe[^>]* sandbox="allow-same-origin"/);
		const { headers } = await world.call("GET", previewIn(html), undefined, {
			token: null,
			headers: { cookie: reader.cookies() },
		});
		const policy = headers.get("content-security-policy")!;
		for (const part of ["frame-ancestors 'self'", "form-action 'none'", "default-src 'none'"]) {
			expect(policy).toContain(part);
		}
		expect(policy).not.toContain("script-src");
	});

	it("has the application's name, and leaves the reader's language alone", async () => {
		const { id } = await createApplication(world);
		const reader = await readerOf();
		const { html } = await reader.open(`${list}/preview?scope=${id}&in=ja`);
		expect(html).toContain(applicationInput().branding.name);
		expect(html).not.toContain("language=");
		expect((await reader.open(list)).html).toContain('lang="en"');
	});

	it("shows the ways to decline and to remember the browser as the settings have them", async () => {
		const reader = await readerOf();
		const preview = async (more = "") => textOf((await reader.open(`${list}/preview?in=en${more}`)).html);
		const words = ["Decline", "Remember this device", "Not now"];
		const before = await preview();
		expect(words.filter((word) => before.includes(word))).toEqual([]);
		for (const name of [
			"otp.optOut.enabled",
			"register.userinfo.decline.enabled",
			"registerdevice.enabled",
			"register.userinfo.registerdevice.enabled",
		]) {
			await setProperty(world, ofDefault(name), "true");
		}
		const after = await preview("&skip=on");
		expect(words.filter((word) => after.includes(word))).toEqual(words);
	});
});
