// Properties in a real Chromium: a file with errors is corrected and comes back, a value is changed with and without
// script, and all the pages as people see them.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { fewViews, whyNoBrowser } from "./browser.mjs";
import { assertReadable, findingsOfAxe, keepPicture } from "./inspect.mjs";
import { ask } from "./server.mjs";
import { goOn } from "./signed-in.mjs";
import { startTessera } from "./tessera.mjs";

const list = "/console/properties";
const own = (rest) => `bharosa.uio.default.${rest}`;
const length = own("otp.generate.code.length");
const expression = own("userinfo.inputs.enum.mobile.regex");
const title = own("register.userinfo.title");

/** Their names stand in headings. */
const namesOf = [length, title, expression].flatMap((name) => name.split("."));

/** A value that is refused is answered 400. */
const unexpected = (faults) => faults.filter((fault) => !/^verbose: \[DOM\]|: 400$|status of 400/.test(fault));

describe("properties", { timeout: 600_000, skip: whyNoBrowser() }, () => {
	let server;
	let openSignedIn;
	let stop;

	before(async () => ({ server, openSignedIn, stop } = await startTessera()));
	after(() => stop?.());

	const main = (page) => page.locator("main").innerText();
	const valueAt = async (name) => (await ask(server, "GET", `/api/v1/properties/${name}`)).body.value;
	const press = (page, step) =>
		Promise.all([page.waitForNavigation(), page.locator(`main button[name=do][value=${step}]`).click()]);

	it("a file with errors is reported, corrected, imported and exported again", async () => {
		const { page, faults, close } = await openSignedIn(`${list}/import`);
		const lines = [`${length}=9`, `${expression}=[0-9`, `${title}=How do we reach you\\u003f`];
		await page.locator("#field-content").fill(lines.join("\n"));
		await press(page, "check");
		assert.match(await main(page), /Taken: 2 · Refused: 1/);
		assert.notEqual(await valueAt(length), "9");
		await page.locator("#field-content").fill(lines.join("\n").replace("=[0-9", "=[0-9]{11}"));
		await press(page, "import");
		assert.match(await main(page), /What the import has done\s+Taken: 3/);
		assert.equal(await valueAt(length), "9");
		await page.goto(server.baseUrl + list);
		const [download] = await Promise.all([
			page.waitForEvent("download"),
			page.getByRole("link", { name: "Export" }).click(),
		]);
		const file = await readFile(await download.path(), "latin1");
		for (const line of [`${length}=9`, `${title}=How do we reach you?`]) assert.ok(file.includes(line), file);
		assert.deepEqual(unexpected(faults), []);
		await close();
	});

	it("a value is found, refused, changed and reset, and an expression tried, all without script", async () => {
		const { page, close } = await openSignedIn(list, { javaScriptEnabled: false });
		await page.locator("#field-q").fill("code.length");
		await goOn(page, "main .form-row button");
		await page.getByRole("link", { name: length }).click();
		await page.locator("#field-value").fill("many");
		await goOn(page);
		assert.equal(await page.locator("#field-value").inputValue(), "many");
		await page.locator("#field-value").fill("7");
		await goOn(page);
		assert.match(await main(page), /The value is saved\.[\s\S]*Set here/);
		assert.equal(await valueAt(length), "7");
		await page.getByRole("button", { name: "Reset" }).click();
		assert.match(await main(page), /has ended\.[\s\S]*As shipped/);
		await page.goto(`${server.baseUrl}${list}/${expression}`);
		await page.locator("#field-expression").fill("0[789]0[0-9]{8}");
		await page.locator("section[aria-labelledby=try] #field-value").fill("09012345678");
		await page.getByRole("button", { name: "Try", exact: true }).click();
		assert.match(await main(page), /The whole value matches\./);
		await close();
	});

	for (const view of fewViews) {
		it(`as ${view.name}: no fault, readable for everybody, in one language`, async () => {
			const { page, faults, close } = await openSignedIn(list, { view, name: view.name });
			await ask(server, "PUT", `/api/v1/properties/${title}`, { value: "ご連絡先", locale: "ja" });
			const paths = ["", "?q=zzzz", "/import", `/${length}`, `/${title}?locale=ja`, `/${expression}`];
			for (const [index, path] of paths.entries()) {
				await page.goto(server.baseUrl + list + path);
				await assertReadable(page, view, namesOf);
				assert.deepEqual(await findingsOfAxe(page), [], path);
				await keepPicture(page, `properties-${index}-${view.name}`);
			}
			assert.deepEqual(unexpected(faults), []);
			await close();
		});
	}
});
