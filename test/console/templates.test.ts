import { env } from "cloudflare:test";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { createActiveUser, inboxOf } from "../factors/sent-factor";
import { createFamily, ofDefault, readProperty, resetDefaults, setProperty } from "../settings/properties";
import { createReader } from "../support/reader";
import { createWorld, unique, type World } from "../support/world";
import { createConsole, formsOf, readerAs, stepsOf } from "./people";

const list = "/console/templates";
const sms = `${list}/sms`;
const text = `${list}/texts/default`;

/** As `\${code}`, without the compiler reading it. */
const mark = (name: string) => `\${${name}}`;

const typed = (more: Record<string, string> = {}) => ({
	name: unique("Reception"),
	language: "en",
	template: `${mark("org.name")}: ${mark("code")}`,
	tag0: "",
	text0: "",
	...more,
});

const createTemplate = async (world: World, more: Record<string, unknown> = {}): Promise<string> =>
	(
		await world.call("POST", "/api/v1/templates/sms", {
			name: unique("Reception"),
			template: `Hello: ${mark("code")}`,
			...more,
		})
	).body.id;

let world: World;
beforeEach(async () => {
	world = await createWorld();
	await resetDefaults(world);
	await env.DB.prepare("DELETE FROM sms_templates").run();
});
afterAll(() => resetDefaults(world));

describe("the list of texts", () => {
	it("says for each purpose and channel whose text counts", async () => {
		const reader = await readerAs(world);
		const before = (await reader.open(list)).html;
		expect(before.match(/>Standard</g)).toHaveLength(20);
		await setProperty(world, ofDefault("ChallengeSMS.message.body"), "{0}", "ja");
		await setProperty(world, ofDefault("ChallengeSMS.message.unlock.body"), "{0}");
		const { html } = await reader.open(list);
		expect(html).toContain('aria-label="SMS: All purposes: Yours: Japanese"');
		expect(html).toContain('aria-label="SMS: Account unlock: Yours: All languages"');
		expect(html).toContain('aria-label="SMS: Password reset: As for all purposes"');
		expect(html.match(/>Standard</g)).toHaveLength(15);
	});

	it("shows an application's texts, and what it inherits", async () => {
		const reader = await readerAs(world);
		const { own, base } = await createFamily(world);
		await setProperty(world, `bharosa.uio.${base}.ChallengeIM.message.reset.body`, "{0}");
		const { html } = await reader.open(`${list}?scope=${own}`);
		expect(html).toContain('aria-label="Instant message: Password reset: Inherited"');
		expect(html).toContain(`${list}/texts/${own}/im/reset/default`);
		expect((await reader.open(`${list}?scope=nobody`)).status).toBe(404);
	});
});

