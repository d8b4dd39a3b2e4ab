// The pages as people see them, in a real Chromium: desk and telephone, day and night, English and Japanese.
// `SCREENSHOTS=folder` keeps the pictures, to be looked at.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fewViews, openPage, views, whyNoBrowser } from "./browser.mjs";
import { assertReadable, findingsOfAxe, keepPicture } from "./inspect.mjs";
import { clippedTexts, foreignTexts, overlappingTexts } from "./look.mjs";
import { ask, create } from "./server.mjs";
import { startTessera } from "./tessera.mjs";

const pages = [
	["front-page", "/"],
	["reference", "/docs"],
	["inbox", "/dev/inbox"],
	["filtered-inbox", "/dev/inbox?to=nobody%40example.com"],
];

/** The reference repeats its parts a hundred times. One view is looked at as a whole, the others without these. */
const moreOfTheSame = [".manual-group:nth-of-type(n+4):not(#errors)", "#side ul:nth-of-type(n+4)"];

describe("pages", { timeout: 1_200_000, skip: whyNoBrowser() }, () => {
	let server;
	let browser;
	let stop;

	before(async () => {
		({ server, browser, stop } = await startTessera());
		await fillInbox();
	});
	after(() => stop?.());

	/** A message of each kind that a person may get, in both languages. */
	async function fillInbox() {
		const people = [
			["sms", "en", "+15552003001"],
			["call", "ja", "+15552003002"],
			["email", "ja", null],
		];
		for (const [factorType, locale, phoneNumber] of people) {
			const login = `${factorType}@example.com`;
			const userId = await create(server, "/api/v1/users", { profile: { login, email: login, locale } });
			const profile = phoneNumber === null ? { email: login } : { phoneNumber };
			const factor = { factorType, provider: "OKTA", profile };
			await create(server, `/api/v1/users/${userId}/factors`, factor);
		}
	}

	for (const [name, path] of pages) {
		for (const view of fewViews) {
			it(`${name} as ${view.name}: no fault, readable for everybody, in one language`, async () => {
				const { page, faults, close } = await openPage(browser, view, server.baseUrl + path);
				await keepPicture(page, `${name}-${view.name}`);
				await assertReadable(page, view);
				const isFirst = view === views[0];
				assert.deepEqual(await findingsOfAxe(page, isFirst ? {} : { exclude: moreOfTheSame }), []);
				assert.deepEqual(faults, []);
				await close();
			});
		}
	}

	for (const view of views.filter(({ name }) => ["phone-light-ja", "phone-dark-en"].includes(name))) {
		it(`opens its menus as ${view.name}, and closes them when a link in them was followed`, async () => {
			const { page, faults, close } = await openPage(browser, view, `${server.baseUrl}/docs`);
			const [contents, menu] = await page.locator(".menu-button").all();
			await menu.click();
			await keepPicture(page, `menu-${view.name}`);
			assert.deepEqual(await page.evaluate(clippedTexts), []);
			assert.deepEqual(await findingsOfAxe(page, { include: ["header"] }), []);
			await page.keyboard.press("Escape");
			assert.equal(await page.locator("#site").isVisible(), false);
			await contents.click();
			await keepPicture(page, `contents-${view.name}`);
			assert.deepEqual(await findingsOfAxe(page, { include: ["#side"] }), []);
			await page.locator('#side a[href="#listApiTokens"]').click();
			assert.equal(await page.locator("#side").isVisible(), false);
			assert.deepEqual(faults, []);
			await close();
		});
	}

	for (const locale of ["en", "ja"]) {
		it(`fits into 320 pixels in ${locale} (WCAG 2.2, 1.4.10)`, async () => {
			for (const [, path] of pages) {
				const view = { viewport: { width: 320, height: 640 }, locale };
				const { page, close } = await openPage(browser, view, server.baseUrl + path);
				assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320, path);
				assert.deepEqual(await page.evaluate(clippedTexts), []);
				assert.deepEqual(await page.evaluate(overlappingTexts), []);
				await close();
			}
		});
	}

	it("looks closely: it finds a text that is cut off, covered, or not Japanese", async () => {
		const page = await browser.newPage();
		await page.setContent(`<html lang="ja"><body>
			<p style="width: 3em; overflow: hidden; white-space: nowrap">途中で切れてしまう長い文</p>
			<p style="margin: 0">上の文</p><p style="margin: -1.2em 0 0">下の文</p>
			<p>Forgotten <span lang="en">text</span><code>code</code> API</p></body></html>`);
		assert.equal((await page.evaluate(clippedTexts)).length, 1);
		assert.deepEqual(await page.evaluate(overlappingTexts), ["上の文 × 下の文"]);
		assert.deepEqual(await page.evaluate(foreignTexts, []), ["Forgotten"]);
		await page.close();
	});

	it("works without script: the menu opens, and no button stands there that does nothing", async () => {
		const phone = views.find(({ name }) => name === "phone-light-en");
		const { page, close } = await openPage(browser, phone, `${server.baseUrl}/docs`, { javaScriptEnabled: false });
		assert.equal(await page.locator(".copy:visible").count(), 0);
		await page.locator(".menu-button").last().click();
		await page.locator("#site").getByRole("link", { name: "日本語" }).click();
		assert.match(await page.title(), /APIリファレンス/);
		await close();
	});

	it("follows the theme that the reader chose, against the one of the system", async () => {
		const backgrounds = [];
		for (const theme of [null, "light", "dark"]) {
			const cookie = theme === null ? {} : { extraHTTPHeaders: { cookie: `theme=${theme}` } };
			const { page, close } = await openPage(browser, views[0], server.baseUrl, cookie);
			backgrounds.push(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
			await close();
		}
		assert.deepEqual(backgrounds, ["rgb(255, 255, 255)", "rgb(255, 255, 255)", "rgb(14, 17, 23)"]);
	});

	it("copies the code of a panel, and says so", async () => {
		const options = { permissions: ["clipboard-read", "clipboard-write"] };
		const { page, faults, close } = await openPage(browser, views[0], `${server.baseUrl}/docs`, options);
		const panel = page.locator("#listApiTokens .panel").first();
		await panel.getByRole("button", { name: "Copy" }).click();
		await page.getByRole("status").getByText("Copied").waitFor({ state: "attached" });
		const copied = await page.evaluate(() => navigator.clipboard.readText());
		assert.equal(copied, await panel.locator("pre").innerText());
		assert.match(copied, /^curl /);
		assert.deepEqual(faults, []);
		await close();
	});

	it("shows the code in the inbox that is then accepted", async () => {
		const login = "reader@example.com";
		const userId = await create(server, "/api/v1/users", { profile: { login, email: login } });
		const phoneNumber = "+15552003003";
		const factor = { factorType: "sms", provider: "OKTA", profile: { phoneNumber } };
		const path = `/api/v1/users/${userId}/factors/${await create(server, `/api/v1/users/${userId}/factors`, factor)}`;
		const { page, faults, close } = await openPage(browser, views[0], `${server.baseUrl}/dev/inbox`);
		await page.getByRole("link", { name: phoneNumber }).click();
		const passCode = await page.locator(".feed-code").first().innerText();
		const activated = await ask(server, "POST", `${path}/lifecycle/activate`, { passCode });
		assert.deepEqual([activated.status, activated.body.status, faults], [200, "ACTIVE", []]);
		await close();
	});
});
