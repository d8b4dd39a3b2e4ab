// The example application beside a Tessera of a test's own, and a person who signs in there.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { asker, setUp } from "../../scripts/example/set-up.mjs";
import { openPage, views } from "./browser.mjs";
import { freePort } from "./server.mjs";
import { goOn } from "./signed-in.mjs";

/** `sign-in.mjs` draws its own pages, `hosted-pages.mjs` sends people to Tessera's. */
const programOf = (name) => fileURLToPath(new URL(`../../examples/${name}`, import.meta.url));
const login = "ada@example.com";
const password = "a field of blue flax";
/** The button that sends a code by e-mail. */
export const byMail = "form:has([value=ChallengeEmail]) button";

export async function startExample({ server, browser }, name = "sign-in.mjs") {
	const ask = asker(server);
	// Tests don't wait between two messages.
	await ask("PUT", "/api/v1/send-limits", {
		mail: { cooldownSeconds: 0, perDestination: { hourly: 500, daily: 500 }, perRangeHourly: null },
	});
	const appUrl = `http://localhost:${await freePort()}`;
	const environment = await setUp(server, { name: "Example", appUrl, login });
	const child = spawn(process.execPath, [programOf(name)], {
		env: { ...process.env, ...environment },
		stdio: ["ignore", "pipe", "inherit"],
	});
	await once(child.stdout, "data");

	/** A browser that nobody has seen before, on the page for the password. */
	const open = async (view = views[0]) => openPage(browser, view, appUrl);

	/** As far as the page for the code. */
	async function openCodePage(view) {
		const opened = await open(view);
		await sendPassword(opened.page);
		await goOn(opened.page, byMail);
		return { ...opened, code: await newestCode() };
	}

	async function sendPassword(page, typed = password) {
		await page.locator("[name=login]").fill(login);
		await page.locator("[name=password]").fill(typed);
		await goOn(page, "main button");
	}

	async function newestCode() {
		const [message] = await ask("GET", `/dev/inbox.json?limit=1&to=${encodeURIComponent(login)}`);
		return message.code;
	}

	/** Types the code, and keeps the address that the browser would have been sent to. */
	async function wayBack(page, code) {
		const csrf = await page.locator("form[action='/answer'] [name=csrf]").inputValue();
		const form = { csrf, answer: code };
		const answer = await page.context().request.post(`${appUrl}/answer`, { form, maxRedirects: 0 });
		return answer.headers().location;
	}

	const stop = async () => {
		child.kill();
		await once(child, "exit");
	};
	return { ...environment, appUrl, open, openCodePage, sendPassword, newestCode, wayBack, stop };
}

/** Types the answer on the code page, and goes on. */
export async function sendAnswer(page, answer) {
	await page.locator("[name=answer]").fill(answer);
	await goOn(page, "form[action='/answer'] button");
}
