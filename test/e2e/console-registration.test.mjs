// Registration and challenge types in a real Chromium: a field that is added in the console is seen on the hosted page,
// in English and Japanese, with script and without; and all the pages as people see them.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fewViews, openPage, views, whyNoBrowser } from "./browser.mjs";
import { createHosted } from "./hosted.mjs";
import { assertReadable, findingsOfAxe, keepPicture } from "./inspect.mjs";
import { ask, create } from "./server.mjs";
import { goOn } from "./signed-in.mjs";
import { fillIn, startTessera } from "./tessera.mjs";

const registration = "/console/registration";
const types = "/console/challenge-types";

/** A value that is refused is answered 400. */
const unexpected = (faults) => faults.filter((fault) => !/^verbose: \[DOM\]|: 400$|status of 400/.test(fault));

describe("registration and challenge types", { timeout: 600_000, skip: whyNoBrowser() }, () => {
	let server;
	let browser;
	let openSignedIn;
	let stop;
	let hosted;
	/** Of somebody with a proven number and no address. */
	let login;
	/** Whoever is in it is asked for contact data alone. */
	let group;

	before(async () => {
		({ server, browser, openSignedIn, stop } = await startTessera());
		hosted = await createHosted(server);
		({ login } = await hosted.newPerson());
		group = await create(server, "/api/v1/groups", { profile: { name: "newcomers" } });
		await create(server, "/api/v1/challenge-policies", {
			name: "Registration",
			checkpoint: "REGISTRATION",
			groupIds: [group],
			rules: [{ name: "always", conditions: [{ condition: "always" }], actionGroup: "REGISTER_USER_INFO" }],
		});
	});
	after(() => stop?.());

	const main = (page) => page.locator("main").innerText();
	const at = (path) => `${server.baseUrl}${path}${path.includes("?") ? "&" : "?"}scope=${hosted.application}`;

	/** The hosted page of somebody who has nothing yet. */
	async function hostedPage(view) {
		const email = `new-${Math.random()}@example.com`;
		const id = await create(server, "/api/v1/users", { profile: { login: email, email } });
		await ask(server, "PUT", `/api/v1/groups/${group}/users/${id}`);
		const opened = await openPage(browser, view, "about:blank");
		await opened.page.goto(await hosted.hostedUrl(id, { locale: view.locale }));
		return opened;
	}

	for (const javaScriptEnabled of [true, false]) {
		it(`a field that is added ${javaScriptEnabled ? "with" : "without"} script is seen on the hosted page`, async () => {
			const key = javaScriptEnabled ? "staff" : "room";
			const labels = javaScriptEnabled ? ["Staff number", "社員番号"] : ["Room", "部屋番号"];
			const { page, faults, close } = await openSignedIn(undefined, { javaScriptEnabled });
			await page.goto(at(registration));
			await goOn(page, "main .tools .button-main");
			await fillIn(page, { key, name_en: labels[0], name_ja: labels[1], maxlength: "many" });
			await goOn(page);
			assert.equal(await page.locator("#field-name_ja").inputValue(), labels[1]);
			assert.equal(await page.locator("#field-maxlength").getAttribute("aria-invalid"), "true");
			await fillIn(page, { maxlength: "6" });
			await goOn(page);
			assert.match(await main(page), new RegExp(`The field is on the page\\.[\\s\\S]*${labels[0]}`));
			await goOn(page, `#order-${key} form button >> nth=0`);
			assert.match(await main(page), /Moved\. Its place is now \d/);
			for (const [index, locale] of ["en", "ja"].entries()) {
				await page.goto(at(`${registration}?in=${locale}`));
				const frame = page.frameLocator("iframe.page-preview");
				await page.locator("iframe.page-preview").scrollIntoViewIfNeeded();
				await frame.getByText(labels[index]).waitFor();
				const seen = await hostedPage(views.find((view) => view.locale === locale));
				assert.match(await main(seen.page), new RegExp(labels[index]));
				assert.equal(await seen.page.locator(`[name=${key}]`).getAttribute("maxlength"), "6");
				await seen.close();
			}
			await page.goto(at(`${registration}/fields/${key}`));
			await goOn(page, "main .button-danger");
			await goOn(page, "main .button-danger");
			assert.doesNotMatch(await main(page), new RegExp(labels[0]));
			assert.deepEqual(unexpected(faults), []);
			await close();
		});
	}

	it("a type is switched on, and a user is told why another isn't offered", async () => {
		const { page, faults, close } = await openSignedIn();
		await page.goto(at(`${types}/ChallengeEmail`));
		await page.locator("#field-available").check();
		await goOn(page);
		assert.match(await main(page), /The type is saved\./);
		await fillIn(page, { user: login });
		await goOn(page);
		const text = await main(page);
		assert.match(text, /Text message\s+Yes\s+\+1\d{3}\*+\d\d/);
		assert.match(text, /E-mail\s+No\s+Not registered, or not proven yet: E-mail address/);
		assert.deepEqual(unexpected(faults), []);
		await close();
	});

	for (const view of fewViews) {
		it(`as ${view.name}: no fault, readable for everybody, in one language`, async () => {
			const { page, faults, close } = await openSignedIn(registration, { view, name: view.name });
			const looks = [
				registration,
				`${registration}/new`,
				`${registration}/fields/mobile`,
				`${registration}/fields/terms/delete`,
				types,
				`${types}/ChallengeSMS`,
				`${types}/ChallengeQuestion`,
			];
			for (const [index, path] of looks.entries()) {
				await page.goto(server.baseUrl + path);
				await look(page, view, `registration-${index}-${view.name}`, path);
			}
			await page.goto(server.baseUrl + types);
			await fillIn(page, { user: login });
			await goOn(page);
			await look(page, view, `registration-explained-${view.name}`, "explained");
			assert.deepEqual(unexpected(faults), []);
			await close();
		});
	}

	async function look(page, view, name, what) {
		await keepPicture(page, name);
		await assertReadable(page, view);
		assert.deepEqual(await findingsOfAxe(page), [], what);
	}
});