describe("one text", () => {
	it("is written, and reaches people in place of ours", async () => {
		const reader = await readerAs(world);
		const fresh = await reader.open(`${text}/sms/verification/default`);
		expect(fresh.html).toContain("There is no text of yours here.");
		expect(fresh.html).toContain("Tessera: 123456 is your verification code. Don&#39;t share it.");
		const saved = await reader.send("save", { subject: "", body: "It''s yours:\r\n{0}", do: "" });
		expect(saved.status).toBe(400);
		const good = await reader.send("save", { subject: "", body: "It''s yours:\r\n{0}" });
		expect(good.html).toContain("The text “SMS: Verification at sign-in” is saved.");
		const person = await createActiveUser(world);
		await person.challenge();
		const [message] = await inboxOf(world, person.to);
		expect(message!.text).toBe(`It's yours:\n${message!.code}`);
		const body = ofDefault("ChallengeSMS.message.verification.body");
		expect((await readProperty(world, body)).body).toMatchObject({ value: "It''s yours:\n{0}", origin: "OWN" });
	});

	it("is previewed from the form without being saved, with what it costs and what doubles it", async () => {
		const reader = await readerAs(world);
		await reader.open(`${text}/sms/unlock/en`);
		const long = `Your code’s {0}. ${"a".repeat(60)}`;
		const { status, html } = await reader.send("save", { subject: "", body: long, do: "preview" });
		expect(status).toBe(200);
		expect(html).toContain("Your code’s 123456.");
		expect(html).toContain("2 messages · UCS-2 · 80 of 134 units");
		expect(html).toMatch(/takes 2 messages, without them 1: <code>’<\/code> <small translate="no">U\+2019/);
		expect((await readProperty(world, ofDefault("ChallengeSMS.message.unlock.body"))).body.value).toBeNull();
		const euros = await reader.send("save", { subject: "", body: "{0} €", do: "preview" });
		expect(euros.html).toMatch(/count twice: <code>€<\/code>/);
	});

	it.each([
		["Don't: {0}", "An apostrophe is written twice (character 3)", "<mark>&#39;</mark>"],
		["{0} {name}", "A brace stands around a number only", "<mark>{</mark>"],
		["{0} {7}", "{7} stands for nothing in this text", "<mark>{7}</mark>"],
		["Hello", "The text needs {0}", null],
	])("says at its field and at its place what is wrong with %j", async (body, said, marked) => {
		const reader = await readerAs(world);
		await reader.open(`${text}/email/reset/ja`);
		for (const more of [{}, { do: "preview" }] as Record<string, string>[]) {
			const { status, html } = await reader.send("save", { subject: "件名", body, ...more });
			expect(status).toBe(400);
			expect(html).toMatch(/<textarea id="field-body" aria-invalid="true"/);
			expect(html).toContain(said);
			expect(html).toContain('value="件名"');
			if (marked) expect(html).toContain(marked);
		}
	});

	it("has a sender's name for all purposes, and an address for all languages", async () => {
		const reader = await readerAs(world);
		const fieldsOf = (html: string) => [...html.matchAll(/id="field-(\w+)"/g)].map(([, name]) => name);
		const fields = async (path: string) => fieldsOf((await reader.open(`${text}/${path}`)).html).slice(1);
		expect(await fields("email/any/default")).toEqual(["subject", "body", "fromName", "fromAddress"]);
		expect(await fields("email/any/ja")).toEqual(["subject", "body", "fromName"]);
		expect(await fields("email/unlock/default")).toEqual(["subject", "body"]);
		await reader.open(`${text}/email/any/default`);
		const wrong = await reader.send("save", { subject: "", body: "", fromName: "", fromAddress: "a@x, b@x" });
		expect(wrong.html).toMatch(/id="field-fromAddress" aria-invalid="true"/);
		await reader.send("save", { subject: "", body: "", fromName: "Shop", fromAddress: "codes@example.com" });
		expect((await readProperty(world, ofDefault("ChallengeEmail.message.from.name"))).body.value).toBe("Shop");
	});

	it("is removed after a question, and leaves other languages alone", async () => {
		const reader = await readerAs(world);
		await setProperty(world, ofDefault("ChallengeSMS.message.body"), "{0}");
		await setProperty(world, ofDefault("ChallengeSMS.message.body"), "{0}", "fr");
		const page = `${text}/sms/any/fr`;
		expect(stepsOf((await reader.open(page)).html, page)).toEqual(["reset"]);
		expect((await reader.open(`${page}/reset`)).html).toContain("(French)");
		expect((await reader.send("reset", {})).path).toBe(page);
		expect((await reader.open(`${page}/reset`)).html).toContain("no text of yours to remove");
		expect((await readProperty(world, ofDefault("ChallengeSMS.message.body"))).body.locales).toEqual([]);
		expect((await readProperty(world, ofDefault("ChallengeSMS.message.body"))).body.value).toBe("{0}");
	});

	it("opens in any language, and nowhere else", async () => {
		const reader = await readerAs(world);
		const page = `${text}/sms/any/default`;
		expect((await reader.open(`${page}?locale=pt_br`)).path).toBe(`${text}/sms/any/pt-BR`);
		expect((await reader.open(`${page}?locale=portuguese`)).status).toBe(400);
		for (const path of ["fax/any/default", "sms/greeting/default", "sms/any/english"]) {
			expect((await reader.open(`${text}/${path}`)).status, path).toBe(404);
		}
		expect((await reader.open(`${list}/texts/0oaNothing0000000000/sms/any/default`)).status).toBe(404);
	});

	it("is remarked on when another language has other placeholders", async () => {
		const reader = await readerAs(world);
		await setProperty(world, ofDefault("ChallengeIM.message.body"), "{0} {1}", "en");
		await setProperty(world, ofDefault("ChallengeIM.message.body"), "{0}", "ja");
		expect((await reader.open(`${text}/im/any/ja`)).html).toContain("has other placeholders");
	});
});

