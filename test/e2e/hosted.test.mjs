// The hosted pages in a real Chromium: from an application over the challenge and back, with and without script.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { fewViews, openPage, views, whyNoBrowser } from "./browser.mjs";
import { createHosted } from "./hosted.mjs";
import { findingsOfAxe, keepPicture } from "./inspect.mjs";
import { clippedTexts, foreignTexts, overlappingTexts } from "./look.mjs";
import { ask } from "./server.mjs";
import { startTessera } from "./tessera.mjs";

const mostBytes = 20 * 1024;
const answer = "Brussels sprouts";
/** The first button, in the first 640 pixels of a telephone. */
const buttonWithin = 640;
const names = ["Musterbank", "English", "Tessera", "account-unlock", "SMS"];

describe("the hosted pages", { timeout: 900_000, skip: whyNoBrowser() }, () => {
	let server;
	let browser;
	let stop;
	let hosted;

	before(async () => {
		({ server, browser, stop } = await startTessera());
		hosted = await createHosted(server);
	});
	after(() => stop?.());

	async function come(person, view = views[0], options = {}, more = {}) {
		const url = await hosted.hostedUrl(person.id, { locale: view.locale, ...more });
		return openPage(browser, view, url, options);
	}

	const place = (page) => new URL(page.url()).pathname.split("/").slice(3).join("/");
	const main = (page) => page.locator(".button-main").first();
	const byText = (page) => page.locator('button[value^="ChallengeSMS"]');
	const byQuestion = (page) => page.locator('button[value^="ChallengeQuestion"]');

	/** Readable for everybody, in one language, with its button in the first screen. */
	async function assertGood(page, view, name, { hasScript = true } = {}) {
		await keepPicture(page, `hosted-${name}-${view.name}`);
		const { width } = page.viewportSize();
		const wide = await page.evaluate(() => document.documentElement.scrollWidth);
		assert.ok(wide <= width, `${name}: ${wide} pixels wide`);
		assert.deepEqual(await page.evaluate(clippedTexts), [], `${name}: cut off`);
		assert.deepEqual(await page.evaluate(overlappingTexts), [], `${name}: one over the other`);
		assert.equal(await page.evaluate(() => document.documentElement.lang), view.locale, name);
		if (view.locale === "ja") assert.deepEqual(await page.evaluate(foreignTexts, names), [], `${name}: not Japanese`);
		if (hasScript) assert.deepEqual(await findingsOfAxe(page), [], name);
		const box = await page
			.locator("main :is(button, .button)")
			.first()
			.boundingBox()
			.catch(() => null);
		if (box) assert.ok(box.y + box.height <= buttonWithin, `${name}: the button ends at ${box.y + box.height}`);
	}

	for (const view of fewViews) {
		it(`lead through the challenge as ${view.name}: choice, code, wrong code, the way back`, async () => {
			const person = await hosted.newPerson(view.locale);
			await new Promise((resolve) => setTimeout(resolve, 3_200));
			const { page, faults, close } = await come(
				person,
				view,
				{},
				{ context: view.locale === "ja" ? "注文 4711" : "Order 4711" },
			);
			assert.equal(place(page), "choose");
			assert.ok(!page.url().includes("secret"));
			await assertGood(page, view, "choose");
			await byText(page).click();
			await page.locator("#field-answer").waitFor();
			assert.equal(place(page), "code");
			assert.equal(await page.evaluate(() => document.activeElement?.id), "field-answer");
			await assertGood(page, view, "code");
			await page.locator("#field-answer").fill("00000");
			await main(page).click();
			await page.locator(".field-error").waitFor();
			assert.equal(await page.locator("#field-answer").getAttribute("aria-invalid"), "true");
			await assertGood(page, view, "wrong");
			const code = await person.code();
			await page.locator("#field-answer").fill(`${code.slice(0, 2)} ${code.slice(2)}`);
			await main(page).click();
			await page.waitForURL(/\/\?code=/);
			const back = new URL(page.url());
			assert.equal(back.searchParams.get("state"), "state-of-the-session");
			const { status } = await ask(server, "POST", "/api/v1/transactions/redeem", {
				code: back.searchParams.get("code"),
			});
			assert.equal(status, 200);
			// A wrong code is answered by 400, which Chromium writes into its console.
			assert.deepEqual(
				faults.filter((fault) => !/400/.test(fault)),
				[],
			);
			await close();
		});

		it(`say how it ended as ${view.name}: cancelled, opened before, gone, blocked, before the password`, async () => {
			const person = await hosted.newPerson(view.locale);
			const { page, close } = await come(person, view);
			await page.locator('form:has([value="cancel"]) button').click();
			assert.equal(place(page), "end");
			await assertGood(page, view, "cancelled");
			await close();
			const url = await hosted.hostedUrl(person.id, { locale: view.locale });
			const first = await openPage(browser, view, url);
			await first.close();
			for (const [name, address] of [
				["opened", url],
				["gone", url.replace(/\/open.*/, "/code")],
			]) {
				const late = await openPage(browser, view, address);
				await assertGood(late.page, view, name);
				await late.close();
			}
			// Before the password, the page shows the name as the application said it.
			const early = await come({ id: person.login }, view, {}, { checkpoint: "PRE_AUTHENTICATION" });
			assert.equal(place(early.page), "password");
			await assertGood(early.page, view, "password");
			await early.close();
		});

		it(`ask a question as ${view.name}, and lock after five wrong answers`, async () => {
			const person = await hosted.newPerson(view.locale);
			const { page, close } = await come(person, view);
			await byQuestion(page).click();
			await assertGood(page, view, "question");
			for (let failure = 0; failure < 6 && place(page) === "code"; failure++) {
				if ((await page.locator("#field-answer").count()) === 0) break;
				await page.locator("#field-answer").fill(`wrong ${failure}`);
				await main(page).click();
			}
			await assertGood(page, view, "locked");
			await close();
		});
	}

	for (const locale of ["en", "ja"]) {
		it(`work without script in ${locale}: choice, wrong code, sent again, right code, and back`, async () => {
			const person = await hosted.newPerson(locale);
			const view = { ...views.find(({ name }) => name === `phone-light-${locale}`) };
			await new Promise((resolve) => setTimeout(resolve, 3_200));
			const { page, close } = await come(person, view, { javaScriptEnabled: false });
			await byText(page).click();
			await page.locator("#field-answer").waitFor();
			await page.locator("#field-answer").fill("00000");
			await main(page).click();
			await page.locator(".field-error").waitFor();
			const resend = page.locator('form:has([value="resend"]) button');
			await resend.click();
			await new Promise((resolve) => setTimeout(resolve, 3_200));
			if ((await page.locator('[role="alert"]').count()) > 0) await resend.click();
			await page.locator("#field-answer").fill(await person.code());
			await main(page).click();
			await page.waitForURL(/\/\?code=.*state=/);
			await close();
		});
	}

	it("keep the transaction while the language changes, and take back, reload and a second tab", async () => {
		const person = await hosted.newPerson();
		const { page, faults, close } = await come(person);
		await byQuestion(page).click();
		await page.locator("#field-answer").waitFor();
		await page.getByRole("link", { name: "日本語" }).click();
		assert.equal(await page.evaluate(() => document.documentElement.lang), "ja");
		assert.equal(place(page), "code");
		const tab = await page.context().newPage();
		await tab.goto(page.url());
		await tab.locator("#field-answer").fill(answer);
		await page.goBack();
		await page.goBack();
		await page.goForward();
		await page.reload();
		await main(tab).click();
		await tab.waitForURL(/\/\?code=/);
		await page.goto(page.url());
		assert.equal(place(page), "end");
		assert.deepEqual(faults, []);
		await close();
	});

	it("count down to the next message, and say that it can go then", async () => {
		const person = await hosted.newPerson();
		await new Promise((resolve) => setTimeout(resolve, 3_200));
		const { page, faults, close } = await come(person);
		await byText(page).click();
		const button = page.locator('form:has([value="resend"]) button');
		await button.waitFor();
		assert.equal(await button.isDisabled(), true);
		assert.match(await page.locator(".countdown").innerText(), /in [1-3] seconds/);
		await page.locator('form:has([value="resend"]) button:not([disabled])').waitFor();
		await button.click();
		await page.locator("#field-answer").waitFor();
		const messages = await ask(server, "GET", `/dev/inbox.json?to=${encodeURIComponent(person.mobile)}`);
		assert.equal(new Set(messages.body.slice(0, 2).map(({ code }) => code)).size, 1);
		assert.deepEqual(faults, []);
		await close();
	});

	it("weigh 20 KiB at the most with all that they load but the logo", async () => {
		const person = await hosted.newPerson();
		const url = await hosted.hostedUrl(person.id);
		const context = await browser.newContext(views[0]);
		const page = await context.newPage();
		let bytes = 0;
		page.on("response", async (response) => {
			if (
				/\/(confirm|ui|brands)\//.test(response.url()) &&
				response.status() === 200 &&
				!/icon|logo/.test(response.url())
			) {
				bytes += gzipSync(await response.body()).length;
			}
		});
		await page.goto(url);
		await byQuestion(page).click();
		await page.waitForLoadState("networkidle");
		assert.ok(bytes > 0 && bytes <= mostBytes, `${bytes} bytes`);
		await context.close();
	});
});
