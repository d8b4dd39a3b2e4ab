// Hosted pages as they are seldom seen, in a real Chromium: after a while, at an end, when something went wrong. Their
// server has a clock that the test moves on.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, describe, it } from "node:test";
import { startServer } from "../../bench/server.mjs";
import { commands } from "../../scripts/demo/carrier.mjs";
import { fewViews, openPage, startBrowser, whyNoBrowser } from "./browser.mjs";
import { assertGood, createHosted, mainButton, placeOf, set, wayOf } from "./hosted.mjs";
import { ask, create, freePort } from "./server.mjs";

const answer = "Brussels sprouts";
const minute = 60_000;
/** So that a message comes too soon, however busy the machine is. */
const slow = { cooldown: 50 };
/** Wrong answers in a row, after which only an administrator helps, and the pauses on the way there. */
const [mostInARow, perWindow] = [100, 5];

describe("hosted pages that are seldom seen", { timeout: 900_000, skip: whyNoBrowser() }, () => {
	let server;
	let browser;
	let hosted;
	let carrier;
	/** PENDING, or null: it takes the message, and breaks off. */
	let carrierSays = "PENDING";
	let sendBy;

	before(async () => {
		const port = await freePort();
		const origin = `http://localhost:${port}`;
		const started = await startServer({ entry: "test/e2e/clocked.worker.ts", isQuiet: true, port, origin });
		server = { ...started, baseUrl: origin, apiToken: started.token };
		browser = await startBrowser();
		carrier = createServer((request, response) => {
			request.resume().on("end", () => {
				if (carrierSays === null) return response.destroy();
				response.setHeader("content-type", "application/json");
				response.end(JSON.stringify(commands(carrierSays, randomBytes(8).toString("hex"), "carrier")));
			});
		}).listen(0, "127.0.0.1");
		await once(carrier, "listening");
		const inbox = await create(server, "/api/v1/provider-accounts", { name: "inbox", driver: "inbox" });
		const own = await create(server, "/api/v1/provider-accounts", {
			...{ name: "carrier", driver: "webhook", config: { url: `http://127.0.0.1:${carrier.address().port}/` } },
			secrets: { signingSecret: `whsec_${randomBytes(32).toString("base64")}` },
		});
		const route = { name: "text messages", conditions: { channels: ["SMS"] } };
		const id = await create(server, "/api/v1/delivery-routes", { ...route, priority: 1, providers: [inbox] });
		sendBy = (name) =>
			ask(server, "PUT", `/api/v1/delivery-routes/${id}`, { ...route, providers: [name === "inbox" ? inbox : own] });
		hosted = await createHosted(server, slow);
	});
	after(async () => {
		carrier?.close();
		await browser?.close();
		await server?.stop();
	});

	const ahead = (ms) => fetch(`${server.baseUrl}/ahead?ms=${ms}`);

	async function come(person, view, { of = hosted, ...more } = {}) {
		return openPage(browser, view, await of.hostedUrl(person.id, { locale: view.locale, ...more }));
	}

	const at = (page, place) => page.goto(page.url().replace(/[^/]*$/, place));

	async function answerWith(page, text) {
		await page.locator("#field-answer").fill(text);
		await mainButton(page).click();
	}

	/** Guesses until nobody may guess any more. */
	async function lockForGood(person) {
		const { body: factors } = await ask(server, "GET", `/api/v1/users/${person.id}/factors`);
		const path = `/api/v1/users/${person.id}/factors/${factors[0].id}/verify`;
		for (let failures = 0; failures < mostInARow; failures++) {
			if (failures % perWindow === 0) await ahead(5 * 60 * minute);
			await ask(server, "POST", path, { answer: `wrong ${failures}` });
		}
		await ahead(5 * 60 * minute);
	}

	for (const view of fewViews) {
		const person = () => hosted.newPerson(view.locale);
		/** A browser that has chosen a way. */
		async function choose(type, own) {
			const opened = await come(own ?? (await person()), view);
			await wayOf(opened.page, type).click();
			return opened;
		}
		const isGood = (page, name, isLong = false) => assertGood(page, view, name, { isLong });

		it(`a transaction that is over, as ${view.name}`, async () => {
			const { page, close } = await choose("ChallengeQuestion");
			await ahead(15 * minute);
			await page.reload();
			assert.equal(placeOf(page), "end");
			await isGood(page, "expired");
			await close();
		});

		it(`a way back that was taken, as ${view.name}`, async () => {
			const { page, close } = await choose("ChallengeQuestion");
			const { pathname } = new URL(page.url());
			await answerWith(page, answer);
			await page.waitForURL(/\/\?code=/);
			const code = new URL(page.url()).searchParams.get("code");
			assert.equal((await ask(server, "POST", "/api/v1/transactions/redeem", { code })).status, 200);
			await page.goto(server.baseUrl + pathname);
			await isGood(page, "went-back");
			await close();
		});

		it(`somebody who may not go on, as ${view.name}`, async () => {
			const blocking = await createHosted(server, { ...slow, actionGroup: "BLOCK" });
			const own = await person();
			await ask(server, "DELETE", `/api/v1/groups/${hosted.group}/users/${own.id}`);
			await ask(server, "PUT", `/api/v1/groups/${blocking.group}/users/${own.id}`);
			const { page, close } = await come(own, view, { of: blocking });
			assert.equal(placeOf(page), "end");
			await isGood(page, "blocked");
			await close();
		});

		it(`a message of which there is no news, and one that has perhaps left, as ${view.name}`, async () => {
			const [one, other] = [await person(), await person()];
			await ahead(minute);
			await sendBy("carrier");
			const quiet = await choose("ChallengeSMS", one);
			await ahead(minute);
			await quiet.page.reload();
			await quiet.page.locator("#field-answer").waitFor();
			await isGood(quiet.page, "quiet");
			await quiet.close();
			carrierSays = null;
			const perhaps = await choose("ChallengeSMS", other);
			await at(perhaps.page, "code");
			await perhaps.page.locator("#field-answer").waitFor();
			await isGood(perhaps.page, "perhaps");
			carrierSays = "PENDING";
			await sendBy("inbox");
			await perhaps.close();
		});

		it(`a message that came too soon, and a code that was sent three times, as ${view.name}`, async () => {
			const { page, close } = await choose("ChallengeSMS");
			await page.locator("main .note-danger").waitFor();
			await isGood(page, "choose-refused");
			await at(page, "code");
			await isGood(page, "unsent");
			for (let send = 0; send < 3; send++) {
				await ahead(minute);
				await page.reload();
				await page.locator('form:has([value="resend"]) button').click();
				await page.locator("#field-answer").waitFor();
			}
			assert.equal(await page.locator('[value="resend"]').count(), 0);
			await isGood(page, "sent-thrice");
			await at(page, "choose");
			await isGood(page, "choose-current");
			await close();
		});

		it(`a way that was taken away, as ${view.name}`, async () => {
			const limited = await createHosted(server, slow);
			const condition = "user-otp-failures";
			const parameters = { challengeType: "ChallengeSMS", failures: 3 };
			await create(server, "/api/v1/challenge-policies", {
				...{ name: `Limit ${Math.random()}`, checkpoint: "CHALLENGE", groupIds: [limited.group] },
				rules: [
					{ name: "SMS", conditions: [{ condition, parameters, is: false }], actionGroup: "ChallengeSMS" },
					{ name: "question", conditions: [{ condition: "always" }], actionGroup: "ChallengeQuestion" },
				],
			});
			const own = await limited.newPerson(view.locale);
			await ahead(minute);
			const { page, close } = await come(own, view, { of: limited });
			await wayOf(page, "ChallengeSMS").click();
			for (let failure = 0; failure < 3; failure++) {
				await page.locator("#field-answer").waitFor();
				await answerWith(page, `0000${failure}`);
				await page.waitForLoadState();
			}
			assert.equal(placeOf(page), "choose");
			await isGood(page, "choose-after-limit");
			await close();
		});

		it(`a person whom only an administrator can unlock, as ${view.name}`, async () => {
			const own = await person();
			await lockForGood(own);
			const { page, close } = await choose("ChallengeQuestion", own);
			await answerWith(page, answer);
			await page.locator("#field-answer").waitFor({ state: "detached" });
			await isGood(page, "locked-for-good");
			await close();
		});

		it(`preferences with devices, and when their time is over, as ${view.name}`, async () => {
			const { application } = hosted;
			const on = ["userpreferences.unregister.this.enabled", "userpreferences.unregister.all.enabled"];
			const pages = ["userpreferences.userinfo.enabled", "register.userinfo.registerdevice.enabled"];
			for (const name of [...on, ...pages, "registerdevice.enabled"]) await set(server, application, name, "true");
			const client = { deviceToken: randomBytes(16).toString("hex") };
			const { page, close } = await come(await person(), view, { checkpoint: "PREFERENCES", client });
			await wayOf(page, "ChallengeQuestion").click();
			await isGood(page, "remember-device");
			await page.locator("[name=remember]").check();
			await answerWith(page, answer);
			await page.waitForURL(/\/preferences$/);
			await isGood(page, "preferences", true);
			await ahead(10 * minute);
			await page.reload();
			await isGood(page, "preferences-over");
			await close();
			await set(server, application, "registerdevice.enabled", "false");
		});

		it(`a form of somebody else's site, as ${view.name}`, async () => {
			const { page, close } = await choose("ChallengeQuestion");
			const target = page.url();
			await page.goto("about:blank");
			await page.setContent(`<form method="post" action="${target}"><button>Go</button></form>`);
			await page.locator("button").click();
			await page.waitForURL(target);
			await isGood(page, "forbidden");
			await close();
		});
	}
});
