// The console in a real Chromium: the first sign-in, with and without script, and every page as people see it.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { openPage, startBrowser, views, whyNoBrowser } from "./browser.mjs";
import { assertReadable, findingsOfAxe, keepPicture } from "./inspect.mjs";
import { ask, newHome, startServer } from "./server.mjs";

const password = "a field of blue flax";

/** What an authenticator app shows now (RFC 6238). */
function appCode(secret) {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0")).join("");
	const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
	const step = Buffer.alloc(8);
	step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
	const mac = createHmac("sha1", key).update(step).digest();
	const number = mac.readUInt32BE(mac.at(-1) & 0x0f) & 0x7fffffff;
	return String(number % 1_000_000).padStart(6, "0");
}

/** Presses the button that the page is for, and waits for the next page. */
const goOn = (page, button = "main .button-main") =>
	Promise.all([page.waitForNavigation(), page.locator(button).click()]);

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

	/** Somebody new: login and one-time password. */
	async function invite(login) {
		const { body } = await ask(server, "POST", "/api/v1/administrators", { login, role: "ADMINISTRATOR" });
		return { login, oneTimePassword: body.oneTimePassword };
	}

	/** Goes as far as the account's page. Looks at each page on the way. */
	async function signInFirst(page, { login, oneTimePassword }, look = async () => {}) {
		await page.goto(server.consoleUrl);
		await look("sign-in");
		await page.locator("#field-login").fill(login);
		await page.locator("#field-password").fill(oneTimePassword);
		await goOn(page);
		await look("new-password");
		await page.locator("#field-password").fill(password);
		await page.locator("#field-again").fill(password);
		await goOn(page);
		await look("first-app");
		const secret = (await page.locator(".secret").innerText()).replaceAll(" ", "");
		await page.locator("#field-code").fill(appCode(secret));
		await goOn(page);
		await look("new-recovery-codes");
		await goOn(page);
		await look("account");
		return secret;
	}

	it("lets the administrator of npm start in, and prints no password at the next start", async () => {
		const { page, faults, close } = await openPage(browser, views[0], server.baseUrl);
		const { login, oneTimePassword } = server.administrator;
		assert.ok(server.said().includes(oneTimePassword));
		await signInFirst(page, { login, oneTimePassword });
		assert.match(await page.locator("main").innerText(), /10 codes left/);
		await page.getByRole("button", { name: "Sign out" }).click();
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
		await signInFirst(page, await invite("without-script@example.com"));
		assert.equal(new URL(page.url()).pathname, "/console/account");
		await close();
	});

	it("shows a password to whoever wants to see it", async () => {
		const { page, faults, close } = await openPage(browser, views[0], `${server.baseUrl}/console/sign-in`);
		await page.locator("#field-password").fill("seen");
		await page.getByRole("button", { name: "Show password" }).click();
		assert.equal(await page.locator("#field-password").getAttribute("type"), "text");
		await page.getByRole("button", { name: "Hide password" }).click();
		assert.equal(await page.locator("#field-password").getAttribute("type"), "password");
		assert.deepEqual(faults, []);
		await close();
	});

	for (const view of views) {
		it(`as ${view.name}: no fault, readable for everybody, in one language`, async () => {
			const { page, faults, close } = await openPage(browser, view, server.baseUrl);
			const look = async (name) => {
				await keepPicture(page, `console-${name}-${view.name}`);
				await assertReadable(page, view);
				assert.deepEqual(await findingsOfAxe(page), [], name);
			};
			const login = `${view.name}@example.com`;
			await signInFirst(page, await invite(login), look);
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
