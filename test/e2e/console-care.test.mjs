// Customer care in a real Chromium, by telephone: the help desk does a reset and nothing else, gives a code where it
// may, and all the pages as people see them.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fewViews, views, whyNoBrowser } from "./browser.mjs";
import { createHosted } from "./hosted.mjs";
import { assertReadable, findingsOfAxe, keepPicture } from "./inspect.mjs";
import { ask } from "./server.mjs";
import { goOn } from "./signed-in.mjs";
import { fillIn, startTessera } from "./tessera.mjs";

const care = "/console/care";
const reason = "端末を紛失。人事の番号に折り返し済み";

/** What the page says to the reader, by language. */
const texts = {
	en: {
		nobody: /Nobody is found/,
		isReset: /The contact data of .+ is reset\./,
		permission: /You need the permission/,
	},
	ja: {
		nobody: /該当する人がいません/,
		isReset: /の連絡先をリセットしました。/,
		permission: /追加の許可「.+」が必要です/,
	},
};

/** A form that is refused is answered 400, and a page that isn't for the help desk 403. */
const unexpected = (faults) => faults.filter((fault) => !/^verbose: \[DOM\]|: 40[03]$|status of 40[03]/.test(fault));

describe("customer care", { timeout: 600_000, skip: whyNoBrowser() }, () => {
	let server;
	let openSignedIn;
	let stop;
	let hosted;

	before(async () => {
		({ server, openSignedIn, stop } = await startTessera());
		hosted = await createHosted(server);
	});
	after(() => stop?.());

	const main = (page) => page.locator("main").innerText();
	const contactsOf = async ({ id }) => (await ask(server, "GET", `/api/v1/care/users/${id}`)).body.contacts;

	async function grant(login, permissions) {
		const { body } = await ask(server, "GET", "/api/v1/administrators?limit=200");
		const { id } = body.find((one) => one.login === login);
		const { status } = await ask(server, "POST", `/api/v1/administrators/${id}`, { permissions });
		assert.equal(status, 200);
	}

	for (const view of views.filter(({ name }) => name.startsWith("phone-light"))) {
		for (const javaScriptEnabled of [true, false]) {
			const script = javaScriptEnabled ? "with" : "without";
			it(`the help desk does a reset and nothing else, in ${view.locale}, ${script} script`, async () => {
				const person = await hosted.newPerson(view.locale);
				const other = await hosted.newPerson(view.locale);
				const says = texts[view.locale];
				const { page, faults, close } = await openSignedIn("/console", { view, javaScriptEnabled, role: "HELP_DESK" });
				assert.equal(new URL(page.url()).pathname, care);
				await page.locator("#field-value").fill(person.login.slice(0, -1));
				await goOn(page);
				assert.match(await main(page), says.nobody);
				await page.locator("#field-value").fill(person.mobile);
				await goOn(page);
				const home = page.url();
				assert.equal(new URL(home).pathname, `${care}/${person.id}`);
				const shown = await main(page);
				assert.match(shown, new RegExp(`\\${person.mobile.slice(0, 5)}\\*+${person.mobile.slice(-2)}`));
				assert.match(shown, says.permission);
				assert.ok(!(await page.content()).includes(person.mobile));

				await goOn(page, "main a[href$='/reset-otp-profile']");
				await page.locator("#field-ticket").fill("INC-4711");
				await goOn(page, "main .button-danger");
				assert.equal(await page.locator("#field-reason").getAttribute("aria-invalid"), "true");
				assert.equal(await page.locator("#field-ticket").inputValue(), "INC-4711");
				assert.equal((await contactsOf(person)).length, 2);
				await page.locator("#field-reason").fill(reason);
				await goOn(page, "main .button-danger");
				assert.equal(page.url(), home);
				assert.match(await page.locator("main [role=status]").innerText(), says.isReset);
				assert.ok((await main(page)).includes(reason), "the timeline tells the reason");
				assert.deepEqual(await contactsOf(person), []);
				assert.equal((await contactsOf(other)).length, 2);

				// Those that choose a theme or a language lead back to this page.
				const links = await page
					.locator("a[href^='/console']:not([href*='?'])")
					.evaluateAll((found) => found.map(({ href }) => href));
				for (const link of new Set(links)) assert.equal((await page.goto(link)).status(), 200, link);
				const steps = ["temporary-allow", "help-desk-code"].map((step) => `${care}/${person.id}/${step}`);
				for (const path of steps) {
					await page.goto(server.baseUrl + path);
					assert.match(await main(page), says.permission);
					assert.equal(await page.locator("main form").count(), 0);
				}
				for (const path of ["overview", "groups", "log", "applications", "settings", "administrators", "tokens"]) {
					assert.equal((await page.goto(`${server.baseUrl}/console/${path}`)).status(), 403, path);
				}
				assert.deepEqual(unexpected(faults), []);
				await close();
			});
		}
	}

	it("whoever has the permission gives a code once, and the person goes on by it", async () => {
		const person = await hosted.newPerson();
		const { page, faults, login, close } = await openSignedIn(undefined, { role: "HELP_DESK" });
		await grant(login, ["helpDeskCode"]);
		await page.goto(`${server.baseUrl}${care}/${person.id}`);
		await goOn(page, "main a[href$='/help-desk-code']");
		await fillIn(page, { application: hosted.application, reason });
		await goOn(page);
		const code = await page.locator("main .secret").innerText();
		assert.match(code, /^\d{4} \d{4}$/);
		await page.reload();
		assert.equal(await page.locator("main .secret").count(), 0);
		await page.goto(await hosted.hostedUrl(person.id));
		await goOn(page, "main button.way:has-text('Code from the help desk')");
		await page.locator("[name=answer]").fill(code);
		await page.locator("main .button-main").first().click();
		await page.waitForURL(/\/\?code=/);
		assert.deepEqual(unexpected(faults), []);
		await close();
	});

	for (const view of fewViews) {
		it(`as ${view.name}: no fault, readable for everybody, in one language`, async () => {
			const person = await hosted.newPerson(view.locale);
			const factors = (await ask(server, "GET", `/api/v1/users/${person.id}/factors`)).body;
			for (let guess = 0; guess < 5; guess++) {
				await ask(server, "POST", `/api/v1/users/${person.id}/factors/${factors[0].id}/verify`, { answer: "none" });
			}
			const deviceToken = `browser-of-${person.id}`;
			const devices = `/api/v1/users/${person.id}/registered-devices`;
			const { body: device } = await ask(server, "POST", devices, { deviceToken });
			const { page, faults, login, close } = await openSignedIn(care, { view, name: view.name, role: "HELP_DESK" });
			await grant(login, ["temporaryAllow", "helpDeskCode"]);
			const look = async (name) => {
				await assertReadable(page, view, [login]);
				assert.deepEqual(await findingsOfAxe(page), [], name);
				await keepPicture(page, `care-${name}-${view.name}`);
			};
			await look("find");
			await page.locator("#field-value").fill("nobody@example.com");
			await goOn(page);
			await look("nobody");
			const home = `${server.baseUrl}${care}/${person.id}`;
			await page.goto(home);
			await look("person");
			for (const name of ["unlock", "temporary-allow", "help-desk-code", "reset-all"]) {
				await page.goto(`${home}/${name}`);
				await look(name);
			}
			await goOn(page, "main .button-danger");
			await look("refused");
			await page.goto(`${home}/unlock`);
			await fillIn(page, { reason });
			await goOn(page);
			await page.goto(`${home}/help-desk-code`);
			await fillIn(page, { application: hosted.application, reason });
			await goOn(page);
			await look("code");
			const user = `${server.baseUrl}/console/users/${person.id}`;
			for (const path of ["", `/devices/${device.id}/unregister`, "/unregister-devices"]) {
				await page.goto(user + path);
				await look(`user${path.replaceAll(/\W+/g, "-").replace(device.id, "device")}`);
			}
			assert.deepEqual(unexpected(faults), []);
			await close();
		});
	}
});
