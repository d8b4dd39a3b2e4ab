// The overview and the log of the console in a real Chromium: filter, live events, files, and how people see the pages.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fewViews, whyNoBrowser } from "./browser.mjs";
import { assertReadable, findingsOfAxe, keepPicture } from "./inspect.mjs";
import { ask, create } from "./server.mjs";
import { goOn } from "./signed-in.mjs";
import { startTessera } from "./tessera.mjs";

const answer = "mayonnaise";

/** Somebody who gave right answers and wrong ones. */
async function makeUser(server, login) {
	const userId = await create(server, "/api/v1/users?activate=true", { profile: { login, email: login } });
	const factors = `/api/v1/users/${userId}/factors`;
	const profile = { question: "disliked_food", answer };
	const factorId = await create(server, factors, { factorType: "question", provider: "OKTA", profile });
	const verify = (given) => ask(server, "POST", `${factors}/${factorId}/verify`, { answer: given });
	for (const given of [answer, "wrong", answer]) await verify(given);
	return { userId, verify };
}

describe("overview and log", { timeout: 900_000, skip: whyNoBrowser() }, () => {
	let server;
	let openSignedIn;
	let stop;
	let user;

	before(async () => {
		({ server, openSignedIn, stop } = await startTessera());
		user = await makeUser(server, "seen@example.com");
		await logHas(`target.id eq "${user.userId}" and eventType sw "user.authentication"`, 3);
	});
	after(() => stop?.());

	/** Waits until the log has so many of these events. A guard sends them some seconds later. */
	async function logHas(filter, count) {
		for (let tries = 0; tries < 100; tries++) {
			const { body } = await ask(server, "GET", `/api/v1/logs?${new URLSearchParams({ filter })}`);
			if (body.length >= count) return;
			await new Promise((resolve) => setTimeout(resolve, 500));
		}
		throw new Error(`the log lacks ${filter}`);
	}

	const signedIn = (name, path, options) => openSignedIn(path, { name, role: "READ_ONLY", ...options });

	const rows = (page) => page.locator(".events tbody tr");

	it("filters without script: by the form, by a value, and back", async () => {
		const { page, close } = await signedIn("without-script", "/console/log", { javaScriptEnabled: false });
		await page.locator("#field-event").fill("user.authentication.auth_via_mfa");
		await page.locator("#field-result").selectOption("FAILURE");
		await goOn(page, ".filters .button-main");
		assert.equal(await rows(page).count(), 1);
		assert.match(await page.locator(".made code").innerText(), /outcome\.result eq "FAILURE"/);
		await Promise.all([page.waitForNavigation(), page.locator(".chip a").nth(1).click()]);
		assert.equal(await rows(page).count(), 3);
		await Promise.all([page.waitForNavigation(), rows(page).first().locator("td a").nth(2).click()]);
		assert.match(page.url(), /actor=/);
		await Promise.all([page.waitForNavigation(), rows(page).first().locator("th a").first().click()]);
		assert.match(await page.locator("pre").innerText(), /"eventType": "user.authentication.auth_via_mfa"/);
		await close();
	});

	it("gives files of what it shows", async () => {
		const { page, faults, close } = await signedIn("files", "/console/log?event=user.authentication.auth_via_mfa");
		for (const [name, pattern] of [
			["Download CSV", /^\ufeffpublished,/],
			["Download NDJSON", /^\{"uuid":/],
		]) {
			const [download] = await Promise.all([
				page.waitForEvent("download"),
				page.getByRole("link", { name, exact: true }).click(),
			]);
			const chunks = await (await download.createReadStream()).toArray();
			const text = Buffer.concat(chunks).toString("utf8");
			assert.match(text, pattern);
			assert.ok(text.includes(user.userId));
		}
		assert.deepEqual(faults, []);
		await close();
	});

	it("shows new events by themselves, each once, and stops when the session is over", async () => {
		const path = "/console/log?event=user.authentication.auth_via_mfa";
		const { page, faults, close } = await signedIn("live", path);
		const count = await rows(page).count();
		await page.getByRole("button", { name: "Live", exact: true }).click();
		await page.getByText("New events appear by themselves.").waitFor();
		await user.verify(answer);
		await page.locator(".row-new").waitFor({ timeout: 60_000 });
		assert.equal(await rows(page).count(), count + 1);

		// Whoever reads further down isn't disturbed.
		await page.setViewportSize({ width: 1280, height: 300 });
		await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
		await user.verify(answer);
		const more = page.getByRole("button", { name: "1 new event" });
		await more.waitFor({ timeout: 60_000 });
		assert.equal(await rows(page).count(), count + 1);
		await more.click();
		assert.equal(await rows(page).count(), count + 2);
		assert.deepEqual(faults, []);

		await page.context().clearCookies();
		await page.getByText("Your session is over.").waitFor({ timeout: 60_000 });
		assert.equal(await page.locator(".tail-switch").getAttribute("aria-pressed"), "false");
		await close();
	});

	for (const view of fewViews) {
		it(`as ${view.name}: no fault, readable for everybody, in one language`, async () => {
			const { page, faults, close } = await openSignedIn("/console/overview", { view, role: "READ_ONLY" });
			const look = async (name, path) => {
				await page.goto(server.baseUrl + path);
				await keepPicture(page, `console-${name}-${view.name}`);
				await assertReadable(page, view);
				assert.deepEqual(await findingsOfAxe(page), [], name);
			};
			await look("overview", "/console/overview");
			await look("overview-month", "/console/overview?period=30d");
			await look("log", "/console/log");
			const target = new URLSearchParams({ target: user.userId, filter: 'not (severity eq "WARN")' });
			await look("log-filtered", `/console/log?${target}`);
			const first = await rows(page).first().locator("th a").first().getAttribute("href");
			await look("log-nothing", "/console/log?actor=0");
			await look("log-refused", "/console/log?filter=x");
			await look("log-new", "/console/log/new?after=0");
			await look("event", first);
			assert.deepEqual(faults, []);
			await close();
		});
	}
});
