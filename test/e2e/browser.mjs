// The Chromium of this machine, in its own folder, told not to call home.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const program = "/usr/bin/chromium";

/** Why there is none; false when there is one. */
export const whyNoBrowser = () => (existsSync(program) ? false : "Chromium is not installed");

const quiet = [
	"disable-gpu",
	"disable-quic",
	"disable-background-networking",
	"disable-component-update",
	"disable-sync",
];

export const startBrowser = () =>
	chromium.launch({
		executablePath: program,
		args: ["--no-sandbox", "--no-first-run", ...quiet.map((flag) => `--${flag}`)],
	});

/** How a page is looked at: a desk and a telephone, by day and by night. */
export const views = [
	{ name: "desktop-light", viewport: { width: 1280, height: 800 }, colorScheme: "light" },
	{ name: "desktop-dark", viewport: { width: 1280, height: 800 }, colorScheme: "dark" },
	{ name: "phone-light", viewport: { width: 390, height: 844 }, colorScheme: "light" },
	{ name: "phone-dark", viewport: { width: 390, height: 844 }, colorScheme: "dark" },
];

/**
 * Opens a page and gives it with what went wrong on it: messages in the console, errors, answers that are none.
 * @returns `{ page, faults, close }`
 */
export async function openPage(browser, view, url) {
	const context = await browser.newContext({ viewport: view.viewport, colorScheme: view.colorScheme });
	const page = await context.newPage();
	const faults = [];
	page.on("console", (message) => faults.push(`${message.type()}: ${message.text()}`));
	page.on("pageerror", (error) => faults.push(String(error)));
	page.on("requestfailed", (request) => faults.push(`${request.url()}: ${request.failure()?.errorText}`));
	page.on("response", (response) => {
		if (response.status() >= 400) faults.push(`${response.url()}: ${response.status()}`);
	});
	await page.goto(url, { waitUntil: "networkidle" });
	return { page, faults, close: () => context.close() };
}
