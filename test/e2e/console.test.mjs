// The console in a real Chromium: the first sign-in, with and without script, and every page as people see it.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fewViews, openPage, startBrowser, views, whyNoBrowser } from "./browser.mjs";
import { assertReadable, findingsOfAxe, keepPicture } from "./inspect.mjs";
import { newHome, startServer } from "./server.mjs";
import { goOn, invite, password, signInFirst, signOut } from "./signed-in.mjs";

describe("the console", { timeout: 900_000, skip: whyNoBrowser() }, () => {
	let home;
	let server;
	let browser;

	before(async () => {
		home = await newHome();
		server = await startServer(home);
		browser = await startBrowser();
	});
	after(async () => {
		await browser?.close();
		await server?.stop();
		home?.remove();
	});

	it("lets the administrator of npm start in, and prints no password at the next start", async () => {
		const { page, faults, close } = await openPage(browser, views[0], server.baseUrl);
		const { login, oneTimePassword } = server.administrator;
		assert.ok(server.said().includes(oneTimePassword));
		await signInFirst(page, server, { login, oneTimePassword });
		assert.match(await page.locator("main").innerText(), /10 codes left/);
		await signOut(page);
		assert.equal(new URL(page.url()).pathname, "/console/sign-in");
		assert.deepEqual(faults, []);
		await close();
		await server.stop();
		server = await startServer(home);
		assert.equal(server.administrator.oneTimePassword, undefined);
		assert.match(server.said(), /as admin, with the password that you chose/);
	});

	it("works without script, from the one-time password to the account", async () => {
		const options = { javaScriptEnabled: false };
		const { page, close } = await openPage(browser, views[0], server.baseUrl, options);
		await signInFirst(page, server, await invite(server, "without-script@example.com"));
		assert.equal(new URL(page.url()).pathname, "/console/account");
		await close();
	});

	it("shows a password to whoever wants to see it", async () => {
		const { page, faults, close } = await openPage(browser, views[0], `${server.baseUrl}/console/sign-in`);
		await page.locator("#field-password").fill("seen");
		await page.getByRole("button", { name: "Show: Password" }).click();
		assert.equal(await page.locator("#field-password").getAttribute("type"), "text");
		await page.getByRole("button", { name: "Hide: Password" }).click();
		assert.equal(await page.locator("#field-password").getAttribute("type"), "password");
		assert.deepEqual(faults, []);
		await close();
	});

	for (const view of fewViews) {
		it(`as ${view.name}: no fault, readable for everybody, in one language`, async () => {
			const { page, faults, close } = await openPage(browser, view, server.baseUrl);
			const look = async (name) => {
				await keepPicture(page, `console-${name}-${view.name}`);
				await assertReadable(page, view);
				assert.deepEqual(await findingsOfAxe(page), [], name);
			};
			const login = `${view.name}@example.com`;
			await signInFirst(page, server, await invite(server, login), look);
			for (const name of ["password", "app", "recovery-codes", "prove"]) {
				await page.goto(`${server.baseUrl}/console/account/${name}`);
				await look(`account-${name}`);
			}
			await page.goto(`${server.baseUrl}/console/account/app`);
			await goOn(page);
			await look("account-new-app");
			// Chromium's hints about password managers come and go with the time that a page takes.
			const isHint = (fault) => fault.startsWith("verbose: [DOM]");
			assert.deepEqual(
				faults.filter((fault) => !isHint(fault)),
				[],
			);

			await page.goto(`${server.baseUrl}/console/sign-out`);
			await look("sign-out");
			await goOn(page);
			await page.locator("#field-login").fill(login);
			await page.locator("#field-password").fill("a wrong password");
			await goOn(page);
			await look("refused");
			await page.locator("#field-password").fill(password);
			await goOn(page);
			await look("code");
			await goOn(page, "a[href*=recovery-code]");
			await look("recovery-code");
			await page.goto(`${server.baseUrl}/console/invitation?code=abc`);
			await look("invitation");
			await goOn(page);
			await look("invitation-over");
			await close();
		});
	}
});
