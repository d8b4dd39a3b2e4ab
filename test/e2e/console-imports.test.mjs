// Imports of tokens in a real Chromium: a thousand tokens of PSKC with three bad rows, columns chosen without script,
// users who move, the stock, and all these pages as people see them.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { fewViews, views, whyNoBrowser } from "./browser.mjs";
import { assertReadable, findingsOfAxe, keepPicture } from "./inspect.mjs";
import { ask, create } from "./server.mjs";
import { appCode, goOn } from "./signed-in.mjs";
import { startTessera } from "./tessera.mjs";

const settings = {
	protocol: "TOTP",
	algorithm: "HMacSHA1",
	encoding: "base32",
	passCodeLength: 6,
	timeIntervalInSeconds: 30,
	acceptableAdjacentIntervals: 3,
};

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** 20 bytes in base32, another for each number. */
const secretOf = (number) => {
	const digits = [3, 2, 1, 0].map((place) => letters[Math.floor(number / 32 ** place) % 32]);
	return `${digits.join("")}${"MZXW6YTB".repeat(3)}MZXW`;
};

function bytesOf(base32) {
	const bits = [...base32].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
	return Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
}

const keyPackage = ({ serial, user, secret, digits = 6 }) => `<KeyPackage><DeviceInfo><SerialNo>${serial}</SerialNo>${
	user ? `<UserId>UID=${user}</UserId>` : ""
}</DeviceInfo><Key Id="${serial}" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:totp"><AlgorithmParameters>
<ResponseFormat Length="${digits}" Encoding="DECIMAL"/></AlgorithmParameters><Data><Secret><PlainValue>${bytesOf(
	secret,
).toString("base64")}</PlainValue></Secret><TimeInterval><PlainValue>30</PlainValue></TimeInterval></Data></Key>
</KeyPackage>`;

const pskcOf = (tokens) =>
	`<?xml version="1.0" encoding="UTF-8"?><KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc">${tokens
		.map(keyPackage)
		.join("\n")}</KeyContainer>`;

/** Names of formats and encodings, and those that this test gives. */
const names = ["PSKC", "CSV", "NDJSON", "UTF-", "Shift", "JIS", "TOTP", "HOTP", "MiB", "Base", "Fob", "Card", "Grace"];

/** A form that is refused is answered 400. */
const unexpected = (faults) => faults.filter((fault) => !/^verbose: \[DOM\]|: 400$|status of 400/.test(fault));

