// Passkeys of the console in a real Chromium, with an authenticator that the browser itself plays.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fewViews, openPage, views, whyNoBrowser } from "./browser.mjs";
import { assertReadable, findingsOfAxe, keepPicture } from "./inspect.mjs";

import { choosePassword, goOn, invite, password, signInFirst, signOut } from "./signed-in.mjs";
import { startTessera } from "./tessera.mjs";

const pathOf = (page) => new URL(page.url()).pathname;

describe("passkeys of the console", { timeout: 600_000, skip: whyNoBrowser() }, () => {
	let server;
	let browser;
	let stop;

	before(async () => {
		({ server, browser, stop } = await startTessera());
	});
	after(() => stop?.());

	/** A page whose browser has an authenticator. `setVerified(false)`: the person shows no finger from now on. */
	async function openWithAuthenticator(view) {
		const opened = await openPage(browser, view, server.baseUrl);
		const devTools = await opened.page.context().newCDPSession(opened.page);
		await devTools.send("WebAuthn.enable");
		const { authenticatorId } = await devTools.send("WebAuthn.addVirtualAuthenticator", {
			options: {
				protocol: "ctap2",
				transport: "internal",
				hasResidentKey: true,
				hasUserVerification: true,
				isUserVerified: true,
				automaticPresenceSimulation: true,
			},
		});
		const setVerified = (isUserVerified) =>
			devTools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified });
		return { ...opened, setVerified };
	}

	async function givePassword(page, login) {
		await page.goto(server.consoleUrl);
		await page.locator("#field-login").fill(login);
		await page.locator("#field-password").fill(password);
		await goOn(page);
	}

	it("stand in place of the app at the first sign-in, and sign in from then on", async () => {
		const { page, faults, close } = await openWithAuthenticator(views[0]);
		const login = "first-passkey@example.com";
		await choosePassword(page, server, await invite(server, login));
		await goOn(page, "main a[href*=passkey]");
		assert.equal(await page.locator("#field-name").inputValue(), "Chrome, Linux");
		await goOn(page, "main .passkey");
		assert.equal(pathOf(page), "/console/account/recovery-codes");
		await goOn(page);
		await signOut(page);
		await givePassword(page, login);
		assert.equal(await page.locator("#field-code").count(), 0);
		await goOn(page, "main .passkey");
		assert.equal(pathOf(page), "/console/overview");
		await page.goto(`${server.baseUrl}/console/account`);
		assert.match(await page.locator("main").innerText(), /1 passkey/);
		assert.deepEqual(faults, []);
		await close();
	});

	it("are made beside the app, sign in, and are asked for before a change", async () => {
		const { page, faults, setVerified, close } = await openWithAuthenticator(views[0]);
		const login = "both@example.com";
		await signInFirst(page, server, await invite(server, login));
		await page.goto(`${server.baseUrl}/console/account/passkeys/new`);
		await page.locator("#field-name").fill("Laptop");
		await goOn(page, "main .passkey");
		assert.match(await page.locator("main").innerText(), /Laptop/);

		await page.goto(`${server.baseUrl}/console/account/prove?next=/console/account/password`);
		await page.locator("#field-password").fill(password);
		await goOn(page, "main .passkey");
		assert.equal(pathOf(page), "/console/account/password");

		await signOut(page);
		await givePassword(page, login);
		// Whoever closes the browser's question, or shows no finger, is told and may go on by the code.
		await setVerified(false);
		await page.locator("main .passkey").click();
		await page.getByText("The browser gave no passkey.").waitFor();
		await setVerified(true);
		await goOn(page, "main .passkey");
		assert.equal(pathOf(page), "/console/overview");
		assert.deepEqual(faults, []);
		await close();
	});

	it("say without script that they need script", async () => {
		const options = { javaScriptEnabled: false };
		const { page, close } = await openPage(browser, views[0], server.baseUrl, options);
		await choosePassword(page, server, await invite(server, "passkey-without-script@example.com"));
		await goOn(page, "main a[href*=passkey]");
		assert.equal(await page.locator(".passkey:visible").count(), 0);
		assert.match(await page.locator("main").innerText(), /Passkeys need a browser with JavaScript/);
		await close();
	});

	for (const view of fewViews) {
		it(`as ${view.name}: no fault, readable for everybody, in one language`, async () => {
			const { page, faults, close } = await openWithAuthenticator(view);
			const look = async (name) => {
				await keepPicture(page, `console-${name}-${view.name}`);
				await assertReadable(page, view);
				assert.deepEqual(await findingsOfAxe(page), [], name);
			};
			const login = `passkey-${view.name}@example.com`;
			await choosePassword(page, server, await invite(server, login));
			await goOn(page, "main a[href*=passkey]");
			await look("first-passkey");
			await page.locator("#field-name").fill("職場のPC");
			await goOn(page, "main .passkey");
			await goOn(page);
			for (const name of ["passkeys", "passkeys/new", "prove", "app"]) {
				await page.goto(`${server.baseUrl}/console/account/${name}`);
				await look(`passkey-account-${name.replace("/", "-")}`);
			}
			await page.goto(`${server.baseUrl}/console/sign-out`);
			await goOn(page);
			await givePassword(page, login);
			await look("passkey-code");
			const isHint = (fault) => fault.startsWith("verbose: [DOM]");
			assert.deepEqual(
				faults.filter((fault) => !isHint(fault)),
				[],
			);
			await close();
		});
	}
});
