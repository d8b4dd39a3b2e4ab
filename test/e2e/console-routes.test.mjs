// Delivery routes in a real Chromium: one by its form, moved by keyboard, asked for a number, and all pages as people
// see them. Names of things are Japanese, because they stand in Japanese sentences too.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fewViews, hasFocus, whyNoBrowser } from "./browser.mjs";
import { assertReadable, findingsOfAxe, keepPicture } from "./inspect.mjs";
import { ask, create } from "./server.mjs";
import { goOn } from "./signed-in.mjs";
import { startTessera } from "./tessera.mjs";

describe("delivery routes", { timeout: 600_000, skip: whyNoBrowser() }, () => {
	let server;
	let openSignedIn;
	let stop;
	const accounts = {};

	before(async () => {
		({ server, openSignedIn, stop } = await startTessera());
		for (const name of ["受信箱一", "受信箱二"]) {
			accounts[name] = await create(server, "/api/v1/provider-accounts", { name, driver: "inbox" });
		}
	});
	after(() => stop?.());

	const order = async () => (await ask(server, "GET", "/api/v1/delivery-routes")).body.map(({ name }) => name);

	/** Adds a route by its form. */
	async function add(page, name, { countries = "", first, second }) {
		await page.goto(`${server.baseUrl}/console/routes/new`);
		await page.locator("#field-name").fill(name);
		await page.locator('[id="field-account.1"]').selectOption(accounts[first]);
		if (second) await page.locator('[id="field-account.2"]').selectOption(accounts[second]);
		await page.locator("#field-destinationCountries").fill(countries);
		await goOn(page);
	}

	/** Asks which route a number would take, and gives the answer. */
	async function which(page, to) {
		await page.locator("#field-to").fill(to);
		await Promise.all([page.waitForNavigation(), page.locator("section[aria-labelledby=which] form button").click()]);
		return page.locator("section[aria-labelledby=which] [role=status]").innerText();
	}

	it("adds routes, moves one by keyboard, and says which one a number would take", async () => {
		const { page, faults, close } = await openSignedIn("/console/routes");
		await add(page, "そのほか", { first: "受信箱一" });
		await add(page, "日本の番号", { countries: "jp", first: "受信箱二", second: "受信箱一" });
		assert.match(await page.locator("main .notice").innerText(), /日本の番号 is there, as the last route/);
		assert.match(await page.locator("main").innerText(), /Japan \(JP\)/);
		await page.goto(`${server.baseUrl}/console/routes`);
		assert.match(await which(page, "+819012345678"), /This route takes it: そのほか/);
		await page.getByRole("button", { name: "Move 日本の番号 up" }).focus();
		await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
		assert.match(await page.locator("main .notice").innerText(), /New place: 1\. 日本の番号/);
		await hasFocus(page, '[id^="order-"]');
		assert.deepEqual(await order(), ["日本の番号", "そのほか"]);
		// The next press of Tab is at the buttons of the same row.
		await page.keyboard.press("Tab");
		assert.equal(await page.evaluate(() => document.activeElement?.ariaLabel), "Move 日本の番号 down");
		assert.match(
			await which(page, "+819012345678"),
			/takes it: 日本の番号[\s\S]*受信箱二\s+Tried[\s\S]*受信箱一\s+Tried/,
		);
		assert.match(await which(page, "+4520123456"), /takes it: そのほか[\s\S]*numbers of other countries/);
		assert.deepEqual(faults, []);
		await close();
	});

	it("moves a route by dragging it above or below another one", async () => {
		const { page, faults, close } = await openSignedIn("/console/routes");
		await add(page, "最後", { first: "受信箱一" });
		await page.goto(`${server.baseUrl}/console/routes`);
		const row = (name) => page.locator("tr:has(.order)", { hasText: name });
		const drag = async (name, other, isBelow) => {
			const { height } = await row(other).boundingBox();
			const targetPosition = { x: 40, y: isBelow ? height - 4 : 4 };
			const dropped = row(name).locator(".grip").dragTo(row(other), { targetPosition });
			await Promise.all([page.waitForNavigation(), dropped]);
			return order();
		};
		assert.deepEqual(await drag("最後", "日本の番号", false), ["最後", "日本の番号", "そのほか"]);
		assert.deepEqual(await drag("最後", "日本の番号", true), ["日本の番号", "最後", "そのほか"]);
		assert.deepEqual(await drag("日本の番号", "そのほか", true), ["最後", "そのほか", "日本の番号"]);
		assert.deepEqual(await drag("日本の番号", "最後", false), ["日本の番号", "最後", "そのほか"]);
		const { body: routes } = await ask(server, "GET", "/api/v1/delivery-routes");
		await ask(server, "DELETE", `/api/v1/delivery-routes/${routes.find(({ name }) => name === "最後").id}`);
		assert.deepEqual(faults, []);
		await close();
	});

	it("works without script: added, moved to a place, asked, and deleted", async () => {
		const { page, close } = await openSignedIn("/console/routes", { javaScriptEnabled: false });
		await add(page, "北欧の番号", { countries: "DK SE", first: "受信箱一" });
		await page.goto(`${server.baseUrl}/console/routes`);
		const row = page.locator("tr", { hasText: "北欧の番号" });
		await row.locator("input.place").fill("1");
		await Promise.all([page.waitForNavigation(), row.getByRole("button", { name: /to this place/ }).click()]);
		assert.match(await page.locator("main .notice").innerText(), /New place: 1\. 北欧の番号/);
		assert.match(await which(page, "+4520123456"), /takes it: 北欧の番号/);
		await Promise.all([page.waitForNavigation(), row.getByRole("link", { name: "北欧の番号" }).click()]);
		await goOn(page, 'main a[href$="/delete"]');
		assert.match(await page.locator("main").innerText(), /Denmark \(DK\), Sweden \(SE\)/);
		await goOn(page, "main .button-danger");
		assert.equal((await order()).includes("北欧の番号"), false);
		await close();
	});

	for (const view of fewViews) {
		it(`as ${view.name}: no fault, readable for everybody, in one language`, async () => {
			const { page, faults, close } = await openSignedIn("/console/routes", { view });
			const route = await create(server, "/api/v1/delivery-routes", {
				name: `経路${fewViews.indexOf(view)}`,
				conditions: {
					channels: ["SMS", "CALL"],
					destinationCountries: ["JP", "DK", "SE", "NO", "FI", "IS"],
					originCountries: ["JP"],
					requestTypes: ["com.okta.user.telephony.password-reset"],
				},
				providers: Object.values(accounts),
			});
			for (const path of ["", "/new", ...["", "/edit", "/delete"].map((rest) => `/${route}${rest}`)]) {
				const address = `/console/routes${path}`;
				await page.goto(server.baseUrl + address);
				await keepPicture(page, `routes${path.replaceAll(/\W+/g, "-")}-${view.name}`);
				await assertReadable(page, view).catch((error) => {
					throw new Error(`${address}: ${error.message}`);
				});
				assert.deepEqual(await findingsOfAxe(page), [], address);
			}
			await page.goto(`${server.baseUrl}/console/routes`);
			await which(page, "+12025550123");
			await keepPicture(page, `routes-which-${view.name}`);
			await assertReadable(page, view);
			assert.deepEqual(await findingsOfAxe(page), []);
			const isHint = (fault) => fault.startsWith("verbose: [DOM]");
			assert.deepEqual(
				faults.filter((fault) => !isHint(fault)),
				[],
			);
			await close();
		});
	}
});
