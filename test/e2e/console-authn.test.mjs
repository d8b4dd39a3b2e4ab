// Authenticators, enrolment policies and inline hooks in a real Chromium: an administrator's flows, and all their pages
// as people see them. Names of things are Japanese, because they stand in Japanese sentences too.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import { after, before, describe, it } from "node:test";
import { fewViews, hasFocus, whyNoBrowser } from "./browser.mjs";
import { assertReadable, findingsOfAxe, keepPicture } from "./inspect.mjs";
import { ask, create } from "./server.mjs";
import { goOn } from "./signed-in.mjs";
import { fillIn, startTessera } from "./tessera.mjs";

const secret = "00112233445566778899aabbccddeeff00112233";

/** What a token of 60 seconds, SHA-1 and six digits shows now (RFC 6238). */
function tokenCode() {
	const step = Buffer.alloc(8);
	step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 60_000)));
	const mac = createHmac("sha1", Buffer.from(secret, "hex")).update(step).digest();
	return String((mac.readUInt32BE(mac.at(-1) & 0x0f) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** A service behind a hook, which keeps what it was sent. */
async function startService() {
	const received = [];
	const service = createServer(async (request, response) => {
		const chunks = [];
		for await (const chunk of request) chunks.push(chunk);
		received.push(JSON.parse(Buffer.concat(chunks).toString()));
		const value = [{ status: "SUCCESSFUL", provider: "ACME", transactionId: "SM1" }];
		response.setHeader("content-type", "application/json");
		response.end(JSON.stringify({ commands: [{ type: "com.okta.telephony.action", value }] }));
	});
	await new Promise((resolve) => service.listen(0, "127.0.0.1", resolve));
	return { uri: `http://127.0.0.1:${service.address().port}/hook`, received, stop: () => service.close() };
}

describe("authenticators, policies and hooks", { timeout: 900_000, skip: whyNoBrowser() }, () => {
	let server;
	let openSignedIn;
	let stop;
	let service;
	let user;

	before(async () => {
		({ server, openSignedIn, stop } = await startTessera());
		service = await startService();
		const profile = { login: "dana@example.com", firstName: "Dana", lastName: "Sato" };
		user = await create(server, "/api/v1/users", { profile });
		const phone = { factorType: "sms", provider: "OKTA", profile: { phoneNumber: "+819012345678" } };
		await create(server, `/api/v1/users/${user}/factors?activate=true`, phone);
	});
	after(() => {
		service?.stop();
		return stop?.();
	});

	const press = (page, name) =>
		Promise.all([page.waitForNavigation(), page.locator("main").getByRole("button", { name, exact: true }).click()]);

	it("adds an authenticator, enrols somebody with its ID, tries a code and verifies another", async () => {
		const { page, faults, close } = await openSignedIn("/console/authenticators");
		await goOn(page, "main a.button-main");
		await fillIn(page, { name: "倉庫のトークン", encoding: "hexadecimal", timeIntervalInSeconds: "60" });
		await fillIn(page, { acceptableAdjacentIntervals: "5" });
		assert.equal(await page.locator("output").innerText(), "60 s × 5: from 300 s before to 300 s after");
		await fillIn(page, { protocol: "HOTP" });
		assert.equal(await page.locator("#field-timeIntervalInSeconds").isVisible(), false);
		assert.equal(await page.locator("#field-lookAhead").isVisible(), true);
		await fillIn(page, { protocol: "TOTP" });
		await goOn(page);
		assert.match(await page.locator("main").innerText(), /can't be edited later/);
		await press(page, "Add the authenticator");
		await page.locator("main .copy").first().click();
		const id = await page.locator("main .copy-source").first().innerText();
		assert.match(id, /^aut\w{17}$/);

		const token = {
			factorType: "token:hotp",
			provider: "CUSTOM",
			factorProfileId: id,
			profile: { sharedSecret: secret },
		};
		const factor = await create(server, `/api/v1/users/${user}/factors?activate=true`, token);
		await goOn(page, 'main a[href$="/try"]');
		await fillIn(page, { code: tokenCode(), userId: "dana@example.com" });
		await goOn(page);
		assert.match(await page.locator("main .notice").innerText(), /would be accepted/);
		const verified = await ask(server, "POST", `/api/v1/users/${user}/factors/${factor}/verify`, {
			passCode: tokenCode(),
		});
		assert.equal(verified.status, 200);

		await page.goto(`${server.baseUrl}/console/authenticators/${id}`);
		assert.match(await page.locator("main").innerText(), /because 1 user is enrolled/);
		await goOn(page, 'main a[href$="/users"] >> nth=0');
		assert.match(await page.locator("main table").innerText(), /Dana Sato/);
		assert.deepEqual(faults, []);
		await close();
	});

	it("adds a hook, previews it with another number, prepares a second one, and switches", async () => {
		const { page, faults, close } = await openSignedIn("/console/hooks");
		const add = async (name) => {
			await page.goto(`${server.baseUrl}/console/hooks/new`);
			await fillIn(page, { name, uri: service.uri, secret: "Bearer the-secret" });
			await goOn(page);
			return page.url();
		};
		const first = await add("送信サービス一");
		assert.match(await page.locator("main .notice").innerText(), /and active/);
		await goOn(page, 'main a[href$="/preview"]');
		await fillIn(page, { userId: "dana@example.com" });
		await press(page, "Generate the request");
		const request = JSON.parse(await page.locator("#field-request").inputValue());
		assert.equal(request.data.messageProfile.phoneNumber, "+819012345678");
		request.data.messageProfile.phoneNumber = "+819000000001";
		await fillIn(page, { request: `${JSON.stringify(request, null, 2)},` });
		await goOn(page);
		assert.match(await page.locator(".field-error").innerText(), /isn't JSON: look at line \d+/);
		await fillIn(page, { request: JSON.stringify(request, null, 2) });
		await goOn(page);
		assert.equal(service.received.at(-1).data.messageProfile.phoneNumber, "+819000000001");
		assert.match(await page.locator("section[aria-labelledby=sent]").innerText(), /SM1/);
		assert.doesNotMatch(await page.content(), /the-secret/);

		await add("送信サービス二");
		assert.match(await page.locator("main .notice").innerText(), /and inactive/);
		await page.goto(`${server.baseUrl}/console/hooks`);
		await press(page, "Switch to this hook: 送信サービス二");
		assert.match(await page.locator("main .notice").innerText(), /go through 送信サービス二/);
		const hooks = (await ask(server, "GET", "/api/v1/inlineHooks")).body;
		assert.deepEqual(
			hooks.map(({ name, status }) => [name, status]),
			[
				["送信サービス一", "INACTIVE"],
				["送信サービス二", "ACTIVE"],
			],
		);
		await page.goto(`${first}/metrics`);
		assert.match(await page.locator("main").innerText(), /No executions in these 30 days/);
		// A refused form is an answer of 400.
		assert.deepEqual(
			faults.filter((fault) => !/\b400\b/.test(fault)),
			[],
		);
		await close();
	});

	it("adds a policy, moves it by keyboard, and shows its effect on a user", async () => {
		const group = await create(server, "/api/v1/groups", { profile: { name: "運転手" } });
		await ask(server, "PUT", `/api/v1/groups/${group}/users/${user}`);
		const { page, faults, close } = await openSignedIn("/console/enrollment-policies");
		const add = async (name) => {
			await page.goto(`${server.baseUrl}/console/enrollment-policies/new`);
			await fillIn(page, { name });
			await page.getByLabel("運転手", { exact: true }).check();
			await page.getByLabel("Phone", { exact: true }).selectOption("REQUIRED");
			await goOn(page);
		};
		await add("方針甲");
		assert.match(await page.locator("main").innerText(), /1 user\./);
		await add("方針乙");
		await page.goto(`${server.baseUrl}/console/enrollment-policies`);
		const up = page.getByRole("button", { name: "Move 方針乙 up" });
		await up.focus();
		await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
		assert.match(await page.locator("main .notice").innerText(), /New place: 1\. 方針乙/);
		await hasFocus(page, '[id^="order-"]');
		await fillIn(page, { userId: "dana@example.com" });
		await press(page, "Show the effect");
		assert.match(await page.locator("section[aria-labelledby=effect]").innerText(), /方針乙[\s\S]*Required/);
		assert.deepEqual(faults, []);
		await close();
	});

	it("works without script: authenticator, hook and policy", async () => {
		const { page, close } = await openSignedIn("/console/authenticators/new", { javaScriptEnabled: false });
		assert.equal(await page.locator("#field-lookAhead").isVisible(), true);
		await fillIn(page, { name: "カード", timeIntervalInSeconds: "45" });
		await goOn(page);
		assert.match(await page.locator("main").innerText(), /45 s × 3: from 135 s before to 135 s after/);
		await goOn(page);
		assert.match(await page.locator("main h1").innerText(), /カード/);
		await page.goto(`${server.baseUrl}/console/hooks/new`);
		await fillIn(page, { name: "送信サービス三", uri: service.uri, secret: "x" });
		await goOn(page);
		assert.match(await page.locator("main h1").innerText(), /送信サービス三/);
		await page.goto(`${server.baseUrl}/console/enrollment-policies/new`);
		await fillIn(page, { name: "方針丙" });
		await goOn(page);
		await page.goto(`${server.baseUrl}/console/enrollment-policies`);
		const row = page.locator("tr", { hasText: "方針丙" });
		await row.locator("input.place").fill("1");
		await Promise.all([page.waitForNavigation(), row.getByRole("button", { name: /to this place/ }).click()]);
		assert.match(await page.locator("main .notice").innerText(), /New place: 1\./);
		await close();
	});

	let things;
	/** One of each, with somebody who is enrolled. */
	async function thingsToSee() {
		if (things) return things;
		const settings = { algorithm: "HMacSHA1", encoding: "hexadecimal", passCodeLength: 6 };
		const clock = { timeIntervalInSeconds: 60, acceptableAdjacentIntervals: 5 };
		const fob = await create(server, "/api/v1/authenticators", {
			key: "custom_otp",
			name: "受付のトークン",
			settings: { ...settings, ...clock },
		});
		const person = await create(server, "/api/v1/users", { profile: { login: "jun@example.com" } });
		const token = { sharedSecret: secret.replaceAll("0", "a") };
		await create(server, `/api/v1/users/${person}/factors`, {
			factorType: "token:hotp",
			provider: "CUSTOM",
			factorProfileId: fob,
			profile: token,
		});
		const config = { uri: service.uri, authScheme: { type: "HEADER", key: "Authorization", value: "Bearer x" } };
		const hook = await create(server, "/api/v1/inlineHooks", {
			name: "送信サービス四",
			type: "com.okta.telephony.provider",
			channel: { config },
		});
		const policy = await create(server, "/api/v1/policies", {
			type: "MFA_ENROLL",
			name: "方針丁",
			conditions: { people: { groups: { include: ["00gEveryone000000000"] } } },
		});
		things = { fob, hook, policy };
		return things;
	}

	for (const view of fewViews) {
		it(`as ${view.name}: no fault, readable for everybody, in one language`, async () => {
			const { page, faults, close } = await openSignedIn("/console/authenticators", { view, name: view.name });
			const { fob, hook, policy } = await thingsToSee();
			const pages = {
				authenticators: ["", "/new", `/${fob}`, `/${fob}/try`, `/${fob}/users`, `/${fob}/deactivate`, `/${fob}/delete`],
				hooks: ["", "/new", ...["", "/edit", "/preview", "/metrics", "/deactivate"].map((rest) => `/${hook}${rest}`)],
				"enrollment-policies": [
					"",
					"/new",
					...["", "/edit", "/deactivate", "/delete"].map((rest) => `/${policy}${rest}`),
				],
			};
			for (const [entry, paths] of Object.entries(pages)) {
				for (const path of paths) {
					const address = `/console/${entry}${path}`;
					await page.goto(server.baseUrl + address);
					await keepPicture(page, `${entry}${path.replaceAll(/\W+/g, "-")}-${view.name}`);
					await assertReadable(page, view).catch((error) => {
						throw new Error(`${address}: ${error.message}`);
					});
					assert.deepEqual(await findingsOfAxe(page), [], address);
				}
			}
			await page.goto(`${server.baseUrl}/console/hooks/${hook}/preview`);
			await fillIn(page, { userId: "dana@example.com" });
			await Promise.all([
				page.waitForNavigation(),
				page.locator("section[aria-labelledby=generate] form button").click(),
			]);
			await goOn(page);
			await keepPicture(page, `hooks-preview-sent-${view.name}`);
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
