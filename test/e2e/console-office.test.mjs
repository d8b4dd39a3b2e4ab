// API tokens, applications, administrators, keys and settings in a real Chromium: their flows, and how they look.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fewViews, openPage, views, whyNoBrowser } from "./browser.mjs";
import { assertReadable, findingsOfAxe, keepPicture } from "./inspect.mjs";
import { ask, create } from "./server.mjs";
import { goOn, signInFirst } from "./signed-in.mjs";
import { startTessera } from "./tessera.mjs";

/** What an application and a token are called: the same in every language. */
const name = "店舗";

describe("the office of the console", { timeout: 900_000, skip: whyNoBrowser() }, () => {
	let server;
	let browser;
	let openSignedIn;
	let stop;
	let ids;

	before(async () => {
		({ server, browser, openSignedIn, stop } = await startTessera());
		const application = await create(server, "/api/v1/applications", {
			name,
			returnUrls: ["https://shop.example.com/signed-in/after/a/path/that/is/long/enough/to/need/two/lines?with=query"],
			timeZone: "Asia/Tokyo",
			contactText: { ja: "内線 4711" },
			branding: { accentColor: "#0b5fad" },
		});
		const token = await create(server, "/api/v1/api-tokens", {
			name,
			role: "VERIFIER",
			applicationId: application,
		});
		const administrator = await create(server, "/api/v1/administrators", {
			login: "a.rather.long.name@subsidiary.example.com",
			role: "HELP_DESK",
		});
		ids = { application, token, administrator };
	});
	after(() => stop?.());

	const open = (path) => `${server.baseUrl}/console/${path}`;

	it("makes a token that works, shows it once, and revokes it", async () => {
		const { page, faults, close } = await openSignedIn("/console/tokens/new");
		await page.locator("#field-name").fill("importer");
		await page.locator("#field-role").selectOption("READ_ONLY");
		await goOn(page);
		const apiToken = await page.locator(".secret").innerText();
		const asked = (path) => ask({ ...server, apiToken }, "GET", path);
		assert.equal((await asked("/api/v1/groups")).status, 200);
		assert.equal((await asked("/api/v1/api-tokens")).status, 403);
		await page.reload();
		assert.equal(await page.locator(".secret").count(), 0);
		await page.getByRole("link", { name: "Revoke" }).click();
		await goOn(page, "main .button-danger");
		assert.match(await page.locator("[role=status]").first().innerText(), /The token “importer” is revoked/);
		assert.equal((await asked("/api/v1/groups")).status, 401);
		assert.deepEqual(faults, []);
		await close();
	});

	it("works without script: an application, an invitation that lets somebody in, a setting", async () => {
		const withoutScript = { javaScriptEnabled: false };
		const { page, close } = await openSignedIn("/console/applications/new", withoutScript);
		await page.locator("#field-name").fill("Plain");
		await page.locator("#field-returnUrls").fill("http://not.example/");
		await goOn(page);
		assert.match(await page.locator(".error-summary").innerText(), /https/);
		await page.locator("#field-returnUrls").fill("https://plain.example/back");
		await goOn(page);
		assert.match(await page.locator("main").innerText(), /https:\/\/plain\.example\/back/);

		await page.goto(open("administrators/new"));
		await page.locator("#field-login").fill("invited@example.com");
		await page.locator("#field-role").selectOption("READ_ONLY");
		await page.locator("#field-helpDeskCode").check();
		await goOn(page);
		assert.match(await page.locator(".field-error").innerText(), /can have a permission/);
		assert.equal(await page.locator("#field-helpDeskCode").isChecked(), true);
		await page.locator("#field-role").selectOption("HELP_DESK");
		await goOn(page);
		assert.match(await page.locator("[aria-labelledby=facts]").innerText(), /Code of the help desk/);
		const oneTimePassword = await page.locator(".secret").innerText();
		const other = await openPage(browser, views[0], server.baseUrl, withoutScript);
		await signInFirst(other.page, server, { login: "invited@example.com", oneTimePassword });
		assert.equal((await other.page.goto(open("administrators"))).status(), 403);
		await other.close();

		await page.goto(open("settings"));
		await page.locator("#field-originHost").fill("shop.example.com");
		await goOn(page);
		assert.equal(await page.locator("#field-originHost").inputValue(), "shop.example.com");
		await close();
	});

	for (const view of fewViews) {
		it(`as ${view.name}: no fault, readable for everybody, in one language`, async () => {
			const { page, faults, close } = await openSignedIn("/console", { view });
			const { application, token, administrator } = ids;
			for (const path of [
				"tokens",
				"tokens?status=revoked&role=SOURCE",
				"tokens/new",
				`tokens/${token}`,
				`tokens/${token}/revoke`,
				"applications",
				"applications/new",
				`applications/${application}`,
				`applications/${application}/edit`,
				`applications/${application}/delete`,
				"administrators",
				"administrators/new",
				`administrators/${administrator}`,
				`administrators/${administrator}/edit`,
				`administrators/${administrator}/reset`,
				`administrators/${administrator}/deactivate`,
				"keys",
				"keys?count=on",
				"settings",
			]) {
				await page.goto(open(path));
				const label = path.replaceAll(/\W+/g, "-").replaceAll(/\w{20}/g, "one");
				await keepPicture(page, `office-${label}-${view.name}`);
				await assertReadable(page, view);
				assert.deepEqual(await findingsOfAxe(page), [], path);
			}
			await page.goto(open("tokens/new"));
			await goOn(page);
			await assertReadable(page, view);
			assert.deepEqual(await findingsOfAxe(page), [], "a refused form");
			// The refused form is a 400.
			assert.deepEqual(
				faults.filter((fault) => !/400/.test(fault)),
				[],
			);
			await close();
		});
	}
});
