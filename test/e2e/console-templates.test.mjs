// Texts of messages in a real Chromium: a template from the first word to a message in the inbox, a preview that
// follows what is typed, and all the pages as people see them. Names of things are Japanese, because they stand in
// Japanese sentences too.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fewViews, whyNoBrowser } from "./browser.mjs";
import { assertReadable, findingsOfAxe, keepPicture } from "./inspect.mjs";
import { ask, create } from "./server.mjs";
import { goOn } from "./signed-in.mjs";
import { startTessera } from "./tessera.mjs";

const list = "/console/templates";
/** As an SMS template writes a placeholder. */
const mark = (name) => `$\{${name}}`;

/** A text that is wrong is answered 400, also while somebody types. */
const unexpected = (faults) => faults.filter((fault) => !/^verbose: \[DOM\]|: 400$|status of 400/.test(fault));

describe("texts of messages", { timeout: 600_000, skip: whyNoBrowser() }, () => {
	let server;
	let openSignedIn;
	let stop;

	before(async () => {
		({ server, openSignedIn, stop } = await startTessera());
		await create(server, "/api/v1/applications", { name: "オンラインショップ" });
	});
	after(() => stop?.());

	const main = (page) => page.locator("main").innerText();

	let people = 0;
	/** The text that a challenge sends to somebody new, whose number isn't cooling down. */
	async function textOfChallenge(query = "") {
		people += 1;
		const phoneNumber = `+8190123456${70 + people}`;
		const user = await create(server, "/api/v1/users", { profile: { login: `dana${people}@example.com` } });
		const phone = { factorType: "sms", provider: "OKTA", profile: { phoneNumber } };
		const id = await create(server, `/api/v1/users/${user}/factors?activate=true`, phone);
		const { status } = await ask(server, "POST", `/api/v1/users/${user}/factors/${id}/verify${query}`);
		assert.equal(status, 200);
		const [message] = (await ask(server, "GET", `/dev/inbox.json?to=${encodeURIComponent(phoneNumber)}`)).body;
		return message.text.replace(message.code, "<code>");
	}

	it("a template is added with a translation, and a preview follows what is typed", async () => {
		const { page, faults, close } = await openSignedIn(list);
		await goOn(page, "main a.button-main");
		await page.locator("#field-name").fill("受付");
		await page.locator("#field-template").fill(`It's ${mark("code")} ${mark("user")}`);
		await page.locator("#main-preview mark").waitFor();
		assert.equal(await page.locator("#main-preview mark").innerText(), mark("user"));
		assert.equal(await page.locator("#field-template").getAttribute("aria-invalid"), "true");
		const long = `It's ${mark("code")} for the reception of ${mark("org.name")}. Tell it to nobody, whoever asks.`;
		await page.locator("#field-template").fill(long);
		await page.locator("#main-preview").getByText("for the reception of Tessera").waitFor();
		assert.match(await page.locator("#main-preview").innerText(), /1 message · GSM-7/);
		assert.equal(await page.locator("#field-template").getAttribute("aria-invalid"), null);
		await page.locator("#field-template").fill(long.replace("'", "’"));
		await page.getByText("2 messages · UCS-2").waitFor();
		assert.match(await page.locator("#main-preview").innerText(), /’ U\+2019/);
		await page.locator("#field-template").fill(long);
		await page.locator("#field-tag0").fill("ja");
		await page.locator("#field-text0").fill(`受付のコード: ${mark("code")}`);
		await page.getByText("受付のコード: 123456").waitFor();
		await goOn(page);
		assert.match(await main(page), /The template 受付 is added\./);
		const id = await page.locator("main .copy-source").innerText();
		assert.match(await textOfChallenge(`?templateId=${id}`), /^It's <code> for the reception/);
		assert.deepEqual(unexpected(faults), []);
		await close();
	});

	it("a text for one purpose is written, previewed and removed, all without script", async () => {
		const { page, close } = await openSignedIn(list, { javaScriptEnabled: false });
		await page.getByRole("link", { name: /^SMS: Verification at sign-in/ }).click();
		await page.locator("#field-body").fill("Don't tell: {0}");
		await Promise.all([page.waitForNavigation(), page.locator("main button[name=do]").click()]);
		assert.match(await main(page), /An apostrophe is written twice/);
		assert.equal(await page.locator("#field-body").inputValue(), "Don't tell: {0}");
		await page.locator("#field-body").fill("Don''t tell: {0}");
		await Promise.all([page.waitForNavigation(), page.locator("main button[name=do]").click()]);
		assert.match(await main(page), /Don't tell: 123456[\s\S]*1 message · GSM-7 · 18 of 160/);
		await goOn(page);
		assert.match(await main(page), /is saved\./);
		assert.equal(await textOfChallenge(), "Don't tell: <code>");
		await page.getByRole("link", { name: "Remove this text" }).click();
		await goOn(page, "main .button-danger");
		assert.match(await main(page), /is removed\./);
		assert.match(await textOfChallenge(), /Tessera/);
		await page.goto(`${server.baseUrl}${list}/sms/new`);
		await page.locator("#field-name").fill("倉庫");
		await page.locator("#field-tag0").fill("fr");
		await page.locator("#field-text0").fill(`Code ${mark("code")}`);
		await Promise.all([page.waitForNavigation(), page.locator("main button[name=do]").click()]);
		assert.match(await main(page), /Code 123456/);
		await page.locator("#field-tag1").fill("ja");
		await page.locator("#field-text1").fill(`コード ${mark("code")}`);
		await goOn(page);
		assert.match(await main(page), /The template 倉庫 is added\.[\s\S]*French[\s\S]*Japanese/);
		await close();
	});

	for (const view of fewViews) {
		it(`as ${view.name}: no fault, readable for everybody, in one language`, async () => {
			const { page, faults, close } = await openSignedIn(list, { view, name: view.name });
			const translations = { ja: `受付: ${mark("code")}`, fr: `Code ${mark("code")} [’] ${"é".repeat(90)}` };
			const id = await create(server, "/api/v1/templates/sms", {
				name: "総合案内",
				template: `${mark("code")} €`,
				translations,
			});
			const name = "bharosa.uio.default.ChallengeEmail.message.reset.body";
			await ask(server, "PUT", `/api/v1/properties/${name}`, { value: "パスワード: {0}\n\n{1}", locale: "ja" });
			const paths = [
				"",
				"/sms/new",
				...["", "/edit", "/delete"].map((step) => `/sms/${id}${step}`),
				"/texts/default/sms/verification/default",
				"/texts/default/email/any/default",
				"/texts/default/call/unlock/ja",
				...["", "/reset"].map((step) => `/texts/default/email/reset/ja${step}`),
			];
			for (const path of paths) {
				await page.goto(server.baseUrl + list + path);
				await keepPicture(page, `templates${path.replaceAll(/\W+/g, "-")}-${view.name}`);
				await assertReadable(page, view).catch((error) => {
					throw new Error(`${path}: ${error.message}`);
				});
				assert.deepEqual(await findingsOfAxe(page), [], path);
			}
			await page.goto(`${server.baseUrl}${list}/texts/default/sms/reset/en`);
			await page.locator("#field-body").fill("{0} {name}");
			await Promise.all([page.waitForNavigation(), page.locator("main button[name=do]").click()]);
			await keepPicture(page, `templates-wrong-${view.name}`);
			await assertReadable(page, view);
			assert.deepEqual(await findingsOfAxe(page), []);
			assert.deepEqual(unexpected(faults), []);
			await close();
		});
	}
});
