// Ways that people take through the hosted pages, in a real Chromium: a message that fails, STOP, the help desk's code,
// a token, declining and registering again, a lock. In English and Japanese, and all of it again without script.
import assert from "node:assert/strict";
import { createHmac, randomBytes } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { commands, signedHeaders, startCarrier } from "../../scripts/demo/carrier.mjs";
import { hasFocus, openPage, views, whyNoBrowser } from "./browser.mjs";
import { assertGood, createHosted, inbox, mainButton, placeOf, set, untilNextMessage, wayOf } from "./hosted.mjs";
import { ask, create } from "./server.mjs";
import { appCode } from "./signed-in.mjs";
import { startTessera } from "./tessera.mjs";

const answer = "Brussels sprouts";
/** A name that is the same in every language. */
const tokenName = "MB 500";
const twilio = { accountSid: `AC${"a".repeat(32)}`, authToken: "f".repeat(32), number: "+12135559999" };

/** In base32, as tokens are delivered. */
const newSecret = () => [...randomBytes(32)].map((byte) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[byte % 32]).join("");

const named = (wanted) => views.find(({ name }) => name === wanted);
const readers =
	process.env.VIEWS === "all"
		? views.flatMap((view) => [true, false].map((hasScript) => ({ view, hasScript })))
		: [
				{ view: named("desk-light-en"), hasScript: true },
				{ view: named("phone-dark-ja"), hasScript: true },
				{ view: named("phone-light-en"), hasScript: false },
				{ view: named("desk-dark-ja"), hasScript: false },
			];

