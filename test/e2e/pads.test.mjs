// What answers are typed on, in a real Chromium: pads by mouse and by keyboard, and the plain field beside them.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fewViews, openPage, views, whyNoBrowser } from "./browser.mjs";
import { cooldownSeconds, createHosted, set } from "./hosted.mjs";
import { findingsOfAxe, keepPicture } from "./inspect.mjs";
import { clippedTexts, foreignTexts, overlappingTexts } from "./look.mjs";
import { startTessera } from "./tessera.mjs";

const pads = ["DevicePinPad", "DeviceKeyPadAlpha", "DeviceKeyPadFull", "DeviceTextPad", "DeviceQuestionPad"];
/** Words that are the same in every language. */
const names = ["Musterbank", "SMS"];

describe("pads", { timeout: 600_000, skip: whyNoBrowser() }, () => {
	let server;
	let browser;
	let stop;
	let hosted;

	before(async () => {
		({ server, browser, stop } = await startTessera());
		hosted = await createHosted(server);
		await set(server, hosted.application, "use.authentipad.checkpoint", "false");
	});
	after(() => stop?.());

	const typedOn = (device, type = "ChallengeQuestion") =>
		set(server, hosted.application, `${type}.authenticator.device`, device);

	/** A browser that is asked a question, which no message has to bring, or for another type. */
	async function asked(view, options = {}, type = "ChallengeQuestion") {
		const person = await hosted.newPerson(view.locale);
		if (type === "ChallengeSMS") await new Promise((resolve) => setTimeout(resolve, cooldownSeconds * 1_000 + 200));
		const url = await hosted.hostedUrl(person.id, { locale: view.locale });
		const opened = await openPage(browser, view, url, options);
		await opened.page.locator(`button[value^="${type}"]`).click();
		await opened.page.locator("#field-answer").waitFor();
		// The script that shows the keys has run once the page is loaded.
		await opened.page.waitForLoadState("load");
		return { ...opened, person };
	}

	const keyOf = (page, sign) => page.locator(".key").filter({ hasText: new RegExp(`^${sign}$`) });
	const entered = (page) => page.locator(".entered-signs").textContent();
	const order = (page) => page.locator(".keys-digits .key").allTextContents();
	const send = (page) => page.locator("main .button-main").click();

	for (const view of fewViews) {
		it(`look right as ${view.name}, each of them`, async () => {
			for (const device of pads) {
				await typedOn(device);
				const { page, faults, close } = await asked(view);
				await keepPicture(page, `${device}-${view.name}`);
				assert.equal(await page.locator(".keypad").isVisible(), /Pin|Key/.test(device), device);
				assert.deepEqual(await page.evaluate(clippedTexts), [], device);
				assert.deepEqual(await page.evaluate(overlappingTexts), [], device);
				if (view.locale === "ja") assert.deepEqual(await page.evaluate(foreignTexts, names), [], device);
				assert.deepEqual(await findingsOfAxe(page), [], device);
				assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, device);
				assert.deepEqual(faults, []);
				await close();
			}
		});
	}

	it("take an answer by mouse: its keys say nothing of their signs, and a wrong answer brings others", async () => {
		await typedOn("DevicePinPad", "ChallengeSMS");
		const { page, person, close } = await asked(views[0], {}, "ChallengeSMS");
		const code = await person.code();
		const wrong = code.startsWith("1") ? "20000" : "10000";
		const press = async (text) => {
			for (const sign of text) await keyOf(page, sign).click();
		};
		await press(code);
		assert.equal(await entered(page), code);
		await page.locator("[data-takes=last]").click();
		assert.equal(await entered(page), code.slice(0, -1));
		await page.locator("[data-takes=all]").click();
		assert.equal(await entered(page), "");
		await press(wrong);
		const sent = page.waitForRequest((request) => request.method() === "POST");
		await send(page);
		const fields = new URLSearchParams((await sent).postData());
		assert.match(fields.get("keys"), /^([a-z2-9]{3}){5}$/);
		assert.equal(fields.get("answer"), "");
		await page.locator(".field-error").waitFor();
		assert.equal(await entered(page), "");
		await press(code);
		await send(page);
		await page.waitForURL(/\/\?code=/);
		await close();
	});

	it("take an answer by keyboard alone, and say each key's name and how much is entered", async () => {
		await typedOn("DevicePinPad");
		const { page, close } = await asked(views[0]);
		const digits = await order(page);
		await page.locator("#field-answer").focus();
		while (!(await page.evaluate(() => document.activeElement.matches(".key")))) await page.keyboard.press("Shift+Tab");
		const focused = () => page.evaluate(() => document.activeElement.textContent);
		// The first key, or the one that was left last, is the group's one stop.
		assert.equal(await focused(), digits[0]);
		await page.keyboard.press("ArrowRight");
		assert.equal(await focused(), digits[1]);
		await page.keyboard.press("Enter");
		await page.keyboard.press("ArrowDown");
		assert.equal(await focused(), digits[6]);
		await page.keyboard.press("Space");
		await page.keyboard.press("ArrowDown");
		assert.equal(await focused(), digits[6]);
		assert.equal(await entered(page), digits[1] + digits[6]);
		assert.equal(await page.getByRole("status").filter({ hasText: "2" }).count(), 1);
		assert.equal(await page.getByRole("group", { name: "Digits" }).getByRole("button").count(), 10);
		await close();
	});

	it("leave a plain field beside the keys: whoever types there presses none, and the other way round", async () => {
		await typedOn("DevicePinPad");
		const { page, close } = await asked(views[0]);
		await page.locator(".key").first().click();
		await page.locator("#field-answer").fill("Brussels sprouts");
		assert.equal(await entered(page), "");
		await page.locator(".key").first().click();
		assert.equal(await page.locator("#field-answer").inputValue(), "");
		await page.locator("#field-answer").fill("Brussels sprouts");
		await send(page);
		await page.waitForURL(/\/\?code=/);
		await close();
	});

	it("change the order of their keys with each view, and hide what is pressed where the type says so", async () => {
		await typedOn("DevicePinPad");
		await set(server, hosted.application, "challenge.type.enum.ChallengeQuestion.htmlInputType", "password");
		const { page, close } = await asked(views[0]);
		const first = await order(page);
		const ids = await page.locator(".key").evaluateAll((keys) => keys.map(({ dataset }) => dataset.key));
		await page.locator(".key").first().click();
		assert.equal(await entered(page), "•");
		assert.equal(await page.locator("#field-answer").getAttribute("type"), "password");
		await page.reload();
		const later = await page.locator(".key").evaluateAll((keys) => keys.map(({ dataset }) => dataset.key));
		assert.notDeepEqual(later, ids);
		assert.deepEqual((await order(page)).toSorted(), first.toSorted());
		await set(server, hosted.application, "challenge.type.enum.ChallengeQuestion.htmlInputType", "text");
		await close();
	});

	it("give way to the plain field where there is no script", async () => {
		await typedOn("DevicePinPad");
		const phone = views.find(({ name }) => name === "phone-light-ja");
		const { page, close } = await asked(phone, { javaScriptEnabled: false });
		assert.equal(await page.locator(".keypad").isVisible(), false);
		await page.locator("#field-answer").fill("Brussels sprouts");
		await send(page);
		await page.waitForURL(/\/end|\/\?code=/);
		await close();
	});
});