describe("SMS templates", () => {
	it("are added with a translation, and change a challenge that names them", async () => {
		const reader = await readerAs(world);
		await reader.open(`${sms}/new`);
		const fields = typed({ tag0: "ja", text0: `コード: ${mark("code")}` });
		const added = await reader.send("save", fields);
		expect(added.html).toContain(`The template ${fields.name} is added.`);
		expect(added.html).toContain("コード: 123456");
		const id = added.path.split("/").at(-1)!;
		const person = await createActiveUser(world);
		await person.challenge(`?templateId=${id}`, { headers: { "accept-language": "ja" } });
		const [message] = await inboxOf(world, person.to);
		expect(message!.text).toBe(`コード: ${message!.code}`);
		expect((await reader.open(list)).html).toContain("English, Japanese");
	});

	it("are previewed beside each other, and get a row more for another language", async () => {
		const reader = await readerAs(world);
		await reader.open(`${sms}/new`);
		const { html } = await reader.send("save", typed({ tag0: "de", text0: `Ihr ${mark("code")}`, do: "preview" }));
		expect(html).toContain("Tessera: 123456");
		expect(html).toContain("Ihr 123456");
		expect(html).toContain('name="tag1"');
		expect((await reader.open(list)).html).toContain("No SMS template yet");
	});

	it.each<[string, Record<string, string>, string]>([
		["no name", { name: "" }, "name"],
		["a language that is none", { language: "English" }, "language"],
		["no code", { template: "Hello" }, "template"],
		["an unknown placeholder", { template: `${mark("code")} ${mark("user.name")}` }, "template"],
		["too many characters", { template: mark("code") + "x".repeat(160) }, "template"],
		["a translation without a code", { tag0: "ja", text0: "コード" }, "text0"],
		["a translation into no language", { tag0: "japanese", text0: mark("code") }, "tag0"],
		["a translation without a language", { tag0: "", text0: mark("code") }, "tag0"],
		["one language twice", { tag0: "iw", text0: mark("code"), tag4: "he", text4: mark("code") }, "tag4"],
		["the same word twice", { tag0: "ja", text0: mark("code"), tag1: "ja", text1: mark("code") }, "tag1"],
	])("are refused with %s at its field, and everything comes back", async (_, more, field) => {
		const reader = await readerAs(world);
		await reader.open(`${sms}/new`);
		const fields = typed({ name: "Kept name", ...more });
		const { status, html } = await reader.send("save", fields);
		expect(status).toBe(400);
		expect(html).toContain(`href="#field-${field}"`);
		expect(html).toMatch(new RegExp(`id="field-${field}" aria-invalid="true"`));
		for (const [name, value] of Object.entries(fields)) {
			expect(html, name).toContain(name.startsWith("te") ? `>${value}</textarea>` : `value="${value}"`);
		}
	});

	it("mark the placeholder that there isn't", async () => {
		const reader = await readerAs(world);
		await reader.open(`${sms}/new`);
		const { html } = await reader.send("save", typed({ template: `${mark("code")} ${mark("user")}`, do: "preview" }));
		expect(html).toContain(`${mark("code")} <mark>${mark("user")}</mark>`);
	});

	it("are edited: a translation goes when its text is emptied", async () => {
		const reader = await readerAs(world);
		const id = await createTemplate(world, {
			translations: { ja: `コード ${mark("code")}`, fr: `Code ${mark("code")}` },
		});
		const { html } = await reader.open(`${sms}/${id}/edit`);
		expect(html).toContain(`>コード ${mark("code")}</textarea>`);
		const fields = typed({ tag0: "fr", text0: "", tag1: "ja", text1: `コード:\r\n${mark("code")}` });
		expect((await reader.send("save", fields)).html).toContain(`The template ${fields.name} is saved.`);
		const { body } = await world.call("GET", `/api/v1/templates/sms/${id}`);
		expect([body.name, body.translations]).toEqual([fields.name, { ja: `コード:\n${mark("code")}` }]);
	});

	it("are deleted after a question that says who names them", async () => {
		const reader = await readerAs(world);
		const id = await createTemplate(world, { translations: { ja: mark("code") } });
		const source = unique("Org");
		const input = { type: "okta", name: source, enabled: false, smsTemplateId: id };
		expect((await world.call("POST", "/api/v1/inbound-sources", input)).status).toBe(200);
		expect((await reader.open(`${sms}/${id}`)).html).toContain(source);
		const { html } = await reader.open(`${sms}/${id}/delete`);
		expect(html).toContain("Its texts in 2 languages");
		expect(html).toContain("One inbound source names the template");
		expect((await reader.send("delete", {})).path).toBe(list);
		expect((await reader.open(`${sms}/${id}`)).status).toBe(404);
	});

	it("come in pages", async () => {
		const reader = await readerAs(world);
		for (let made = 0; made < 51; made++) await createTemplate(world);
		const { html } = await reader.open(list);
		const next = /href="([^"]*after=[^"]*)"/.exec(html)?.[1]?.replaceAll("&amp;", "&");
		expect((await reader.open(next!)).html).toContain("Reception");
	});
});

