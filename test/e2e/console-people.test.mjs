// Users and groups of the console in a real Chromium: the work of an administrator and of the help desk, and each page
// as people see it.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fewViews, views, whyNoBrowser } from "./browser.mjs";
import { assertReadable, findingsOfAxe, keepPicture } from "./inspect.mjs";
import { ask, create } from "./server.mjs";
import { appCode, goOn } from "./signed-in.mjs";
import { startTessera } from "./tessera.mjs";

describe("the console's pages of people", { timeout: 900_000, skip: whyNoBrowser() }, () => {
	let server;
	let openSignedIn;
	let stop;

	before(async () => {
		({ server, openSignedIn, stop } = await startTessera());
	});
	after(() => stop?.());

	const newUser = (login, profile = {}) =>
		create(server, "/api/v1/users", {
			profile: { login, email: login, firstName: "太郎", lastName: "山田", ...profile },
			credentials: { password: { value: "not kept anywhere" } },
		});

	for (const javaScriptEnabled of [true, false]) {
		const name = javaScriptEnabled ? "with" : "without";
		it(`adds, enrolls, verifies and removes a person, ${name} script`, async () => {
			const { page, faults, close } = await openSignedIn(undefined, { javaScriptEnabled });
			const go = (path) => page.goto(`${server.baseUrl}${path}`);
			const says = async (text) => assert.match(await page.locator("main [role=status]").innerText(), text);
			await go("/console/users");
			await goOn(page, ".page-head a[href='/console/users/new']");
			await page.locator("#field-login").fill(`new-${name}@example.com`);
			await page.locator("#field-firstName").fill("Nova");
			await goOn(page);
			await says(/Nova is added/);
			await goOn(page, "main a[href$='enroll/app']");
			await goOn(page);
			const key = (await page.locator(".secret").innerText()).replaceAll(" ", "");
			await page.locator("#field-passCode").fill(appCode(key));
			await goOn(page);
			await says(/The factor is active now/);
			await page.locator("#field-passCode").fill(appCode(key));
			const isRefused = page.waitForNavigation();
			await page.getByRole("button", { name: "Check the code" }).click();
			await isRefused;
			assert.match(await page.locator("main [role=alert]").innerText(), /only be used once/);
			await goOn(page, "main a[href$='reset-factors']");
			await goOn(page, "main .button-danger");
			await says(/All factors of Nova are removed/);
			await goOn(page, "main a[href$='/deactivate']");
			await goOn(page, "main .button-danger");
			await says(/Nova is deactivated/);
			await goOn(page, "main a[href$='/delete']");
			await goOn(page, "main .button-danger");
			await says(/Nova is deleted/);
			// A refused form answers with a status that Chromium reports.
			assert.deepEqual(
				faults.filter((fault) => !/403|verbose/.test(fault)),
				[],
			);
			await close();
		});
	}

	it("lets the help desk find a locked person by the whole login, unlock, and see nothing else", async () => {
		const id = await newUser("locked@example.com");
		const authenticator = await create(server, "/api/v1/authenticators", {
			key: "custom_otp",
			name: "社員証",
			settings: {
				protocol: "HOTP",
				algorithm: "HMacSHA1",
				encoding: "hexadecimal",
				passCodeLength: 6,
				lookAhead: 5,
			},
		});
		const factor = await create(server, `/api/v1/users/${id}/factors?activate=true`, {
			factorType: "token:hotp",
			provider: "CUSTOM",
			factorProfileId: authenticator,
			profile: { sharedSecret: "3132333435363738393031323334353637383930" },
		});
		for (let guess = 0; guess < 5; guess++) {
			await ask(server, "POST", `/api/v1/users/${id}/factors/${factor}/verify`, { passCode: `00000${guess}` });
		}
		const { page, close } = await openSignedIn(undefined, { role: "HELP_DESK" });
		await page.goto(`${server.baseUrl}/console`);
		assert.deepEqual(await page.locator(".menu-entry").allInnerTexts(), ["Customer care", "Users"]);
		await page.goto(`${server.baseUrl}/console/users`);
		await page.locator("#field-q").fill("locked");
		await goOn(page);
		assert.match(await page.locator("main").innerText(), /Nobody has exactly this login/);
		await page.locator("#field-q").fill("locked@example.com");
		await goOn(page);
		await goOn(page, "main tbody a");
		assert.match(await page.locator("main").innerText(), /Locked after too many failed attempts/);
		const isUnlocked = page.waitForNavigation();
		await page.getByRole("button", { name: "Unlock" }).click();
		await isUnlocked;
		assert.match(await page.locator("main [role=status]").innerText(), /are cleared/);
		for (const path of ["/console/groups", "/console/users/new", `/console/users/${id}/profile`]) {
			assert.equal((await page.goto(`${server.baseUrl}${path}`)).status(), 403, path);
		}
		await close();
	});

	it("shows whom the search of the top bar finds while somebody types", async () => {
		await newUser("typed@example.com");
		const { page, faults, close } = await openSignedIn();
		await page.keyboard.press("Control+k");
		await page.keyboard.type("typed@ex");
		await page.locator(".found-list a").waitFor();
		await page.keyboard.press("ArrowDown");
		await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
		assert.match(await page.locator("main").innerText(), /typed@example\.com/);
		assert.deepEqual(faults, []);
		await close();
	});

	for (const view of fewViews) {
		it(`as ${view.name}: no fault, readable for everybody, in one language`, async () => {
			const id = await newUser(`${view.name}-user@example.com`, { mobilePhone: "+819012345678", title: "部長" });
			const group = await create(server, "/api/v1/groups", {
				profile: { name: `開発部 ${view.name.length}${views.indexOf(view)}` },
			});
			await ask(server, "PUT", `/api/v1/groups/${group}/users/${id}`);
			await create(server, `/api/v1/users/${id}/factors?activate=true`, { factorType: "sms", provider: "OKTA" });
			const app = await create(server, `/api/v1/users/${id}/factors`, {
				factorType: "token:software:totp",
				provider: "GOOGLE",
			});
			const { page, faults, close } = await openSignedIn("/console/users", { view });
			const user = `/console/users/${id}`;
			const steps = ["profile", "suspend", "deactivate", "reset-factors", `factors/${app}`, `factors/${app}/remove`];
			const kinds = ["token", "app", "phone", "email"].map((kind) => `enroll/${kind}`);
			const paths = [
				"/console/users",
				`/console/users?q=${encodeURIComponent("誰もいない")}&status=STAGED`,
				"/console/users/new",
				user,
				...[...steps, ...kinds].map((step) => `${user}/${step}`),
				"/console/groups",
				"/console/groups/new",
				...["", "/edit", "/delete"].map((step) => `/console/groups/${group}${step}`),
			];
			for (const path of paths) {
				await page.goto(`${server.baseUrl}${path}`);
				const name = path.replaceAll(id, "user").replaceAll(app, "app").replaceAll(group, "group");
				await keepPicture(page, `${name.slice(1).replaceAll(/\W+/g, "-")}-${view.name}`);
				await assertReadable(page, view);
				assert.deepEqual(await findingsOfAxe(page), [], name);
			}
			assert.deepEqual(
				faults.filter((fault) => !fault.startsWith("verbose: [DOM]")),
				[],
			);
			await close();
		});
	}
});
