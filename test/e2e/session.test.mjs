// The end of a session of the console in a real Chromium: the warning, staying, and a form that nobody loses.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { views, whyNoBrowser } from "./browser.mjs";
import { assertReadable, findingsOfAxe, keepPicture } from "./inspect.mjs";

import { appCode, goOn, password } from "./signed-in.mjs";
import { startTessera } from "./tessera.mjs";

const pathOf = (page) => new URL(page.url()).pathname;

describe("the session of the console", { timeout: 600_000, skip: whyNoBrowser() }, () => {
	let server;
	let openSignedIn;
	let stop;

	before(async () => {
		({ server, openSignedIn, stop } = await startTessera());
	});
	after(() => stop?.());

	/** What the server says of the session, a few seconds before its end. The rest is as it comes. */
	const answerLeft = (page, leftMs) =>
		page.route("**/console/session", async (route) => {
			if (route.request().method() !== "GET") return route.continue();
			const answer = await route.fetch();
			const body = (await answer.text()).replace(/data-left="\d+"/, `data-left="${leftMs}"`);
			return route.fulfill({ response: answer, body });
		});

	/** Ends the session of the page, as if it had ended by itself, and leaves its cookie. */
	async function endElsewhere(page) {
		const [cookie] = (await page.context().cookies()).filter(({ name }) => name === "__Host-tessera-console");
		await page.locator("#reader button").evaluate((button) =>
			fetch("/console/sign-out", {
				method: "POST",
				body: new URLSearchParams(new FormData(button.form)),
			}),
		);
		await page.context().addCookies([cookie]);
	}

	it("warns two minutes before its end, in every tab, and goes on by one button", async () => {
		const { page, faults, close } = await openSignedIn();
		await page.goto(`${server.baseUrl}/console/account/passkeys/new`);
		await page
			.getByText("Your session ends in")
			.waitFor({ timeout: 2_000 })
			.then(
				() => assert.fail("warned too early"),
				() => {},
			);
		await answerLeft(page, 110_000);
		await page.reload();
		await page.locator("#field-name").fill("typed");
		const warning = page.getByRole("alert").filter({ hasText: "Your session ends in" });
		await warning.waitFor();
		await keepPicture(page, "session-warning");
		assert.deepEqual(await findingsOfAxe(page), []);

		const other = await page.context().newPage();
		await answerLeft(other, 110_000);
		await other.goto(`${server.baseUrl}/console/account`);
		const otherWarning = other.getByRole("alert").filter({ hasText: "Your session ends in" });
		await otherWarning.waitFor();
		await page.unroute("**/console/session");
		await other.unroute("**/console/session");
		await warning.getByRole("button", { name: "Stay signed in" }).click();
		await warning.waitFor({ state: "detached" });
		await otherWarning.waitFor({ state: "detached" });
		assert.equal(await page.locator("#field-name").inputValue(), "typed");
		assert.deepEqual(faults, []);
		await close();
	});

	it("says that it is over, and a form that is sent then comes back after the sign-in", async () => {
		const { page, login, secret, close } = await openSignedIn();
		await page.goto(`${server.baseUrl}/console/account/passkeys/new`);
		await page.locator("#field-name").fill('My "own" <key>');
		await endElsewhere(page);
		// As the browser's answer would be sent.
		await Promise.all([page.waitForNavigation(), page.locator("#field-name").evaluate((field) => field.form.submit())]);
		assert.match(await page.locator("h1").innerText(), /Your session has ended/);
		await keepPicture(page, "session-over");
		await assertReadable(page, views[0]);
		assert.deepEqual(await findingsOfAxe(page), []);

		const [tab] = await Promise.all([
			page.context().waitForEvent("page"),
			page.getByRole("link", { name: "Sign in in a new tab" }).click(),
		]);
		await tab.locator("#field-login").fill(login);
		await tab.locator("#field-password").fill(password);
		await goOn(tab);
		await untilNextCode();
		await tab.locator("#field-code").fill(appCode(secret));
		await goOn(tab);
		assert.equal(pathOf(tab), "/console/account/passkeys/new");

		await goOn(page);
		assert.equal(pathOf(page), "/console/account/passkeys/new");
		assert.match(await page.locator("main").innerText(), /Please send it again/);
		assert.equal(await page.locator("#field-name").inputValue(), 'My "own" <key>');
		await close();
	});

	it("shows its end to whoever looks at a page, without a reload", async () => {
		const { page, close } = await openSignedIn();
		await page.route("**/console/session", (route) => route.continue());
		await endElsewhere(page);
		await page.evaluate(() => new BroadcastChannel("tessera-session").postMessage("ended"));
		await page.getByRole("alert").filter({ hasText: "Your session has ended." }).waitFor();
		await keepPicture(page, "session-end-noticed");
		await close();
	});

	for (const view of views.filter(({ name }) => /light-ja|phone-dark-en/.test(name))) {
		it(`as ${view.name}: no fault, readable for everybody, in one language`, async () => {
			const { page, close } = await openSignedIn(undefined, { view });
			await page.goto(`${server.baseUrl}/console/session`);
			await assertReadable(page, view);
			assert.deepEqual(await findingsOfAxe(page), []);
			await answerLeft(page, 100_000);
			await page.goto(`${server.baseUrl}/console/account/passkeys`);
			await page.locator(".session-notice form").waitFor();
			await keepPicture(page, `session-warning-${view.name}`);
			assert.deepEqual(await findingsOfAxe(page), []);
			await close();
		});
	}
});

/** A code counts once, so a second sign-in waits for the next one. */
const untilNextCode = () => new Promise((resolve) => setTimeout(resolve, 30_000 - (Date.now() % 30_000) + 500));
