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

const desk = { width: 1280, height: 800 };
const phone = { width: 360, height: 780 };

/** How a page is looked at: on a desk and on a telephone, by day and by night, in each language. */
export const views = Object.entries({ desk, phone }).flatMap(([device, viewport]) =>
	["light", "dark"].flatMap((colorScheme) =>
		["en", "ja"].map((locale) => ({ name: `${device}-${colorScheme}-${locale}`, viewport, colorScheme, locale })),
	),
);

/**
 * Two of the views, which have both of each kind between them: the many pages are looked at in these.
 * `VIEWS=all` takes all eight.
 */
export const fewViews =
	process.env.VIEWS === "all" ? views : views.filter(({ name }) => ["desk-light-en", "phone-dark-ja"].includes(name));

/** A browser sets the focus of a new page a moment after the page is there. Fails where it never gets there. */
export const hasFocus = (page, selector) =>
	page.waitForFunction((wanted) => document.activeElement?.matches(wanted), selector, { timeout: 10_000 });

/**
 * Opens a page, and gives it with what went wrong on it: console messages, errors, answers that are none, and what
 * the page's policy had to stop.
 * @param options of the browser's context, beside those of the view
 * @returns `{ page, faults, close }`
 */
export async function openPage(browser, { name: _, ...view }, url, options = {}) {
	const context = await browser.newContext({ ...view, ...options });
	const page = await context.newPage();
	const faults = [];
	page.on("console", (message) => {
		// A test may be in a field before the browser has put itself into the page's first one.
		if (message.text().startsWith("Autofocus processing was blocked")) return;
		faults.push(`${message.type()}: ${message.text()}`);
	});
	page.on("pageerror", (error) => faults.push(String(error)));
	page.on("requestfailed", (request) => {
		// Chromium breaks off what it loads when a person goes on to the next page.
		if (request.failure()?.errorText === "net::ERR_ABORTED") return;
		faults.push(`${request.url()}: ${request.failure()?.errorText}`);
	});
	page.on("response", (response) => {
		if (response.status() >= 400) faults.push(`${response.url()}: ${response.status()}`);
	});
	if (options.javaScriptEnabled !== false) {
		await page.exposeFunction("reportFault", (fault) => faults.push(fault));
		await page.addInitScript(() => {
			addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile }) =>
				globalThis.reportFault(`policy: ${violatedDirective} ${blockedURI} ${sourceFile}`),
			);
		});
	}
	await page.goto(url);
	return { page, faults, close: () => context.close() };
}