describe("ways through the hosted pages", { timeout: 900_000, skip: whyNoBrowser() }, () => {
	let server;
	let browser;
	let stop;
	let hosted;
	let carrier;
	/** Which accounts send text messages. */
	let sendBy;
	let accounts;
	let authenticator;

	before(async () => {
		({ server, browser, stop } = await startTessera());
		carrier = await startCarrier("e2e", "PENDING");
		const signingSecret = `whsec_${randomBytes(32).toString("base64")}`;
		const account = (name, driver, config, secrets) =>
			create(server, "/api/v1/provider-accounts", { name, driver, config, secrets });
		accounts = {
			inbox: await account("inbox", "inbox"),
			failing: await account("failing", "webhook", { url: carrier.url }, { signingSecret }),
			heard: await account(
				"heard",
				"twilio",
				{ accountSid: twilio.accountSid, from: twilio.number },
				{ authToken: twilio.authToken },
			),
			signingSecret,
		};
		const route = { name: "text messages", priority: 1, conditions: { channels: ["SMS"] } };
		const id = await create(server, "/api/v1/delivery-routes", { ...route, providers: [accounts.inbox] });
		const { priority: _, ...kept } = route;
		sendBy = (provider) => ask(server, "PUT", `/api/v1/delivery-routes/${id}`, { ...kept, providers: [provider] });

		authenticator = await create(server, "/api/v1/authenticators", {
			key: "custom_otp",
			name: tokenName,
			settings: {
				...{ protocol: "TOTP", algorithm: "HMacSHA1", encoding: "base32", passCodeLength: 6 },
				...{ timeIntervalInSeconds: 30, acceptableAdjacentIntervals: 3 },
			},
		});
		const offered = [{ key: "phone_number" }, { key: "okta_email" }, { key: "custom_otp", id: authenticator }];
		const { status, body: refused } = await ask(server, "PUT", "/api/v1/policies/00pDefaultEnrollment", {
			type: "MFA_ENROLL",
			name: "Default Policy",
			conditions: { people: { groups: { include: [] } } },
			settings: {
				type: "AUTHENTICATORS",
				authenticators: offered.map((one) => ({ ...one, enroll: { self: "OPTIONAL" } })),
			},
		});
		assert.equal(status, 200, JSON.stringify(refused));

		// Whoever has declined codes would be blocked by a policy that asks everybody for one.
		hosted = await createHosted(server, { conditions: [{ condition: "user-opted-out", is: false }] });
		const { application, group } = hosted;
		const pages = ["userpreferences.userinfo.enabled", "userpreferences.userinfo.decline.enabled"];
		for (const name of ["otp.optOut.enabled", ...pages]) await set(server, application, name, "true");
		await create(server, "/api/v1/challenge-policies", {
			...{ name: "registration", checkpoint: "REGISTRATION", groupIds: [group] },
			rules: [{ name: "always", conditions: [{ condition: "always" }], actionGroup: "REGISTER_OPTIONAL" }],
		});
	});
	after(async () => {
		carrier?.close();
		await stop?.();
	});

	/** Acts for the person, as an operator of the service desk: each may act 30 times in an hour. */
	async function care(person, action, more = {}) {
		const given = { name: "service desk", role: "HELP_DESK", permissions: ["helpDeskCode"] };
		const { body: token } = await ask(server, "POST", "/api/v1/api-tokens", given);
		const operator = { ...server, apiToken: token.token };
		const note = { reason: "called back at the number that we have", ...more };
		const { status, body } = await ask(operator, "POST", `/api/v1/care/users/${person.id}/${action}`, note);
		assert.ok(status < 300, JSON.stringify(body));
		return body;
	}

	/** The carrier says that the newest message didn't arrive. */
	async function failNewest() {
		const text = JSON.stringify(commands("FAILED", `e2e-${carrier.received.length}`, "e2e"));
		const id = `receipt-${carrier.received.length}`;
		const headers = { "content-type": "application/json", ...signedHeaders(accounts.signingSecret, id, text) };
		const url = `${server.baseUrl}/receipts/${accounts.failing}`;
		assert.equal((await fetch(url, { method: "POST", headers, body: text })).status, 200);
	}

	/** The person writes to our number, and Twilio tells us, signed. */
	async function write(from, text) {
		const params = {
			...{ AccountSid: twilio.accountSid, MessageSid: `SM${randomBytes(16).toString("hex")}`, SmsStatus: "received" },
			...{ From: from, To: twilio.number, Body: text },
		};
		const url = `${server.baseUrl}/receipts/${accounts.heard}`;
		const signed = url + Object.entries(params).sort().flat().join("");
		const signature = createHmac("sha1", twilio.authToken).update(signed).digest("base64");
		const headers = { "x-twilio-signature": signature };
		const answered = await fetch(url, { method: "POST", headers, body: new URLSearchParams(params) });
		assert.equal(answered.status, 200);
	}

	for (const { view, hasScript } of readers) {
		const { locale } = view;
		const options = hasScript ? {} : { javaScriptEnabled: false };
		const name = `${view.name}${hasScript ? "" : ", without script"}`;
		const isGood = (page, what, isLong = false) =>
			assertGood(page, view, hasScript ? what : `${what}-plain`, { hasScript, isLong });

		async function come(person, more = {}) {
			return openPage(browser, view, await hosted.hostedUrl(person.id, { locale, ...more }), options);
		}
		const back = (page) => page.waitForURL(/\/\?code=/);

		async function type(page, text) {
			await page.locator("#field-answer").fill(text);
			await mainButton(page).click();
		}

		it(`a message fails, and the person takes another way: ${name}`, async () => {
			const person = await hosted.newPerson(locale);
			await untilNextMessage();
			await sendBy(accounts.failing);
			const { page, close } = await come(person);
			await isGood(page, "choose-token-missing");
			await wayOf(page, "ChallengeSMS").click();
			await page.locator("[data-wait]").waitFor();
			await isGood(page, "waiting");
			await failNewest();
			await sendBy(accounts.inbox);
			// The page finds out by itself, with script and without.
			await page.locator(".note-danger").waitFor();
			assert.equal(await page.locator("#field-answer").count(), 0);
			await isGood(page, "failed");
			await page.locator('.ways-out a[href$="/choose"]').click();
			await wayOf(page, "ChallengeQuestion").click();
			await type(page, answer);
			await back(page);
			await close();
		});

		it(`STOP takes text messages off the choice, and START brings them back: ${name}`, async () => {
			const person = await hosted.newPerson(locale);
			await write(person.mobile, "STOP");
			const stopped = await come(person);
			assert.equal(await wayOf(stopped.page, "ChallengeSMS").count(), 0);
			assert.equal(await wayOf(stopped.page, "ChallengeQuestion").count(), 1);
			await isGood(stopped.page, "stopped");
			await stopped.close();
			await untilNextMessage();
			await write(person.mobile, "START");
			const { page, close } = await come(person);
			await wayOf(page, "ChallengeSMS").click();
			await page.locator("#field-answer").waitFor();
			await type(page, await person.code());
			await back(page);
			await close();
		});

		it(`an operator tells a code by telephone: ${name}`, async () => {
			const person = await hosted.newPerson(locale);
			const { code } = await care(person, "help-desk-code", { application: hosted.application });
			const { page, close } = await come(person);
			await wayOf(page, "ChallengeHelpDesk").click();
			await isGood(page, "help-desk");
			await type(page, "0000 0000");
			await page.locator(".field-error").waitFor();
			await type(page, `${code.slice(0, 4)} ${code.slice(4)}`);
			await back(page);
			await close();
		});

		it(`a token goes by its own name: ${name}`, async () => {
			const person = await hosted.newPerson(locale);
			const sharedSecret = newSecret();
			await create(server, `/api/v1/users/${person.id}/factors?activate=true`, {
				...{ factorType: "token:hotp", provider: "CUSTOM", factorProfileId: authenticator },
				profile: { sharedSecret },
			});
			const { page, close } = await come(person);
			await isGood(page, "choose-token");
			assert.match(await wayOf(page, "ChallengeToken").innerText(), new RegExp(tokenName));
			await wayOf(page, "ChallengeToken").click();
			assert.match(await page.locator("main").innerText(), new RegExp(tokenName));
			await isGood(page, "token");
			const code = appCode(sharedSecret);
			await type(page, locale === "ja" ? code.replaceAll(/\d/g, (digit) => "０１２３４５６７８９"[digit]) : code);
			await back(page);
			await close();
		});

		it(`somebody declines, isn't challenged, and registers again after a reset: ${name}`, async () => {
			const person = await hosted.newPerson(locale, { question: false });
			await untilNextMessage();
			const changing = await come(person, { checkpoint: "PREFERENCES" });
			await wayOf(changing.page, "ChallengeSMS").click();
			await changing.page.locator("#field-answer").waitFor();
			await type(changing.page, await person.code());
			await changing.page.locator('form:has([value="decline"]) button').click();
			await changing.page.locator(".note").first().waitFor();
			await isGood(changing.page, "declined", true);
			await changing.page.locator('form:has([value="finish"]) button').click();
			await back(changing.page);
			await changing.close();

			const unchallenged = await come(person);
			await back(unchallenged.page);
			await unchallenged.close();

			await care(person, "reset-otp-profile");
			const { page, close } = await come(person);
			assert.equal(placeOf(page), "register");
			await isGood(page, "register-again", true);
			await mainButton(page).click();
			for (const place of [0, 1, 2]) await page.locator(`[name=answer${place}]`).fill(`answer ${place}`);
			await mainButton(page).click();
			await page.locator("[name=cellnumber]").fill(person.mobile);
			await page.locator("[name=terms]").check();
			await untilNextMessage();
			await mainButton(page).click();
			await page.locator("[name=answer]").waitFor();
			await page.locator("[name=answer]").fill((await inbox(server, person.mobile))[0].code);
			await mainButton(page).click();
			await page.locator('form:has([value="endCodes"]) button').click();
			await back(page);
			await close();
		});

		it(`five wrong answers lock, and the page tells the time that is left: ${name}`, async () => {
			const person = await hosted.newPerson(locale);
			const { page, close } = await come(person);
			await wayOf(page, "ChallengeQuestion").click();
			await isGood(page, "question");
			for (let failure = 0; failure < 5; failure++) {
				// The page before has an error, too, from the second answer on.
				await Promise.all([page.waitForNavigation(), type(page, `wrong ${failure}`)]);
				await page.locator(".field-error").waitFor();
			}
			await type(page, answer);
			await page.locator("#field-answer").waitFor({ state: "detached" });
			const said = await page.locator('main [role="alert"]').innerText();
			assert.match(said, locale === "ja" ? /約 [45] 分後/ : /wait [45] minutes/);
			assert.match(await page.locator("main").innerText(), /4711/);
			await isGood(page, "locked");
			await close();
		});
	}

	const desk = named("desk-light-en");
	const phone = named("phone-light-en");

	/** A browser at the page for a code that has come by text message. */
	async function atCode(view) {
		const person = await hosted.newPerson();
		await untilNextMessage();
		const opened = await openPage(browser, view, await hosted.hostedUrl(person.id));
		await wayOf(opened.page, "ChallengeSMS").click();
		await opened.page.locator("#field-answer").waitFor();
		return { ...opened, person };
	}

	it("a browser may fill the code in without a key or a paste, and nothing is sent until the person says so", async () => {
		const { page, person, close } = await atCode(desk);
		await page.locator("#field-answer").evaluate(
			(field, code) => {
				field.value = code;
				field.dispatchEvent(new Event("input", { bubbles: true }));
			},
			await person.code(),
		);
		await page.waitForTimeout(1_000);
		assert.equal(placeOf(page), "code");
		await mainButton(page).click();
		await page.waitForURL(/\/\?code=/);
		await close();
	});

	it("a reader is in the field after a wrong code, and hears when another message may go", async () => {
		const { page, close } = await atCode(desk);
		await page.locator("#field-answer").fill("00000");
		await mainButton(page).click();
		await page.locator(".field-error").waitFor();
		await hasFocus(page, "#field-answer");
		const end = page.locator(".countdown-end");
		await end.filter({ hasText: "It can be sent again now." }).waitFor();
		assert.equal(await end.getAttribute("role"), "status");
		assert.equal(await page.locator('form:has([value="resend"]) button').isEnabled(), true);
		await close();
	});

	it("a telephone shows the field and its button above its keyboard", async () => {
		const { page, close } = await atCode(phone);
		const { y, height } = await mainButton(page).boundingBox();
		assert.ok(y + height <= 480, `the button ends at ${y + height}`);
		await close();
	});
});
