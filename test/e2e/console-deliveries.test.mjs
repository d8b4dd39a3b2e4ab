// Deliveries, limits and inbound sources in a real Chromium: an administrator's flows, and all their pages as people
// see them. Names of things are Japanese, because they stand in Japanese sentences too.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fewViews, whyNoBrowser } from "./browser.mjs";
import { assertReadable, findingsOfAxe, keepPicture } from "./inspect.mjs";
import { ask, create } from "./server.mjs";
import { goOn } from "./signed-in.mjs";
import { fillIn, startTessera } from "./tessera.mjs";

const number = "+819012345678";

describe("deliveries, limits and inbound sources", { timeout: 900_000, skip: whyNoBrowser() }, () => {
	let server;
	let openSignedIn;
	let stop;
	let user;

	before(async () => {
		({ server, openSignedIn, stop } = await startTessera());
		const profile = { login: "dana@example.com", firstName: "花", lastName: "佐藤" };
		user = await create(server, "/api/v1/users", { profile });
		const phone = { factorType: "sms", provider: "OKTA", profile: { phoneNumber: number } };
		const factor = await create(server, `/api/v1/users/${user}/factors?activate=true`, phone);
		assert.equal((await ask(server, "POST", `/api/v1/users/${user}/factors/${factor}/verify`, {})).status, 200);
	});
	after(() => stop?.());

	const press = (page, name) =>
		Promise.all([page.waitForNavigation(), page.locator("main").getByRole("button", { name, exact: true }).click()]);
	const saysDone = async (page, text) => assert.match(await page.locator("main .notice").first().innerText(), text);

	/** A request of an Okta org; its answer. */
	async function send(url, secret, phoneNumber = "+819087654321") {
		const body = {
			eventId: crypto.randomUUID(),
			eventType: "com.okta.telephony.provider",
			requestType: "com.okta.user.telephony.mfa-verification",
			source: "https://org.okta.example/api/v1/inlineHooks/calz6lVQA77AwFeEe0g3",
			data: {
				userProfile: { login: "ada@example.com", userId: "00uyxxSknGtK8022w0g3" },
				messageProfile: {
					msgTemplate: "Your code is 049381",
					phoneNumber,
					otpExpires: new Date(Date.now() + 300_000).toISOString(),
					deliveryChannel: "SMS",
					otpCode: "049381",
					locale: "EN-US",
				},
			},
		};
		const headers = { authorization: secret, "content-type": "application/json" };
		return fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
	}

	it("finds a message by its number, and follows it", async () => {
		const { page, faults, close } = await openSignedIn("/console/deliveries");
		await fillIn(page, { destination: "+81 90-1234-5678", status: "delivered" });
		await press(page, "Find");
		assert.doesNotMatch(page.url(), /1234/);
		assert.equal(await page.locator("main tbody tr").count(), 1);
		await goOn(page, "main tbody th a");
		assert.match(await page.locator("main h1").innerText(), /Text message to \+8190\*+78/);
		assert.match(
			await page.locator("section[aria-labelledby=timeline]").innerText(),
			/Asked for[\s\S]*Given to[\s\S]*Taken[\s\S]*The code expires/,
		);
		assert.doesNotMatch(await page.content(), /12345678/);
		await goOn(page, `main a[href="/console/users/${user}"]`);
		await page.goto(`${server.baseUrl}/console/deliveries`);
		await press(page, "Find");
		await page.goto(`${server.baseUrl}/console/deliveries/success`);
		assert.match(await page.locator("main table").last().innerText(), /Japan[\s\S]*100%/);
		assert.deepEqual(faults, []);
		await close();
	});

	it("changes a limit, blocks a range, and shows what was refused", async () => {
		const { page, faults, close } = await openSignedIn("/console/limits");
		await fillIn(page, { "telephone.perDestination.hourly": "７" });
		await press(page, "Save the limits");
		await saysDone(page, /The limits are saved/);
		assert.equal(await page.locator('[name="telephone.perDestination.hourly"]').inputValue(), "7");
		await fillIn(page, { blockedNumbers: "+44 79*\n+45" });
		await press(page, "Save the lists");
		await saysDone(page, /The lists are saved/);
		assert.equal(await page.locator('[name="blockedNumbers"]').inputValue(), "+4479*\n+45");
		const limits = (await ask(server, "GET", "/api/v1/send-limits")).body;
		assert.deepEqual([limits.telephone.perDestination.hourly, limits.blockedNumbers], [7, ["+4479*", "+45"]]);
		const phone = { factorType: "sms", provider: "OKTA", profile: { phoneNumber: "+447911123456" } };
		const somebody = await create(server, "/api/v1/users", { profile: { login: "kim@example.com" } });
		assert.equal((await ask(server, "POST", `/api/v1/users/${somebody}/factors`, phone)).status, 400);
		const refused = page.getByRole("link", { name: "Blocked by the list" });
		for (let tries = 0; tries < 40 && (await refused.count()) === 0; tries++) {
			await page.waitForTimeout(250);
			await page.goto(`${server.baseUrl}/console/limits/refused`);
		}
		assert.match(await page.locator("main table").innerText(), /\+4479\*+56/);
		assert.deepEqual(faults, []);
		await close();
	});

	it("makes an inbound source, replaces its secret, and shows its requests", async () => {
		const { page, faults, close } = await openSignedIn("/console/inbound");
		await goOn(page, "main a.button-main");
		await fillIn(page, { name: "子会社" });
		await goOn(page);
		const secret = await page.locator(".secret").innerText();
		const url = await page.locator("section[aria-labelledby=connection] .copy-source").first().innerText();
		assert.equal((await send(url, secret)).status, 200);
		await goOn(page, 'main a[href$="/secret"]');
		await goOn(page, "main .button-danger");
		const fresh = await page.locator(".secret").innerText();
		await page.reload();
		assert.equal(await page.locator(".secret").count(), 0);
		assert.deepEqual([(await send(url, secret)).status, (await send(url, fresh, "+447911123456")).status], [401, 200]);
		await page.reload();
		assert.match(await page.locator("section[aria-labelledby=requests]").innerText(), /Refused[\s\S]*Sent/);
		await goOn(page, "section[aria-labelledby=requests] tbody a");
		assert.match(await page.locator("section[aria-labelledby=facts]").innerText(), /子会社/);
		assert.deepEqual(faults, []);
		await close();
	});

	it("works without script: search, lists, a source that is switched off and deleted", async () => {
		const { page, close } = await openSignedIn("/console/deliveries", { javaScriptEnabled: false });
		await fillIn(page, { user: "dana@example.com" });
		await goOn(page);
		assert.match(await page.locator("main").innerText(), /One user|佐藤/);
		await page.goto(`${server.baseUrl}/console/limits`);
		await fillIn(page, { allowedNumbers: "nobody" });
		await goOn(page, "section[aria-labelledby=lists] .button-main");
		assert.match(await page.locator(".error-summary").innerText(), /must be a number/);
		await fillIn(page, { allowedNumbers: number });
		await goOn(page, "section[aria-labelledby=lists] .button-main");
		await saysDone(page, /The lists are saved/);
		await page.goto(`${server.baseUrl}/console/inbound/new`);
		await fillIn(page, { name: "一時的な組織" });
		await goOn(page);
		assert.match(await page.locator(".secret").innerText(), /^\w{43}$/);
		await goOn(page, 'main a[href$="/switch-off"]');
		await goOn(page, "main .button-danger");
		await goOn(page, 'main a[href$="/delete"]');
		await goOn(page, "main .button-danger");
		await saysDone(page, /一時的な組織 is deleted/);
		await close();
	});

	for (const view of fewViews) {
		it(`as ${view.name}: no fault, readable for everybody, in one language`, async () => {
			const { page, faults, close } = await openSignedIn("/console/deliveries", { view, name: view.name });
			const [{ id: delivery }] = (await ask(server, "GET", "/api/v1/deliveries?limit=1")).body;
			const name = `組織${Date.now()}`;
			const source = await create(server, "/api/v1/inbound-sources", { type: "okta", name, enabled: false });
			const steps = ["", "/edit", "/switch-off", "/delete", "/secret", "/event-secret"];
			for (const path of [
				"deliveries",
				"deliveries?status=failed",
				`deliveries/${delivery}`,
				"deliveries/success?days=30",
				"limits",
				"limits/refused",
				"inbound",
				"inbound/new",
				...steps.map((step) => `inbound/${source}${step}`),
			]) {
				await page.goto(`${server.baseUrl}/console/${path}`);
				await keepPicture(page, `${path.replaceAll(/\W+/g, "-")}-${view.name}`);
				await assertReadable(page, view).catch((error) => {
					throw new Error(`${path}: ${error.message}`);
				});
				assert.deepEqual(await findingsOfAxe(page), [], path);
			}
			assert.deepEqual(faults, []);
			await close();
		});
	}
});
