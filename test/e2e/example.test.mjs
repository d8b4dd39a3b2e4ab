// The example application in a real Chromium: a sign-in by a code from the inbox, and what it refuses.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { views, whyNoBrowser } from "./browser.mjs";
import { byMail, sendAnswer, startExample } from "./example.mjs";
import { assertReadable, findingsOfAxe, keepPicture } from "./inspect.mjs";
import { ask } from "./server.mjs";
import { goOn } from "./signed-in.mjs";
import { startTessera } from "./tessera.mjs";

const textOf = (page) => page.locator("main").innerText();
const otherThan = (code) => (code.startsWith("1") ? "2" : "1") + code.slice(1);

describe("the example application", { timeout: 600_000, skip: whyNoBrowser() }, () => {
	let tessera;
	let example;

	before(async () => {
		tessera = await startTessera();
		example = await startExample(tessera);
	});
	after(async () => {
		await example?.stop();
		await tessera?.stop();
	});

	async function assertOutside(page) {
		await page.goto(example.appUrl);
		assert.equal(new URL(page.url()).pathname, "/sign-in");
	}

	it("signs in with the password and a code from the inbox, and knows the browser afterwards", async () => {
		const { page, code, faults, close } = await example.openCodePage();
		assert.match(await textOf(page), /Sent to a.*@example\.com/);
		await page.locator("[name=remember]").check();
		await sendAnswer(page, code);
		assert.equal(page.url(), `${example.appUrl}/`);
		assert.match(await textOf(page), /signed in as ada@example\.com/);
		await goOn(page, "main button");
		await assertOutside(page);
		await example.sendPassword(page);
		assert.match(await textOf(page), /signed in as ada@example\.com/);
		assert.deepEqual(faults, []);
		await close();
	});

	it("asks again in a browser that wasn't to be remembered", async () => {
		const { page, code, close } = await example.openCodePage();
		await sendAnswer(page, code);
		await goOn(page, "main button");
		await example.sendPassword(page);
		assert.match(await textOf(page), /Confirm that it is you/);
		await close();
	});

	it("lets a remembered browser in while a stranger's wrong codes lock everybody else out", async () => {
		const own = await example.openCodePage();
		await own.page.locator("[name=remember]").check();
		await sendAnswer(own.page, own.code);
		await goOn(own.page, "main button");
		const stranger = await example.openCodePage();
		for (let wrong = 0; wrong < 5; wrong++) await sendAnswer(stranger.page, otherThan(stranger.code));
		await sendAnswer(stranger.page, stranger.code);
		assert.doesNotMatch(await textOf(stranger.page), /signed in as/);
		await example.sendPassword(own.page);
		await goOn(own.page, byMail);
		await sendAnswer(own.page, await example.newestCode());
		assert.match(await textOf(own.page), /signed in as/);
		const [user] = (await ask(tessera.server, "GET", "/api/v1/users?q=ada")).body;
		await ask(tessera.server, "POST", `/api/v1/users/${user.id}/lifecycle/unlock`);
		await Promise.all([own.close(), stranger.close()]);
	});

	it("refuses a wrong password and an unknown login with the same words", async () => {
		const { page, close } = await example.open();
		await example.sendPassword(page, "another");
		const told = await textOf(page);
		assert.match(told, /Login or password is wrong/);
		await page.locator("[name=login]").fill("<b>nobody</b>\"'");
		await page.locator("[name=password]").fill("another");
		await goOn(page, "main button");
		assert.equal(await textOf(page), told);
		assert.equal(await page.locator("[name=login]").inputValue(), "<b>nobody</b>\"'");
		await close();
	});

	it("says that a code is wrong, takes the right one, and sends the same code again", async () => {
		const { page, code, close } = await example.openCodePage();
		await sendAnswer(page, otherThan(code));
		assert.match(await textOf(page), /That code isn't right/);
		await goOn(page, "form[action='/resend'] button");
		assert.equal(await example.newestCode(), code);
		await sendAnswer(page, code);
		assert.match(await textOf(page), /signed in as/);
		await close();
	});

	it("refuses a code that was used, in another sign-in", async () => {
		const first = await example.openCodePage();
		await sendAnswer(first.page, first.code);
		const second = await example.openCodePage();
		await sendAnswer(second.page, first.code === second.code ? otherThan(first.code) : first.code);
		assert.match(await textOf(second.page), /That code isn't right/);
		await Promise.all([first.close(), second.close()]);
	});

	/** Two browsers that have confirmed themselves, and the address that each would be sent to. */
	async function twoOnTheWay() {
		const [one, other] = [await example.openCodePage(), await example.openCodePage()];
		const backs = [await example.wayBack(one.page, one.code), await example.wayBack(other.page, other.code)];
		return { pages: [one.page, other.page], backs, close: () => Promise.all([one.close(), other.close()]) };
	}

	it("refuses the return URL of another browser, and takes its own once", async () => {
		const { pages, backs, close } = await twoOnTheWay();
		const own = [...backs].reverse();
		for (const [index, page] of pages.entries()) {
			await page.goto(own[index]);
			assert.match(await textOf(page), /wasn't begun in this browser/);
			await assertOutside(page);
		}
		for (const [index, page] of pages.entries()) {
			await page.goto(backs[index]);
			assert.match(await textOf(page), /signed in as/);
			await page.goto(backs[index]);
			assert.match(await textOf(page), /wasn't begun in this browser/);
		}
		await close();
	});

	it("refuses another transaction's code behind its own state", async () => {
		const { pages, backs, close } = await twoOnTheWay();
		const mixed = new URL(backs[0]);
		mixed.searchParams.set("code", new URL(backs[1]).searchParams.get("code"));
		await pages[0].goto(mixed.href);
		assert.match(await textOf(pages[0]), /another one's/);
		await assertOutside(pages[0]);
		await close();
	});

	it("leaves a code that Tessera takes once", async () => {
		const { pages, backs, close } = await twoOnTheWay();
		const code = new URL(backs[0]).searchParams.get("code");
		const caller = { baseUrl: example.TESSERA_URL, apiToken: example.TESSERA_TOKEN };
		assert.equal((await ask(caller, "POST", "/api/v1/transactions/redeem", { code })).status, 200);
		await pages[0].goto(backs[0]);
		assert.match(await textOf(pages[0]), /can't go on/i);
		await assertOutside(pages[0]);
		await close();
	});

	it("takes no form without its token", async () => {
		const { page, code, close } = await example.openCodePage();
		const answer = await page.context().request.post(`${example.appUrl}/answer`, { form: { answer: code } });
		assert.equal(answer.status(), 403);
		await sendAnswer(page, code);
		assert.match(await textOf(page), /signed in as/);
		await close();
	});

	for (const view of views.filter(({ name }) => /desk-light-en|phone-dark-en/.test(name))) {
		it(`as ${view.name}: no fault, readable for everybody`, async () => {
			const { page, faults, close } = await example.open(view);
			const look = async (name) => {
				await keepPicture(page, `example-${name}-${view.name}`);
				await assertReadable(page, view);
				assert.deepEqual(await findingsOfAxe(page), []);
			};
			await look("password");
			await example.sendPassword(page);
			await look("offer");
			await goOn(page, byMail);
			await look("code");
			await sendAnswer(page, await example.newestCode());
			await look("welcome");
			assert.deepEqual(faults, []);
			await close();
		});
	}
});
