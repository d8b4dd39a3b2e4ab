// The example application that leaves the pages to Tessera, in a real Chromium: there, back, and what it refuses.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { whyNoBrowser } from "./browser.mjs";
import { startExample } from "./example.mjs";
import { startTessera } from "./tessera.mjs";

const textOf = (page) => page.locator("main").innerText();

describe("the example application with hosted pages", { timeout: 600_000, skip: whyNoBrowser() }, () => {
	let tessera;
	let example;

	before(async () => {
		tessera = await startTessera();
		example = await startExample(tessera, "hosted-pages.mjs");
	});
	after(async () => {
		await example?.stop();
		await tessera?.stop();
	});

	/** A browser that is asked for the code, on a page of Tessera's. */
	async function openCodePage() {
		const opened = await example.open();
		await example.sendPassword(opened.page);
		await opened.page.locator("[value^='ChallengeEmail:']").click();
		await opened.page.locator("[name=answer]").waitFor();
		return { ...opened, code: await example.newestCode() };
	}

	const answer = async (page, code) => {
		await page.locator("[name=answer]").fill(code);
		await page.locator("[name=answer]").press("Enter");
	};

	/** Answers, and returns the address that the browser would have been sent back to. */
	async function wayBack({ page, code }) {
		await page.route("**/back", async (route) => {
			const sent = await page.context().request.get(route.request().url(), { maxRedirects: 0 });
			await route.fulfill({ contentType: "text/plain", body: sent.headers().location });
		});
		await answer(page, code);
		await page.waitForURL("**/back");
		return page.locator("body").innerText();
	}

	it("sends the browser to Tessera's pages, and signs in when it comes back", async () => {
		const { page, code, faults, close } = await openCodePage();
		assert.equal(new URL(page.url()).origin, example.TESSERA_URL);
		await answer(page, code);
		await page.waitForURL(`${example.appUrl}/`);
		assert.match(await textOf(page), /signed in as ada@example\.com/);
		assert.deepEqual(faults, []);
		await close();
	});

	it("refuses the return URL of another browser, and takes its own", async () => {
		const [one, other] = [await openCodePage(), await openCodePage()];
		const backs = [await wayBack(one), await wayBack(other)];
		await one.page.goto(backs[1]);
		assert.match(await textOf(one.page), /wasn't begun in this browser/);
		await other.page.goto(backs[0]);
		assert.match(await textOf(other.page), /wasn't begun in this browser/);
		await one.page.goto(backs[0]);
		assert.match(await textOf(one.page), /signed in as/);
		await Promise.all([one.close(), other.close()]);
	});

	it("signs nobody in who cancels", async () => {
		const { page, close } = await example.open();
		await example.sendPassword(page);
		await page.locator("form:has([value=cancel]) button").click();
		await page.locator("a[href$='/back']").click();
		await page.waitForURL(`${example.appUrl}/signed-in?**`);
		assert.match(await textOf(page), /weren't confirmed/);
		await page.goto(example.appUrl);
		assert.equal(new URL(page.url()).pathname, "/sign-in");
		await close();
	});
});
