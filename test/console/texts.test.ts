import { beforeEach, describe, expect, it } from "vitest";
import { createApplication } from "../applications/applications";
import { createHosted } from "../hosted/people";
import { ofDefault, readProperty, resetDefaults, setProperty } from "../settings/properties";
import { createAdministrator, signedIn } from "../support/administrators";
import { createReader } from "../support/reader";
import { createWorld, type World } from "../support/world";
import { bothButtons, previewIn } from "./preview";

let world: World;
beforeEach(async () => {
	world = await createWorld();
	await resetDefaults(world);
});

async function readerAs(role: Parameters<typeof createAdministrator>[1] = "ADMINISTRATOR") {
	return createReader(world, (await signedIn(world, (await createAdministrator(world, role)).id)).cookie);
}

const list = "/console/texts";
const at = (name: string, locale = "en") => `${list}/${name}?locale=${locale}`;
const title = ofDefault("register.userinfo.title");
const lead = ofDefault("register.userinfo.message");
const help = ofDefault("otp.sms.help.message");

describe("the list of texts", () => {
	it("shows ours and the customer's side by side, in the reader's language at first", async () => {
		await setProperty(world, title, "How do we reach you?", "en");
		const reader = await readerAs("READ_ONLY");
		const { html } = await reader.open(`${list}?place=register&q=userinfo.title`);
		expect(html).toContain("How can we reach you?");
		expect(html).toContain("How do we reach you?");
		expect(html).toContain("Not in Japanese");
		expect((await reader.open(`${list}?q=userinfo.title&language=ja`)).html).toContain("連絡先の登録");
		expect((await reader.open(`${list}?q=userinfo.title&locale=en`)).html).toContain("How do we reach you?");
	});

	it("says that all is translated, or what isn't", async () => {
		const reader = await readerAs();
		expect((await reader.open(`${list}?untranslated=on`)).html).toContain("Everything is translated");
		await setProperty(world, title, "ご連絡先", "ja");
		const { html } = await reader.open(`${list}?untranslated=on`);
		expect(html).toContain(at(title));
		expect(html).not.toContain(lead);
	});

	it("leads messages with codes to their own pages", async () => {
		const { html } = await (await readerAs()).open(`${list}?place=messages&type=ChallengeSMS&locale=ja`);
		expect(html).toContain("/console/templates/texts/default/sms/unlock/ja");
		expect(html).toContain("/console/templates/texts/default/sms/any/ja");
		expect(html).toContain("ロック");
	});

	it("shows an application's texts, and what comes from above", async () => {
		const { id } = await createApplication(world);
		await setProperty(world, title, "Above", "en");
		const { html } = await (await readerAs()).open(`${list}?scope=${id}&q=userinfo.title`);
		expect(html).toContain(at(`bharosa.uio.${id}.register.userinfo.title`));
		expect(html).toContain("From above");
	});

	it.each(["?place=nowhere", "?locale=%3Cb%3E", "?type=x&q=zzzz", "?after=nothing"])(
		"stands whatever is asked: %s",
		async (odd) => {
			expect((await (await readerAs()).open(list + odd)).status).toBe(200);
		},
	);

	it("of an application that there isn't is 404, and the help desk has none", async () => {
		expect((await (await readerAs()).open(`${list}?scope=0oaNobody00000000000`)).status).toBe(404);
		expect((await (await readerAs("HELP_DESK")).open(list)).status).toBe(403);
	});
});