describe("imports of tokens", { timeout: 600_000, skip: whyNoBrowser() }, () => {
	let server;
	let openSignedIn;
	let stop;
	let fob;
	let card;
	const people = [];

	before(async () => {
		({ server, openSignedIn, stop } = await startTessera());
		const authenticator = (name) => create(server, "/api/v1/authenticators", { key: "custom_otp", name, settings });
		[fob, card] = [await authenticator("Fob"), await authenticator("Card")];
		for (const name of ["ada", "grace", "mary"]) {
			const login = `${name}@example.com`;
			const profile = { firstName: "Grace", lastName: "Hopper", login, email: login };
			people.push({ login, id: await create(server, "/api/v1/users", { profile }) });
		}
	});
	after(() => stop?.());

	const main = (page) => page.locator("main").innerText();
	const says = (page, text) =>
		page.waitForFunction((wanted) => document.querySelector("main")?.innerText.includes(wanted), text, {
			timeout: 60_000,
		});

	/** Loads a page anew until it says what is wanted, as somebody without script would. */
	async function reloadUntil(page, pattern) {
		for (let tries = 0; tries < 100; tries++) {
			if (pattern.test(await main(page))) return;
			await page.waitForTimeout(200);
			await page.reload();
		}
		assert.match(await main(page), pattern);
	}

	it("a thousand tokens with three bad ones are looked at, sent, tried, taken and reported", async () => {
		const { page, faults, close } = await openSignedIn("/console/imports");
		assert.match(await main(page), /No imports yet/);
		await goOn(page);
		await page.locator("#field-authenticatorId").selectOption(fob);
		await goOn(page);
		const tokens = Array.from({ length: 1_000 }, (_, index) => ({
			serial: `F${1_000 + index}`,
			secret: secretOf(index),
			user: people[index]?.login,
		}));
		Object.assign(tokens[500], { serial: "F1007" });
		Object.assign(tokens[600], { user: "nobody@example.com" });
		Object.assign(tokens[700], { digits: 8 });
		const file = { name: "fobs.pskcxml", mimeType: "application/xml", buffer: Buffer.from(pskcOf(tokens)) };
		await page.locator("#field-file").setInputFiles(file);
		await says(page, "The first tokens");
		assert.match(await main(page), /PSKC · UTF-8[\s\S]*F1000\s+ada@example\.com\s+TOTP/);
		assert.ok(!(await page.content()).includes(bytesOf(secretOf(0)).toString("base64")));
		await keepPicture(page, "imports-reading");
		await goOn(page);
		await says(page, "997 tokens can be taken");
		await page.getByRole("link", { name: "Refused 3" }).click();
		const rows = await page.locator("section[aria-labelledby=tokens] tbody tr").allInnerTexts();
		assert.equal(rows.length, 3);
		assert.match(rows.join("\n"), /501[\s\S]*serial number[\s\S]*601[\s\S]*no user[\s\S]*701[\s\S]*digits/);
		await page.locator("#field-first").fill("2");
		await Promise.all([page.waitForNavigation(), page.getByRole("button", { name: "Take these" }).click()]);
		await says(page, "995 tokens are left");
		assert.match(await main(page), /Not yet[\s\S]*Not yet/);

		const factors = `/api/v1/users/${people[0].id}/factors`;
		const { body } = await ask(server, "GET", factors);
		const passCode = appCode(secretOf(0));
		assert.equal((await ask(server, "POST", `${factors}/${body[0].id}/verify`, { passCode })).status, 200);
		await reloadUntil(page, /first verification[\s\S]*ago|now/i);

		await page.getByRole("link", { name: "Take all 995" }).click();
		await goOn(page, "main form .button-main");
		await says(page, "997 tokens were taken.");
		const [download] = await Promise.all([
			page.waitForEvent("download"),
			page.getByRole("link", { name: "CSV", exact: true }).click(),
		]);
		const report = (await readFile(await download.path(), "utf8")).trim().split("\r\n");
		assert.equal(report.length, 1_001);
		assert.equal(report.filter((line) => line.includes("REFUSED")).length, 3);
		assert.deepEqual(unexpected(faults), []);
		await close();
	});

	it("columns that nobody knows are chosen, all without script and in Japanese", async () => {
		const view = views.find(({ name }) => name === "phone-light-ja");
		const { page, close } = await openSignedIn(`/console/imports/new?authenticator=${fob}`, {
			view,
			javaScriptEnabled: false,
		});
		await goOn(page);
		const lines = [2_000, 2_001].map((number) => `北;棚${number};${secretOf(number)}`);
		const file = {
			name: "t.csv",
			mimeType: "text/csv",
			buffer: Buffer.from(["場所;置き場;値", ...lines].join("\r\n")),
		};
		await page.locator("#field-file").setInputFiles(file);
		await goOn(page);
		assert.match(await main(page), /シークレットの列と、シリアル番号またはユーザーの列/);
		await page.locator("#field-column-serial").selectOption("2");
		await page.locator("#field-column-secret").selectOption("3");
		await page.locator("#field-file").setInputFiles(file);
		await Promise.all([page.waitForNavigation(), page.locator("button[value=preview]").click()]);
		assert.match(await main(page), /棚2000/);
		await page.locator("#field-file").setInputFiles(file);
		await goOn(page);
		await reloadUntil(page, /2個のトークンを取り込めます/);
		await goOn(page, "main a.button-main");
		await goOn(page, "main form .button-main");
		await reloadUntil(page, /2個のトークンを取り込みました/);
		await page.goto(`${server.baseUrl}/console/inventory?serial=${encodeURIComponent("棚")}`);
		await page.getByRole("link", { name: "棚2001" }).click();
		await page.locator("#field-user").fill(people[0].login);
		await goOn(page);
		assert.match(await main(page), /設定済み|登録済み|すでに/);
		await close();
	});

	it("users move to another authenticator, and the old one can be deleted", async () => {
		const { page, faults, close } = await openSignedIn(`/console/authenticators/${fob}`);
		await page.getByRole("link", { name: "Move its users" }).click();
		await page.locator("#field-authenticatorId").selectOption(card);
		await goOn(page);
		await says(page, "3 tokens can be taken");
		await page.getByRole("link", { name: "Take all 3" }).click();
		assert.match(await main(page), /3 users move to the new authenticator/);
		await goOn(page, "main form .button-main");
		await says(page, "3 tokens were taken.");
		await page.goto(`${server.baseUrl}/console/authenticators/${fob}`);
		assert.match(await main(page), /so it can be deleted/);
		assert.deepEqual(unexpected(faults), []);
		await close();
	});

	it("a token of the stock is assigned, taken back, disabled and enabled", async () => {
		const { page, faults, close } = await openSignedIn("/console/inventory?serial=F1900");
		await page.getByRole("link", { name: "F1900" }).click();
		const login = "linus@example.com";
		const profile = { firstName: "Grace", lastName: "Hopper", login, email: login };
		await create(server, "/api/v1/users", { profile });
		await page.locator("#field-user").fill(login);
		await goOn(page);
		assert.match(await main(page), /is assigned, and active/);
		await page.getByRole("link", { name: "Take back" }).click();
		await goOn(page, "main form .button-danger");
		await page.getByRole("link", { name: "Disable" }).click();
		await goOn(page, "main form .button-danger");
		await goOn(page, "main form .button-main");
		assert.match(await main(page), /F1900 is enabled again/);
		assert.deepEqual(unexpected(faults), []);
		await close();
	});

	for (const view of fewViews) {
		it(`as ${view.name}: no fault, readable for everybody, in one language`, async () => {
			const { page, faults, close } = await openSignedIn("/console/imports", { view, name: view.name });
			const { body: imports } = await ask(server, "GET", "/api/v1/token-imports");
			const { body: tokens } = await ask(server, "GET", "/api/v1/otp-tokens?serial=F19");
			const done = imports.find(({ source, status }) => source === "FILE" && status === "DONE");
			const waiting = await create(server, "/api/v1/token-imports", { source: "FILE", authenticatorId: card });
			const unfit = await unfitImport();
			const paths = [
				"/console/imports",
				"/console/imports/new",
				`/console/imports/${waiting}`,
				`/console/imports/${waiting}/file`,
				`/console/imports/${waiting}/cancel`,
				`/console/imports/${unfit}`,
				`/console/imports/${done.id}?result=REFUSED`,
				`/console/authenticators/${card}/move`,
				"/console/inventory",
				`/console/inventory/${tokens[0].id}`,
				`/console/inventory/${tokens[0].id}/disable`,
			];
			for (const [index, path] of paths.entries()) {
				await page.goto(server.baseUrl + path);
				await assertReadable(page, view, names);
				assert.deepEqual(await findingsOfAxe(page), [], path);
				await keepPicture(page, `imports-${index}-${view.name}`);
			}
			await page.goto(`${server.baseUrl}/console/imports/${waiting}/file`);
			const csv = `Name;Number;Value\nada;T1;${secretOf(3_000)}\n`;
			await page
				.locator("#field-file")
				.setInputFiles({ name: "t.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
			await page.locator("#field-column-secret").waitFor();
			await assertReadable(page, view, names);
			assert.deepEqual(await findingsOfAxe(page), [], "reading");
			await keepPicture(page, `imports-reading-${view.name}`);
			await ask(server, "POST", `/api/v1/token-imports/${waiting}/lifecycle/cancel`);
			assert.deepEqual(unexpected(faults), []);
			await close();
		});
	}

	/** Its tokens have eight digits. */
	async function unfitImport() {
		const id = await create(server, "/api/v1/token-imports", { source: "FILE", authenticatorId: card });
		const tokens = [{ serial: "E1", secret: secretOf(4_000), digits: 8 }];
		const sent = await fetch(`${server.baseUrl}/api/v1/token-imports/${id}/file`, {
			method: "PUT",
			headers: { authorization: `SSWS ${server.apiToken}` },
			body: pskcOf(tokens),
		});
		assert.equal(sent.status, 200);
		return id;
	}
});