describe("the pages of texts", () => {
	it("are looked at by overseers, changed by administrators, and closed to the help desk", async () => {
		const { world, reader } = await createConsole();
		const id = await createTemplate(world);
		await setProperty(world, ofDefault("ChallengeSMS.message.body"), "{0} of {1}");
		const page = `${text}/sms/any/default`;
		const overseer = await readerAs(world, "READ_ONLY");
		for (const path of [page, `${sms}/${id}`]) {
			const { html } = await overseer.open(path);
			expect([formsOf(html), stepsOf(html, path)]).toEqual([[], []]);
			expect(html).toContain("123456");
		}
		expect((await overseer.open(page)).html).toContain("{0} of {1}</code>");
		expect((await overseer.open(list)).html).not.toContain(`${sms}/new`);
		await overseer.open(page);
		expect((await overseer.send("save", { subject: "", body: "{0}" })).status).toBe(403);
		for (const step of [`${page}/reset`, `${sms}/new`, `${sms}/${id}/edit`, `${sms}/${id}/delete`]) {
			expect((await overseer.open(step)).status, step).toBe(403);
		}
		const helpDesk = await readerAs(world, "HELP_DESK");
		for (const path of [list, page, `${sms}/${id}`]) expect((await helpDesk.open(path)).status, path).toBe(403);
		expect(formsOf((await reader.open(page)).html)).toEqual(["save"]);
		expect(stepsOf((await reader.open(`${sms}/${id}`)).html, `${sms}/${id}`)).toEqual(["delete", "edit"]);
	});

	it("take no forged form", async () => {
		const { reader } = await createConsole();
		await reader.open(`${text}/sms/any/default`);
		expect((await reader.send("save", { body: "{0}", _csrf: "0" })).status).toBe(403);
		const other = { "sec-fetch-site": "cross-site", origin: "https://evil.example" };
		expect((await reader.send("save", { body: "{0}" }, { headers: other })).status).toBe(403);
		expect((await createReader(world).open(list)).path).toContain("/console/sign-in");
	});

	it("are in Japanese, too", async () => {
		const { world, reader } = await createConsole();
		const id = await createTemplate(world, { translations: { ja: `コード ${mark("code")}` } });
		for (const path of [list, `${text}/call/any/default`, `${sms}/${id}`, `${sms}/${id}/delete`]) {
			const { html } = await reader.open(`${path}?language=ja`);
			expect(html, path).toContain("メッセージの文面");
			expect(html, path).not.toMatch(/undefined|\[object|>Standard</);
		}
	});
});
