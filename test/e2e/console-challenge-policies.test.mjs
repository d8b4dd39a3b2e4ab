// Challenge policies in a real Chromium: from an empty policy to a transaction that it decides, with and without
// script; copies, files, lists and policy sets; and all the pages as people see them.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { fewViews, views, whyNoBrowser } from "./browser.mjs";
import { assertReadable, findingsOfAxe, keepPicture } from "./inspect.mjs";
import { ask, create } from "./server.mjs";
import { goOn } from "./signed-in.mjs";
import { fillIn, startTessera } from "./tessera.mjs";

const list = "/console/challenge-policies";
/** In texts of ours: examples of what is typed. */
const ownNames = ["KP", "JP"];
const japanese = views.find(({ locale }) => locale === "ja");

let number = 0;
/** The same in every language. */
function nameOf(text) {
	number += 1;
	return `${text} ${number}`;
}

describe("challenge policies", { timeout: 900_000, skip: whyNoBrowser() }, () => {
	let server;
	let openSignedIn;
	let stop;
	let application;

	before(async () => {
		({ server, openSignedIn, stop } = await startTessera());
		application = await create(server, "/api/v1/applications", { name: "店舗" });
	});
	after(() => stop?.());

	const main = (page) => page.locator("main").innerText();
	const follow = (page, href) =>
		Promise.all([page.waitForNavigation(), page.locator(`main a[href$="${href}"]`).click()]);
	const policiesNamed = async (name) => {
		const { body } = await ask(server, "GET", "/api/v1/challenge-policies?limit=200");
		return body.filter((policy) => policy.name.startsWith(name));
	};

	/** Somebody who can be challenged, so that only a policy blocks. */
	async function newPerson() {
		const login = `${nameOf("person").replace(" ", "-")}@example.com`;
		const id = await create(server, "/api/v1/users", { profile: { login, email: login } });
		const profile = { question: "disliked_food", answer: "Brussels sprouts" };
		await create(server, `/api/v1/users/${id}/factors`, { factorType: "question", provider: "OKTA", profile });
		return { id, login };
	}

	async function statusOfTransaction(user, client) {
		const input = { user, application, checkpoint: "POST_AUTHENTICATION", client };
		const { body } = await ask(server, "POST", "/api/v1/transactions", input);
		return body.transaction.status;
	}

	const addList = async (page, kind, name, values) => {
		await page.goto(`${server.baseUrl}${list}/lists`);
		await fillIn(page, { kind });
		await goOn(page);
		await fillIn(page, { name, values });
		await goOn(page);
	};
	const addRule = async (page, policy, condition, fields) => {
		await page.goto(`${policy}/rules/new`);
		await fillIn(page, { condition });
		await goOn(page);
		await fillIn(page, fields);
		await goOn(page);
	};

	for (const [userAgent, javaScriptEnabled] of Object.entries({ "curl/8.5": true, "Wget/1.21": false })) {
		it(`a policy with a combination decides a transaction, ${javaScriptEnabled ? "with" : "without"} script`, async () => {
			const client = { userAgent, country: "KP" };
			const person = await newPerson();
			const [name, countries, alerts] = ["Closed", "Countries", "Alerts"].map(nameOf);
			const { page, faults, close } = await openSignedIn(list, { javaScriptEnabled });
			await addList(page, "COUNTRIES", countries, "KP");
			await addList(page, "ALERT_GROUP", alerts, `HIGH | fraud | ${name} was tried`);
			await page.goto(`${server.baseUrl}${list}`);
			await goOn(page);
			await fillIn(page, { name, checkpoint: "POST_AUTHENTICATION" });
			await goOn(page);
			const policy = page.url();
			assert.match(await main(page), /is there, and inactive/);

			await addRule(page, policy, "device-user-agent-contains", { "p.text": userAgent, name: "Program" });
			await addRule(page, policy, "location-country-in-list", { "p.listId": { label: countries }, name: "Far" });
			await page.goto(`${policy}/combinations/new`);
			const [one, other] = await page.locator("main select[name^='rule.']").all();
			for (const rule of [one, other]) await rule.selectOption("TRUE");
			await fillIn(page, { actionGroup: "BLOCK", alertGroup: { label: alerts }, score: "900" });
			await goOn(page);
			assert.match(await main(page), /Combination 1\s+True\s+True/);

			await follow(page, `/try?policy=${policy.split("/").at(-1)}`);
			await fillIn(page, { user: person.login, userAgent, country: "kp" });
			await goOn(page);
			const trace = await page.locator("section[aria-labelledby=trace]").innerText();
			assert.match(trace, /Outcome: Block/);
			assert.match(trace, /True Program[\s\S]*True Far[\s\S]*Matches/);
			assert.match(trace, /900 \(High\)/);

			for (let times = 0; times < 2; times += 1) assert.notEqual(await statusOfTransaction(person.id, client), "BLOCK");
			await page.goto(policy);
			await follow(page, "/activate");
			const change = page.locator("section[aria-labelledby=what-if] tbody tr", { hasText: person.login });
			assert.match(await change.innerText(), /Block\s+2\s/);
			await goOn(page);
			assert.match(await main(page), new RegExp(`${name} is active`));
			assert.equal(await statusOfTransaction(person.id, client), "BLOCK");

			await page.goto(`${server.baseUrl}/console/log?event=challenge_policy.alert`);
			assert.match(await main(page), new RegExp(person.login));
			await page.locator("main tbody a[href^='/console/log/']").first().click();
			assert.match(await main(page), new RegExp(`${name} was tried[\\s\\S]*BLOCK`));

			await page.goto(`${policy}/deactivate`);
			await goOn(page, "main .button-danger");
			assert.match(await main(page), new RegExp(`${name} is inactive`));
			if (javaScriptEnabled) assert.deepEqual(faults, []);
			await close();
		});
	}

	it("a policy is copied to another step, exported, and comes in again with its list", async () => {
		const [name, listName] = ["Networks", "Own networks"].map(nameOf);
		const listId = await create(server, "/api/v1/challenge-lists", { name: listName, kind: "ASNS", values: ["64496"] });
		const conditions = [{ condition: "location-asn-in-list", parameters: { listId }, is: false }];
		const rules = [{ name: "Elsewhere", conditions, score: 300, actionGroup: "CHALLENGE" }];
		const id = await create(server, "/api/v1/challenge-policies?activate=false", { name, rules });
		const { page, faults, close } = await openSignedIn(`${list}/${id}`);
		await follow(page, "/copy");
		assert.equal(await page.locator("#field-name").inputValue(), `${name} (copy)`);
		await fillIn(page, { checkpoint: "CHALLENGE" });
		await goOn(page);
		assert.match(await main(page), /Elsewhere\s+Not: The network is in a list/);

		await page.goto(`${server.baseUrl}${list}/${id}`);
		const [download] = await Promise.all([
			page.waitForEvent("download"),
			page.getByRole("link", { name: "Export" }).click(),
		]);
		const file = await readFile(await download.path(), "utf8");
		await page.goto(`${server.baseUrl}${list}/import`);
		await fillIn(page, { document: file });
		await goOn(page);
		assert.match(await page.locator(".error-summary").innerText(), /already/);
		assert.equal(await page.locator("#field-document").inputValue(), file);
		const renamed = file.replaceAll(name, `${name} again`).replaceAll(listName, `${listName} again`);
		await fillIn(page, { document: renamed });
		await goOn(page);
		assert.match(await main(page), new RegExp(`Imported, and inactive: ${name} again`));
		const steps = (await policiesNamed(name)).map(({ checkpoint, status }) => `${checkpoint} ${status}`);
		assert.deepEqual(steps.sort(), [
			"CHALLENGE INACTIVE",
			"PRE_AUTHENTICATION INACTIVE",
			"PRE_AUTHENTICATION INACTIVE",
		]);
		// The name that was taken, and nothing else.
		assert.deepEqual(
			faults.filter((fault) => !/400/.test(fault)),
			[],
		);
		await page.goto(`${server.baseUrl}${list}/lists/${listId}/delete`);
		assert.match(await main(page), new RegExp(`It can.t be deleted, because these name it: ${name}`));
		await close();
	});

	it("overrides of a policy set change what comes out, in Japanese and without script", async () => {
		const name = nameOf("Score");
		const rules = [{ name: "Always", conditions: [{ condition: "always" }], score: 550, actionGroup: "CHALLENGE" }];
		const checkpoint = "PREFERENCES";
		const id = await create(server, "/api/v1/challenge-policies", { name, checkpoint, rules });
		const { page, close } = await openSignedIn(list, { view: japanese, javaScriptEnabled: false });
		await follow(page, "/sets");
		await follow(page, `/sets/${checkpoint}`);
		assert.match(await main(page), new RegExp(name));
		const added = [
			["score", { minimum: "５００", maximum: "600", actionGroup: "BLOCK" }],
			["score", { minimum: "601", maximum: "1000", actionGroup: "ALLOW" }],
			["action", { from: "BLOCK", count: "5", seconds: "600", to: "CHALLENGE" }],
		];
		for (const [kind, fields] of added) {
			await follow(page, `/${kind}-overrides/new`);
			await fillIn(page, fields);
			await goOn(page);
			assert.match(await main(page), /上書きを保存しました/);
		}
		await page.getByRole("button", { name: "「スコアの上書き1」を下へ移動" }).click();
		assert.match(await main(page), /順序を変更しました/);
		await follow(page, "/edit");
		await page.locator("#field-allowActionOverrides").check();
		await goOn(page);
		assert.match(await main(page), /ポリシーセットを保存しました/);

		await page.goto(`${server.baseUrl}${list}/try`);
		await fillIn(page, { checkpoint });
		await goOn(page);
		const trace = page.locator("section[aria-labelledby=trace]");
		assert.match(await trace.innerText(), /結果: ブロック[\s\S]*スコアの上書き2/);
		await trace.getByRole("link", { name: "スコアの上書き2" }).click();
		await page.locator("main a[href*='/score-overrides/']", { hasText: "スコアの上書き2" }).click();
		await follow(page, "/delete");
		await goOn(page, "main .button-danger");
		const { body: set } = await ask(server, "GET", `/api/v1/challenge-policy-sets/${checkpoint}`);
		assert.deepEqual(
			set.scoreOverrides.map(({ minimum }) => minimum),
			[601],
		);
		assert.equal(set.allowActionOverrides, true);
		await ask(server, "DELETE", `/api/v1/challenge-policies/${id}`);
		await close();
	});

	for (const view of fewViews) {
		it(`as ${view.name}: no fault, readable for everybody, in one language`, async () => {
			const { page, faults, close } = await openSignedIn(list, { view, name: view.name });
			const paths = await thingsToSee(page);
			for (const [index, path] of paths.entries()) {
				await page.goto(server.baseUrl + list + path);
				await look(page, view, `${index}`);
			}
			await page.goto(`${server.baseUrl}${list}/try`);
			await fillIn(page, { checkpoint: "DEVICE", userAgent: "curl/8.5", country: "KP" });
			await goOn(page);
			await look(page, view, "trace");
			await fillIn(page, { country: "Korea" });
			await goOn(page);
			await look(page, view, "refused");
			assert.deepEqual(
				faults.filter((fault) => !/400/.test(fault)),
				[],
			);
			await close();
		});
	}

	async function look(page, view, what) {
		await assertReadable(page, view, ownNames);
		assert.deepEqual(await findingsOfAxe(page), [], page.url());
		await keepPicture(page, `challenge-policies-${what}-${view.name}`);
	}

	/** The first address on a page that ends so. */
	async function addressOn(page, path, end) {
		await page.goto(server.baseUrl + list + path);
		const hrefs = await page.locator("main a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
		return hrefs.find((href) => end.test(href)).slice(list.length);
	}

	/** Makes one of everything, and returns the addresses of the pages below the list. */
	async function thingsToSee(page) {
		const [name, countries, alerts] = ["出張先以外", "渡航注意国", "不正の疑い"].map(nameOf);
		const listId = await create(server, "/api/v1/challenge-lists", {
			name: countries,
			kind: "COUNTRIES",
			values: ["KP"],
		});
		const values = [{ level: "HIGH", type: "fraud", text: "閉鎖国からの利用" }];
		const alertGroup = await create(server, "/api/v1/challenge-lists", { name: alerts, kind: "ALERT_GROUP", values });
		const agent = { condition: "device-user-agent-contains", parameters: { text: "curl" } };
		const place = { condition: "location-country-in-list", parameters: { listId } };
		const id = await create(server, "/api/v1/challenge-policies", {
			name,
			description: "出張先として登録されていない国",
			checkpoint: "DEVICE",
			rules: [
				{ name: "国", conditions: [place], score: 700, actionGroup: "CHALLENGE" },
				{ name: "プログラム", conditions: [agent, { ...place, is: false }], score: 400 },
				{ name: "夜", status: "INACTIVE", conditions: [{ condition: "user-velocity", parameters: {} }], score: 100 },
			],
			combinations: [
				{ rules: { 国: "TRUE", プログラム: "FALSE" }, score: 900, actionGroup: "BLOCK", alertGroup },
				{ rules: { 夜: "TRUE" }, score: 300, actionGroup: "ChallengeEmail" },
			],
		});
		const inactive = await create(server, "/api/v1/challenge-policies?activate=false", {
			name: nameOf("準備中"),
			checkpoint: "DEVICE",
			rules: [{ name: "国", conditions: [place], actionGroup: "BLOCK" }],
		});
		const decided = { checkpoint: "DEVICE", client: { userAgent: "curl/8.5", country: "KP" }, record: true };
		await ask(server, "POST", "/api/v1/decisions", decided);
		await ask(server, "PUT", "/api/v1/challenge-policy-sets/DEVICE", {
			scoreOverrides: [
				{ minimum: 901, maximum: 1000, actionGroup: "BLOCK", alertGroup },
				{ minimum: 0, maximum: 100, actionGroup: "ALLOW" },
			],
			actionOverrides: [{ from: "BLOCK", to: "CHALLENGE", count: 3, seconds: 600 }],
		});
		const rule = await addressOn(page, `/${id}`, /\/rules\/\w{16}$/);
		const condition = await addressOn(page, rule, /\/conditions\/\w{16}$/);
		const combination = await addressOn(page, `/${id}`, /\/combinations\/\w{16}$/);
		const score = await addressOn(page, "/sets/DEVICE", /\/score-overrides\/\w{16}$/);
		const action = await addressOn(page, "/sets/DEVICE", /\/action-overrides\/\w{16}$/);
		return [
			...["", "?checkpoint=DEVICE", "?checkpoint=PREFERENCES", "/new?checkpoint=DEVICE", "/import", "/lists"],
			...["/lists/new?kind=ACTION_GROUP", `/lists/${listId}`, `/lists/${alertGroup}`, `/lists/${listId}/delete`],
			...[`/${id}`, `/${id}/edit`, `/${id}/copy`, `/${id}/deactivate`, `/${id}/delete`, `/${inactive}/activate`],
			...[`/${id}/rules/new`, `/${id}/rules/new?condition=session-time-of-day`, rule, `${rule}/delete`, condition],
			...[combination, `${combination}/delete`, `/${id}/combinations/new`, "/try", `/try?policy=${inactive}`],
			...["/sets", "/sets/DEVICE", "/sets/DEVICE/edit", "/sets/DEVICE/score-overrides/new", score, `${score}/delete`],
			...["/sets/DEVICE/action-overrides/new", action, "/sets/CHALLENGE"],
		];
	}
});
