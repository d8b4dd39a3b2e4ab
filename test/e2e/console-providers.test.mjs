// Providers in a real Chromium: an account by its form, a test message that arrives, and all pages as people see them.
// Names of things are Japanese, because they stand in Japanese sentences too.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fewViews, whyNoBrowser } from "./browser.mjs";
import { assertReadable, findingsOfAxe, keepPicture } from "./inspect.mjs";
import { ask, create } from "./server.mjs";
import { goOn } from "./signed-in.mjs";
import { startTessera } from "./tessera.mjs";

const signingSecret = `whsec_${Buffer.from("x".repeat(32)).toString("base64")}`;

/** Names of companies, and words of theirs that people have to type. */
const namesOfDrivers = "Vonage Telegram Gateway gateway bot BotFather Workers Cloudflare Standard Webhooks".split(" ");
const examples = "smpp smtp carrier no-reply example com Example abcd codes https otp".split(" ");

describe("providers", { timeout: 600_000, skip: whyNoBrowser() }, () => {
	let server;
	let openSignedIn;
	let stop;

	before(async () => {
		({ server, openSignedIn, stop } = await startTessera());
	});
	after(() => stop?.());

	const follow = (page, link) => Promise.all([page.waitForNavigation(), link.click()]);
	const main = (page) => page.locator("main");

	/** Sends a test message and gives what the page says to it. */
	async function test(page, to) {
		await page.locator("#field-to").fill(to);
		await follow(page, page.locator("section[aria-labelledby=test] form button"));
		return page.locator("section[aria-labelledby=test] [role=status]").innerText();
	}

	it("adds an account by its form, sends a test message, and activates it", async () => {
		const { page, faults, close } = await openSignedIn("/console/providers");
		await follow(page, main(page).getByRole("link", { name: "Add a provider" }));
		await follow(page, main(page).getByRole("link", { name: "Development inbox" }));
		await page.locator("#field-name").fill("受信箱一");
		await goOn(page);
		assert.match(await page.locator("main .notice").innerText(), /受信箱一 is there, and inactive/);
		assert.match(await test(page, "+819012345678"), /Taken/);
		await follow(page, main(page).getByRole("button", { name: "Activate", exact: true }));
		assert.match(await page.locator("main .notice").innerText(), /受信箱一 is active/);
		const account = page.url();
		await page.goto(`${server.baseUrl}/dev/inbox`);
		assert.match(await main(page).innerText(), /This is a test message from Tessera/);
		await page.goto(account);
		await follow(page, main(page).getByRole("link", { name: "Deactivate" }));
		assert.match(await main(page).innerText(), /No other active account sends: Text message, Call/);
		await follow(page, page.locator("main .button-danger"));
		await follow(page, page.locator("main .button-danger"));
		await follow(page, page.locator("main .button-danger"));
		assert.match(await page.locator("main .notice").innerText(), /受信箱一 is deleted/);
		assert.deepEqual(faults, []);
		await close();
	});

	it("works without script: refused, corrected, tested in words, and edited without the secret", async () => {
		const { page, close } = await openSignedIn("/console/providers/new/webhook", { javaScriptEnabled: false });
		await page.locator("#field-name").fill("通信事業者一");
		await page.locator('[id="field-config.url"]').fill("http://10.0.0.1/");
		await page.locator('[id="field-signingSecret.secret"]').fill(signingSecret);
		await goOn(page);
		assert.equal((await page.locator(".field-error").count()) > 0, true);
		assert.doesNotMatch(await page.content(), /whsec_eHh4/);
		// A server of this machine that nobody runs.
		await page.locator('[id="field-config.url"]').fill("http://127.0.0.1:9/otp");
		await page.locator('[id="field-signingSecret.secret"]').fill(signingSecret);
		await goOn(page);
		assert.match(await test(page, "+819012345678"), /No clear answer|Failed/);
		await follow(page, main(page).getByRole("link", { name: "Edit" }));
		assert.doesNotMatch(await page.content(), /whsec_eHh4/);
		await page.locator("#field-name").fill("通信事業者二");
		await goOn(page);
		assert.match(await page.locator("main .notice").innerText(), /通信事業者二 is saved/);
		assert.match(await main(page).innerText(), /Signing secret\s+Set, and never shown again/);
		await close();
	});

	let account;
	/** An account in a route, and one that its breaker leaves out. */
	async function accountToSee() {
		if (account) return account;
		account = await create(server, "/api/v1/provider-accounts", {
			name: "通信事業者三",
			driver: "webhook",
			config: { url: "https://carrier.example.com/otp" },
			secrets: { signingSecret },
		});
		await create(server, "/api/v1/delivery-routes", { name: "すべての番号", providers: [account] });
		return account;
	}

	for (const view of fewViews) {
		it(`as ${view.name}: no fault, readable for everybody, in one language`, async () => {
			const { page, faults, close } = await openSignedIn("/console/providers", { view });
			const id = await accountToSee();
			const mail = await create(server, "/api/v1/provider-accounts?activate=false", {
				name: `メール${fewViews.indexOf(view)}`,
				driver: "smtp",
				config: { host: "smtp.example.com", fromAddress: "no-reply@example.com" },
				secrets: { password: "x" },
			});
			const forms = ["smpp", "vonage", "telegram"].map((driver) => `/new/${driver}`);
			const one = ["", "/edit", "/deactivate", "/delete"].map((rest) => `/${id}${rest}`);
			for (const path of ["", "/new", ...forms, ...one, `/${mail}/edit`, `/${mail}/delete`]) {
				const address = `/console/providers${path}`;
				await page.goto(server.baseUrl + address);
				await keepPicture(page, `providers${path.replaceAll(/\W+/g, "-")}-${view.name}`);
				await assertReadable(page, view, [...namesOfDrivers, ...examples]).catch((error) => {
					throw new Error(`${address}: ${error.message}`);
				});
				assert.deepEqual(await findingsOfAxe(page), [], address);
			}
			await page.goto(`${server.baseUrl}/console/providers/${mail}`);
			await test(page, "ada@example.com");
			await keepPicture(page, `providers-tested-${view.name}`);
			await assertReadable(page, view, examples);
			assert.deepEqual(await findingsOfAxe(page), []);
			assert.equal((await ask(server, "GET", `/api/v1/provider-accounts/${mail}`)).body.status, "INACTIVE");
			const isHint = (fault) => fault.startsWith("verbose: [DOM]");
			assert.deepEqual(
				faults.filter((fault) => !isHint(fault)),
				[],
			);
			await close();
		});
	}
});
