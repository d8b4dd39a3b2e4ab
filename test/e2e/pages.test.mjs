// The pages as people see them, in a real Chromium. `SCREENSHOTS=folder` keeps the pictures, to be looked at.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { openPage, startBrowser, views, whyNoBrowser } from "./browser.mjs";
import { ask, create, newHome, startServer } from "./server.mjs";

describe("pages", { timeout: 180_000, skip: whyNoBrowser() }, () => {
	let home;
	let server;
	let browser;

	before(async () => {
		home = await newHome();
		server = await startServer(home);
		browser = await startBrowser();
		await fillInbox();
	});
	after(async () => {
		await browser?.close();
		await server?.stop();
		home?.remove();
	});

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

	for (const [name, path] of [
		["front page", "/"],
		["API reference", "/docs"],
		["inbox", "/dev/inbox"],
		["filtered inbox", "/dev/inbox?to=nobody%40example.com"],
	]) {
		for (const view of views) {
			it(`${name} as ${view.name}: no fault, nothing cut off, one headline`, async () => {
				const { page, faults, close } = await openPage(browser, view, server.baseUrl + path);
				if (process.env.SCREENSHOTS) {
					await page.screenshot({ path: `${process.env.SCREENSHOTS}/${name.replaceAll(" ", "-")}-${view.name}.png` });
				}
				assert.deepEqual(faults, []);
				const { wide, headlines, title } = await page.evaluate(() => ({
					wide: document.documentElement.scrollWidth - window.innerWidth,
					headlines: document.querySelectorAll("h1").length,
					title: document.title,
				}));
				assert.ok(wide <= 0, `${wide} pixels stand out to the right`);
				assert.equal(headlines, 1);
				assert.match(title, /Tessera/);
				await close();
			});
		}
	}

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
