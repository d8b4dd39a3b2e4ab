// People who are sent to the hosted pages of a local Tessera: an application, its policies, and what they receive.
import assert from "node:assert/strict";
import { findingsOfAxe, keepPicture } from "./inspect.mjs";
import { clippedTexts, foreignTexts, overlappingTexts } from "./look.mjs";
import { ask, create } from "./server.mjs";

const question = { question: "disliked_food", answer: "Brussels sprouts" };
const always = [{ condition: "always" }];
let number = 5_550_100;

/** How long a number waits for its next message there. */
export const cooldownSeconds = 3;

/**
 * @param actionGroup of the policy after the password, under these conditions; `cooldown`: seconds between two
 *   messages to a number
 * @returns what a test needs to send people there
 */
export async function createHosted(
	server,
	{ actionGroup = "CHALLENGE", conditions = always, cooldown = cooldownSeconds } = {},
) {
	const { body: limits } = await ask(server, "GET", "/api/v1/send-limits");
	const telephone = { ...limits.telephone, cooldownSeconds: cooldown };
	await ask(server, "PUT", "/api/v1/send-limits", { ...limits, telephone });
	const { baseUrl } = server;
	const application = await create(server, "/api/v1/applications", {
		name: `Musterbank ${Math.random()}`,
		returnUrls: [`${baseUrl}/`],
		contactText: { en: "Call the service desk: 4711", ja: "サービスデスク: 内線 4711" },
		branding: { name: "Musterbank", accentColor: "#0b5f4a" },
	});
	await set(server, application, "challenge.type.enum.ChallengeSMS.available", "true");
	await set(server, application, "register.userinfo.enabled", "true");
	const group = await create(server, "/api/v1/groups", { profile: { name: `customers ${Math.random()}` } });
	await create(server, "/api/v1/challenge-policies", {
		name: `Challenge ${Math.random()}`,
		checkpoint: "POST_AUTHENTICATION",
		groupIds: [group],
		rules: [{ name: "rule", conditions, actionGroup }],
	});

	/** A customer with a proven number and, unless the test says otherwise, a question. */
	async function newPerson(locale = "en", has = { question: true }) {
		const login = `customer-${Math.random().toString(36).slice(2)}@example.com`;
		const id = await create(server, "/api/v1/users", { profile: { login, email: login, locale } });
		await ask(server, "PUT", `/api/v1/groups/${group}/users/${id}`);
		number += 1;
		const mobile = `+1${number % 2 === 0 ? "212" : "213"}${number}`;
		await registerNumber(id, mobile);
		const factor = { factorType: "question", provider: "OKTA", profile: question };
		if (has.question) await create(server, `/api/v1/users/${id}/factors`, factor);
		const code = async () => (await inbox(server, mobile))[0].code;
		return { id, login, mobile, code };
	}

	/** By API, in a transaction of somebody who has nothing to be challenged by yet. */
	async function registerNumber(user, mobile) {
		const input = { user, application, checkpoint: "POST_AUTHENTICATION" };
		const { body } = await ask(server, "POST", "/api/v1/transactions", input);
		const step = (name, given) =>
			ask(server, "POST", `/api/v1/transactions/${body.transaction.id}/${name}`, given, {
				"transaction-handle": body.handle,
			});
		await step("contacts", { contacts: { mobile, terms: "true" } });
		await step("proof", { field: "mobile" });
		const [{ code }] = await inbox(server, mobile);
		const proven = await step("proof/answer", { field: "mobile", answer: code });
		assert.equal(proven.body.result, "RIGHT", JSON.stringify(proven.body));
	}

	/** Where the application sends the person's browser. */
	async function hostedUrl(user, more = {}) {
		const back = { returnUrl: `${baseUrl}/`, state: "state-of-the-session", nonce: "nonce-of-the-session" };
		const input = { user, application, checkpoint: "POST_AUTHENTICATION", ...back, ...more };
		const { status, body } = await ask(server, "POST", "/api/v1/transactions", input);
		assert.equal(status, 200, JSON.stringify(body));
		return body.hostedUrl;
	}

	return { application, group, newPerson, hostedUrl };
}

export const set = (server, application, name, value, locale) =>
	ask(server, "PUT", `/api/v1/properties/bharosa.uio.${application}.${name}`, { value, ...(locale ? { locale } : {}) });

export const inbox = async (server, to) =>
	(await ask(server, "GET", `/dev/inbox.json?to=${encodeURIComponent(to)}`)).body;

/** The last word of the page's address. */
export const placeOf = (page) => new URL(page.url()).pathname.split("/").slice(3).join("/");

/** Goes on by the button that the page is for. */
export const mainButton = (page) => page.locator("main .button-main").first();

export const wayOf = (page, type) => page.locator(`button[value^="${type}"]`);

/** Names on the pages that are the same in every language. */
const names = ["Musterbank", "English", "Tessera", "account-unlock", "SMS"];

/** The first button, in the first 640 pixels of a telephone. */
const buttonWithin = 640;

/**
 * Readable for everybody, in one language, with its button in the first screen.
 * @param hasScript axe-core is a script itself; `isLong`: of several fields, so that its button stands below them
 */
export async function assertGood(page, view, name, { hasScript = true, isLong = false } = {}) {
	// A click may have begun another page, which is empty for a moment.
	await page.waitForLoadState();
	await page.locator("main").waitFor();
	await keepPicture(page, `hosted-${name}-${view.name}`);
	const { width } = page.viewportSize();
	const wide = await page.evaluate(() => document.documentElement.scrollWidth);
	assert.ok(wide <= width, `${name}: ${wide} pixels wide`);
	assert.deepEqual(await page.evaluate(clippedTexts), [], `${name}: cut off`);
	assert.deepEqual(await page.evaluate(overlappingTexts), [], `${name}: one over the other`);
	assert.equal(await page.evaluate(() => document.documentElement.lang), view.locale, name);
	if (view.locale === "ja") assert.deepEqual(await page.evaluate(foreignTexts, names), [], `${name}: not Japanese`);
	if (hasScript) assert.deepEqual(await findingsOfAxe(page), [], name);
	if (isLong) return;
	const box = await page
		.locator("main :is(button, .button)")
		.first()
		.boundingBox()
		.catch(() => null);
	if (box) assert.ok(box.y + box.height <= buttonWithin, `${name}: the button ends at ${box.y + box.height}`);
}

/** The pause between two messages to one number. */
export const untilNextMessage = () => new Promise((resolve) => setTimeout(resolve, cooldownSeconds * 1_000 + 200));
