// What a file of browser tests begins with: a Tessera of its own, a Chromium, and pages of somebody who is signed in.
import { openPage, startBrowser, views } from "./browser.mjs";
import { newHome, startServer } from "./server.mjs";
import { invite, signInFirst } from "./signed-in.mjs";

/** `stop` ends both, and removes all that they have written. */
export async function startTessera() {
	const home = await newHome();
	let server;
	let browser;
	const stop = async () => {
		await browser?.close();
		await server?.stop();
		home.remove();
	};
	try {
		server = await startServer(home);
		browser = await startBrowser();
	} catch (error) {
		await stop();
		throw error;
	}

	/** A page of somebody new, the login, and the secret of the app. Without a path, it stays where the sign-in ends. */
	async function openSignedIn(path, { view = views[0], name = "dana", role, ...options } = {}) {
		const opened = await openPage(browser, view, server.baseUrl, options);
		const invited = await invite(server, `${name}-${Math.random()}@example.com`, role);
		const secret = await signInFirst(opened.page, server, invited);
		if (path) await opened.page.goto(server.baseUrl + path);
		return { ...opened, login: invited.login, secret };
	}

	return { server, browser, openSignedIn, stop };
}

/** Fills in the fields of the page's form by their names. */
export async function fillIn(page, fields) {
	for (const [name, value] of Object.entries(fields)) {
		const field = page.locator(`main [name="${name}"]`);
		if ((await field.evaluate((element) => element.tagName)) === "SELECT") await field.selectOption(value);
		else await field.fill(value);
	}
}
