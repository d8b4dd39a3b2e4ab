// The hosted pages in a real Chromium: from an application over the challenge and back, with and without script.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { fewViews, hasFocus, openPage, views, whyNoBrowser } from "./browser.mjs";
import { assertGood, createHosted, mainButton, placeOf, untilNextMessage, wayOf } from "./hosted.mjs";
import { ask } from "./server.mjs";
import { startTessera } from "./tessera.mjs";

const mostBytes = 20 * 1024;
const answer = "Brussels sprouts";

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

	for (const view of fewViews) {
		it(`lead through the challenge as ${view.name}: choice, code, wrong code, the way back`, async () => {
			const person = await hosted.newPerson(view.locale);
			await untilNextMessage();
			const { page, faults, close } = await come(
				person,
				view,
				{},
				{ context: view.locale === "ja" ? "注文 4711" : "Order 4711" },
			);
			assert.equal(placeOf(page), "choose");
			assert.ok(!page.url().includes("secret"));
			await assertGood(page, view, "choose");
			await wayOf(page, "ChallengeSMS").click();
			await page.locator("#field-answer").waitFor();
			assert.equal(placeOf(page), "code");
			await hasFocus(page, "#field-answer");
			await assertGood(page, view, "code");
			await page.locator("#field-answer").fill("00000");
			await mainButton(page).click();
			await page.locator(".field-error").waitFor();
			assert.equal(await page.locator("#field-answer").getAttribute("aria-invalid"), "true");
			await assertGood(page, view, "wrong");
			const code = await person.code();
			await page.locator("#field-answer").fill(`${code.slice(0, 2)} ${code.slice(2)}`);
			await mainButton(page).click();
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
			assert.equal(placeOf(page), "end");
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
			assert.equal(placeOf(early.page), "password");
			await assertGood(early.page, view, "password");
			await early.close();
		});
	}

	for (const locale of ["en", "ja"]) {
		it(`work without script in ${locale}: choice, wrong code, sent again, right code, and back`, async () => {
			const person = await hosted.newPerson(locale);
			const view = { ...views.find(({ name }) => name === `phone-light-${locale}`) };
			await untilNextMessage();
			const { page, close } = await come(person, view, { javaScriptEnabled: false });
			await wayOf(page, "ChallengeSMS").click();
			await page.locator("#field-answer").waitFor();
			await page.locator("#field-answer").fill("00000");
			await mainButton(page).click();
			await page.locator(".field-error").waitFor();
			const resend = page.locator('form:has([value="resend"]) button');
			await resend.click();
			await untilNextMessage();
			if ((await page.locator('[role="alert"]').count()) > 0) await resend.click();
			await page.locator("#field-answer").fill(await person.code());
			await mainButton(page).click();
			await page.waitForURL(/\/\?code=.*state=/);
			await close();
		});
	}

	it("keep the transaction while the language changes, and take back, reload and a second tab", async () => {
		const person = await hosted.newPerson();
		const { page, faults, close } = await come(person);
		await wayOf(page, "ChallengeQuestion").click();
		await page.locator("#field-answer").waitFor();
		await page.getByRole("link", { name: "日本語" }).click();
		await page.locator('html[lang="ja"]').waitFor();
		assert.equal(placeOf(page), "code");
		const tab = await page.context().newPage();
		await tab.goto(page.url());
		await tab.locator("#field-answer").fill(answer);
		await page.goBack();
		await page.goBack();
		await page.goForward();
		await page.reload();
		await mainButton(tab).click();
		await tab.waitForURL(/\/\?code=/);
		await page.goto(page.url());
		assert.equal(placeOf(page), "end");
		assert.deepEqual(faults, []);
		await close();
	});

	it("count down to the next message, and say that it can go then", async () => {
		const person = await hosted.newPerson();
		await untilNextMessage();
		const { page, faults, close } = await come(person);
		await wayOf(page, "ChallengeSMS").click();
		const button = page.locator('form:has([value="resend"]) button');
		await button.waitFor();
		// The script that counts has run once the page is loaded.
		await page.waitForLoadState("load");
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
		await wayOf(page, "ChallengeQuestion").click();
		await page.waitForLoadState("networkidle");
		assert.ok(bytes > 0 && bytes <= mostBytes, `${bytes} bytes`);
		await context.close();
	});
});
