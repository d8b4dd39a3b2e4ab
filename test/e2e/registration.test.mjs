// Registration and preferences as people see them, in a real Chromium: from the phrase to the recovery codes, in
// English and Japanese, with script and without. `SCREENSHOTS=folder` keeps the pictures, to be looked at.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fewViews, openPage, views, whyNoBrowser } from "./browser.mjs";
import { assertReadable, findingsOfAxe, keepPicture } from "./inspect.mjs";
import { ask, create } from "./server.mjs";
import { goOn } from "./signed-in.mjs";
import { startTessera } from "./tessera.mjs";

const secretOfCaller = "0123456789abcdef";
/** What a person of the tests is called, which is the same in every language. */
const names = ["Bank"];

describe("registration and preferences", { timeout: 600_000, skip: whyNoBrowser() }, () => {
	let server;
	let browser;
	let stop;
	let application;
	let groupId;
	let people = 0;
	/** Where people go back to. Any page will do. */
	let returnUrl;

	before(async () => {
		({ server, browser, stop } = await startTessera());
		returnUrl = `${server.baseUrl}/dev/inbox`;
		application = await create(server, "/api/v1/applications", { name: "Tessera Bank", returnUrls: [returnUrl] });
		groupId = await create(server, "/api/v1/groups", { profile: { name: "people" } });
		const on = [
			"challenge.type.enum.ChallengeSMS.available",
			"register.userinfo.enabled",
			"userpreferences.userinfo.enabled",
			"otp.optOut.enabled",
			"register.userinfo.decline.enabled",
			"userpreferences.userinfo.decline.enabled",
			"userpreferences.unregister.all.enabled",
			"registerdevice.enabled",
			"register.userinfo.registerdevice.enabled",
		];
		for (const name of on) await set(name, "true");
		for (const [checkpoint, actionGroup] of [
			["POST_AUTHENTICATION", "CHALLENGE"],
			["REGISTRATION", "REGISTER"],
		]) {
			const rules = [{ name: "always", conditions: [{ condition: "always" }], actionGroup }];
			await create(server, "/api/v1/challenge-policies", { name: checkpoint, checkpoint, groupIds: [groupId], rules });
		}
	});
	after(() => stop?.());

	const set = async (name, value) => {
		const { status } = await ask(server, "PUT", `/api/v1/properties/bharosa.uio.${application}.${name}`, { value });
		assert.equal(status, 200, name);
	};

	/** A person who has nothing yet. */
	async function newPerson() {
		people += 1;
		const login = `person-${people}@example.com`;
		const id = await create(server, "/api/v1/users", { profile: { login, email: login } });
		await ask(server, "PUT", `/api/v1/groups/${groupId}/users/${id}`);
		return { id, mobile: `+1555200${String(4000 + people)}` };
	}

	/** Sends a browser to our pages, as the application does. */
	async function come(user, view, { checkpoint = "POST_AUTHENTICATION", ...options } = {}) {
		const { body } = await ask(server, "POST", "/api/v1/transactions", {
			...{ user, application, checkpoint, locale: view.locale, returnUrl },
			...{ state: secretOfCaller, nonce: secretOfCaller, client: { deviceToken: `browser-of-${user}` } },
		});
		const opened = await openPage(browser, view, "about:blank", options);
		await opened.page.goto(body.hostedUrl);
		return { ...opened, id: body.transaction.id };
	}

	async function codeTo(mobile) {
		const { body } = await ask(server, "GET", `/dev/inbox.json?to=${encodeURIComponent(mobile)}`);
		return body[0].code;
	}

	/** What is wrong with the page as it stands, and its picture. */
	async function look(page, view, name) {
		await keepPicture(page, `${name}-${view.name}`);
		await assertReadable(page, view, names);
		assert.deepEqual(await findingsOfAxe(page), [], name);
	}

	/** Of the first form. */
	const mainButton = "main form .button-main >> nth=0";

	async function answerQuestions(page) {
		for (const place of [0, 1, 2]) await page.locator(`[name=answer${place}]`).fill(`answer ${place}`);
		await goOn(page, mainButton);
	}

	async function giveNumber(page, mobile) {
		await page.locator("[name=cellnumber]").fill(mobile);
		await page.locator("[name=terms]").check();
		await goOn(page, mainButton);
	}

	for (const view of fewViews) {
		it(`registers everything as ${view.name}: no fault on any page, readable for everybody`, async () => {
			const { id, mobile } = await newPerson();
			const { page, faults, close } = await come(id, view);
			await look(page, view, "register-phrase");
			await goOn(page, mainButton);
			await look(page, view, "register-questions");
			await answerQuestions(page);
			await look(page, view, "register-contacts");

			await page.locator('a[href="#info-terms"]').click();
			// The text lies over the page.
			await keepPicture(page, `register-terms-${view.name}`);
			assert.deepEqual(await findingsOfAxe(page, { include: ["#info-terms"] }), []);
			await page.locator("#info-terms .button").click();
			assert.equal(await page.locator("#info-terms").isVisible(), false);

			await giveNumber(page, mobile);
			const { top, height } = await page.locator(mainButton).evaluate((one) => one.getBoundingClientRect().toJSON());
			assert.ok(top + height <= 640, `the button ends at ${top + height}`);
			await look(page, view, "register-proof");
			await page.locator("[name=answer]").fill(await codeTo(mobile));
			await goOn(page, mainButton);
			await look(page, view, "register-codes");
			await goOn(page, mainButton);
			await look(page, view, "register-codes-shown");
			const [download] = await Promise.all([page.waitForEvent("download"), page.locator("a[download]").click()]);
			assert.equal(download.suggestedFilename(), "recovery-codes.txt");
			await page.locator("form .button-main").last().click();
			await page.waitForURL(`${returnUrl}?*`);
			assert.deepEqual(faults, []);
			await close();
		});

		it(`says what is wrong as ${view.name}, beside each field`, async () => {
			const { id } = await newPerson();
			const { page, faults, close } = await come(id, view);
			await goOn(page, mainButton);
			await answerQuestions(page);
			await page.locator("[name=cellnumber]").fill("12");
			await goOn(page, mainButton);
			await look(page, view, "register-refused");
			assert.equal(await page.locator("[name=cellnumber]").getAttribute("aria-invalid"), "true");
			assert.match(faults.join(), /^[^,]*400[^,]*,?[^,]*$/);
			await close();
		});

		it(`changes preferences as ${view.name}, after a challenge`, async () => {
			const { id, mobile } = await newPerson();
			const first = await come(id, view, { checkpoint: "PREFERENCES" });
			await look(first.page, view, "preferences-of-nobody");
			await giveNumber(first.page, mobile);
			await first.page.locator("[name=answer]").fill(await codeTo(mobile));
			await goOn(first.page, mainButton);
			await look(first.page, view, "preferences-saved");
			await first.page.locator("[value=finish] ~ .button").click();
			await first.page.waitForURL(`${returnUrl}?*`);
			assert.deepEqual(first.faults, []);
			await first.close();
			const second = await come(id, view, { checkpoint: "PREFERENCES" });
			assert.match(second.page.url(), /\/choose$/);
			await second.close();
		});
	}

	for (const view of views.filter(({ name }) => /phone-light/.test(name))) {
		it(`registers without script as ${view.name}`, async () => {
			const { id, mobile } = await newPerson();
			const { page, close } = await come(id, view, { javaScriptEnabled: false });
			await goOn(page, mainButton);
			await answerQuestions(page);
			await page.locator('a[href="#info-privacy"]').click();
			assert.equal(await page.locator("#info-privacy").isVisible(), true);
			await page.locator("#info-privacy .button").click();
			await giveNumber(page, mobile);
			await page.locator("[name=answer]").fill(await codeTo(mobile));
			await goOn(page, mainButton);
			await goOn(page, mainButton);
			assert.equal(await page.locator(".codes li").count(), 10);
			await page.locator("form .button-main").last().click();
			await page.waitForURL(/\/end|\/inbox/);
			await close();
		});
	}
});
