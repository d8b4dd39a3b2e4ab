// Makes the pictures of README and of docs/console.md: starts a Tessera of its own, plays the demo on it, and
// photographs the console. Then it sends people to the hosted pages.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { openPage, startBrowser, views, whyNoBrowser } from "../test/e2e/browser.mjs";
import { createHosted, untilNextMessage, wayOf } from "../test/e2e/hosted.mjs";
import { ask, newHome, runScript, startServer } from "../test/e2e/server.mjs";
import { invite, signInFirst } from "../test/e2e/signed-in.mjs";

const folder = fileURLToPath(new URL("../docs/pictures/", import.meta.url));

/** Below it, these pages are empty. */
const hostedHeight = 640;

/** Events take some seconds from a guard to the log. */
const untilLoggedMs = 8_000;

const why = whyNoBrowser();
if (why) throw new Error(why);
mkdirSync(folder, { recursive: true });
const home = await newHome();
const server = await startServer(home);
const browser = await startBrowser();
try {
	const played = await runScript("demo.mjs", home.environment).ended;
	if (played !== 0) throw new Error(`the demo ended with ${played}`);
	const desk = views.find(({ name }) => name === "desk-light-en");
	const { page, close } = await openPage(browser, desk, server.baseUrl);
	await signInFirst(page, server, await invite(server, "ada@example.com"));
	await sleep(untilLoggedMs);
	await page.goto(`${server.baseUrl}/console/overview`);
	await page.screenshot({ path: join(folder, "overview.png") });
	console.log("docs/pictures/overview.png");
	await keepGuide(page);
	await close();
	await keepHosted(await createHosted(server));
} finally {
	await browser.close();
	await server.stop();
	home.remove();
}

/** A page of each chapter of the guide. */
async function keepGuide(page) {
	const { body } = await ask(server, "GET", "/api/v1/users?limit=1");
	const pages = {
		"new-authenticator": "authenticators/new",
		routes: "routes",
		"challenge-policies": "challenge-policies",
		registration: "registration",
		care: `care/${body[0].id}`,
	};
	for (const [name, path] of Object.entries(pages)) {
		await page.goto(`${server.baseUrl}/console/${path}`);
		await page.screenshot({ path: join(folder, `${name}.jpg`), type: "jpeg", quality: 80 });
		console.log(`docs/pictures/${name}.jpg`);
	}
}

/** The choice of a way by day in English, and the page for the code by night in Japanese. */
async function keepHosted({ newPerson, hostedUrl }) {
	const pictures = [
		["choose", "phone-light-en", async () => {}],
		[
			"code",
			"phone-dark-ja",
			async (page) => {
				await wayOf(page, "ChallengeSMS").click();
				await page.locator("#field-answer").waitFor();
			},
		],
	];
	for (const [place, name, goOn] of pictures) {
		const view = { ...views.find((one) => one.name === name), deviceScaleFactor: 1.5 };
		view.viewport = { ...view.viewport, height: hostedHeight };
		const person = await newPerson(view.locale);
		await untilNextMessage();
		const { page, close } = await openPage(browser, view, await hostedUrl(person.id, { locale: view.locale }));
		await goOn(page);
		await page.screenshot({ path: join(folder, `hosted-${place}.png`) });
		await close();
		console.log(`docs/pictures/hosted-${place}.png`);
	}
}
