// Makes the pictures of README: starts a Tessera of its own, plays the demo on it, and photographs the console.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { openPage, startBrowser, views, whyNoBrowser } from "../test/e2e/browser.mjs";
import { newHome, runScript, startServer } from "../test/e2e/server.mjs";
import { invite, signInFirst } from "../test/e2e/signed-in.mjs";

const folder = fileURLToPath(new URL("../docs/pictures/", import.meta.url));

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
	await close();
	console.log("docs/pictures/overview.png");
} finally {
	await browser.close();
	await server.stop();
	home.remove();
}