describe("a text", () => {
	it("is previewed on its page without being saved, then saved, then reset", async () => {
		const reader = await readerAs();
		expect(previewIn((await reader.open(at(title))).html)).toContain("<h1>How can we reach you?</h1>");
		const tried = await reader.send("save", { value: "Where are you?", locale: "en", do: "preview" });
		expect(previewIn(tried.html)).toContain("<h1>Where are you?</h1>");
		expect((await readProperty(world, title, "?locale=en")).body.origin).toBe("SHIPPED");
		const saved = await reader.send("save", { value: "Where are you?", locale: "en" });
		expect(saved.path).toBe(at(title));
		expect(saved.html).toContain("Your text is saved.");
		expect((await readProperty(world, title, "?locale=en")).body.value).toBe("Where are you?");
		expect((await readProperty(world, title, "?locale=ja")).body.value).not.toBe("Where are you?");
		expect((await reader.send("reset", { locale: "en" })).html).toContain("has ended");
		expect((await readProperty(world, title, "?locale=en")).body.origin).toBe("SHIPPED");
	});

	it("is written for one application, and its preview has the application's brand", async () => {
		const { id } = await createApplication(world, { branding: { name: "The Shop", accentColor: "#0b5fad" } });
		const name = `bharosa.uio.${id}.ChallengeSMS.continue.button`;
		const reader = await readerAs();
		const page = previewIn((await reader.open(at(name))).html);
		expect(page).toContain("The Shop");
		expect(page).toContain(`/brands/${id}/style.css`);
		await reader.send("save", { value: "Straight on", locale: "en" });
		expect((await readProperty(world, name, "?locale=en")).body).toMatchObject({ value: "Straight on", scope: id });
		expect((await readProperty(world, ofDefault("ChallengeSMS.continue.button"))).body.value).toBe("Continue");
	});

	it("is seen by people as the preview shows it", async () => {
		const hosted = await createHosted(world);
		const name = `bharosa.uio.${hosted.application}.ChallengeSMS.message`;
		const reader = await readerAs();
		await reader.open(at(name));
		const value = "Look at your <b>phone</b>.";
		expect(previewIn((await reader.send("save", { value, locale: "en", do: "preview" })).html)).toContain(value);
		await reader.send("save", { value, locale: "en" });
		const person = await hosted.newPerson();
		const { reader: browser } = await hosted.come(person.id);
		expect((await browser.send("choose", { method: "ChallengeSMS:" })).html).toContain(value);
	});

	it.each([
		["challenge.type.enum.ChallengeEmail.name", "choose", "Post", "<strong>Post</strong>"],
		["challenge.type.enum.ChallengeEmail.description", "choose", "By post", "<span>By post</span>"],
		["ChallengeVoice.incorrect.message", "code", "No, sorry.", 'id="field-answer-error">No, sorry.'],
		["ChallengeToken.registerdevice.message", "code", "Know me", "Know me"],
		["challenge.type.enum.ChallengeSMS.htmlLabel", "code", "The code", ">The code</label>"],
		["userinfo.inputs.enum.im.name", "register", "Chat", ">Chat</label>"],
		["userinfo.inputs.enum.im.description", "register", "Any chat", "Any chat"],
		["error.otp.invalid.im", "register", "No chat.", 'id="field-im-error">No chat.'],
		["messages.enum.terms.description", "register", "<p>Pay.</p>", "<p>Pay.</p>"],
		["messages.enum.terms.name", "register", "All terms", '<section class="info info-open" id="info-terms"'],
		["userinfo.inputs.enum.terms.name", "register", "I agree", '<section class="info" id="info-terms"'],
		["register.userinfo.decline.button", "register", "Never", "Never"],
		["register.userinfo.registerdevice.message", "register", "Keep it", "Keep it"],
	])("%s is shown on its page: %s", async (name, _page, value, shown) => {
		const reader = await readerAs();
		await reader.open(at(ofDefault(name)));
		const { html, status } = await reader.send("save", { value, locale: "en", do: "preview" });
		expect([status, previewIn(html)]).toEqual([200, expect.stringContaining(shown)]);
	});

	it("in Japanese is previewed in Japanese, whoever reads the console", async () => {
		const page = previewIn((await (await readerAs()).open(at(lead, "ja"))).html);
		expect(page).toContain('lang="ja"');
		expect(page).toContain("連絡先の登録");
	});

	it("of a message is previewed with an example, and what can't be filled in is marked", async () => {
		const reader = await readerAs();
		await reader.open(at(help));
		const good = await reader.send("save", { value: "Ask {1}.", locale: "en", do: "preview" });
		expect(good.html).toContain("Ask Tessera.");
		expect(good.html).toContain("GSM-7");
		const wrong = await reader.send("save", { value: "Ask {0}.", locale: "en", do: "preview" });
		expect([wrong.status, wrong.html.includes("<mark>{0}</mark>")]).toEqual([400, true]);
		expect(wrong.html).toContain('id="field-value-error"');
		await reader.open(at(ofDefault("notice.text")));
		const notice = await reader.send("save", { value: "{3} {4}", locale: "en", do: "preview" });
		expect(notice.html).toMatch(/A way to sign in was added to your account\. 20\d\d-\d\d-\d\d \d\d:\d\d UTC/);
	});

	it("that isn't taken comes back as it was typed, with the reason", async () => {
		const reader = await readerAs();
		await reader.open(at(title));
		for (const more of bothButtons) {
			const { status, html } = await reader.send("save", { value: `<b>${"x".repeat(501)}`, locale: "en", ...more });
			expect([status, html.includes('id="field-value-error"')]).toEqual([400, true]);
			expect(html).toContain("&lt;b&gt;xxx");
		}
		expect((await readProperty(world, title)).body.origin).toBe("SHIPPED");
	});

	it("runs nothing in the console, whatever it holds", async () => {
		const reader = await readerAs();
		await reader.open(at(lead));
		const value = `<script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:x">y</a></iframe>"'`;
		const { html } = await reader.send("save", { value, locale: "en", do: "preview" });
		expect(html).toContain('sandbox="allow-same-origin"');
		expect(html).not.toMatch(/<script>alert|<img src=x/);
		expect(previewIn(html)).not.toMatch(/alert|javascript:|onerror/);
		const { headers } = await world.call("GET", at(lead), undefined, {
			token: null,
			headers: { cookie: reader.cookies() },
		});
		expect(headers.get("content-security-policy")).toContain("script-src 'self'");
	});

	it("is shown to those who may only look, without forms", async () => {
		const reader = await readerAs("READ_ONLY");
		const { html } = await reader.open(at(title));
		expect(html).not.toContain('name="value"');
		expect(previewIn(html)).toContain("How can we reach you?");
		expect((await reader.send("save", { value: "x", locale: "en" })).status).toBe(403);
		expect((await reader.send("reset", { locale: "en" })).status).toBe(403);
	});

	it.each(["nothing", ofDefault("otp.generate.code.length"), ofDefault("no.such"), "%3Cb%3E"])(
		"of this name is 404: %s",
		async (odd) => {
			expect((await (await readerAs()).open(`${list}/${odd}`)).status).toBe(404);
		},
	);
});
