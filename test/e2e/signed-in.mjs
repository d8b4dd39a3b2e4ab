// Administrators of a Tessera of a test's own: invites them, and signs them in by the pages.
import { createHmac } from "node:crypto";
import { ask } from "./server.mjs";

export const password = "a field of blue flax";

/** What an authenticator app shows now (RFC 6238). */
export function appCode(secret) {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0")).join("");
	const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
	const step = Buffer.alloc(8);
	step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
	const mac = createHmac("sha1", key).update(step).digest();
	const number = mac.readUInt32BE(mac.at(-1) & 0x0f) & 0x7fffffff;
	return String(number % 1_000_000).padStart(6, "0");
}

/** Presses the button that the page is for, and waits for the next page. */
export const goOn = (page, button = "main .button-main") =>
	Promise.all([page.waitForNavigation(), page.locator(button).click()]);

/** Signs out by the reader's menu. */
export async function signOut(page) {
	await page.locator(".reader-button").click();
	await goOn(page, "#reader button");
}

/** Somebody new: login and one-time password. */
export async function invite(server, login, role = "ADMINISTRATOR") {
	const { body } = await ask(server, "POST", "/api/v1/administrators", { login, role });
	return { login, oneTimePassword: body.oneTimePassword };
}

/** Goes from the sign-in as far as the second factor. */
export async function choosePassword(page, server, { login, oneTimePassword }, look = async () => {}) {
	await page.goto(server.consoleUrl);
	await look("sign-in");
	await page.locator("#field-login").fill(login);
	await page.locator("#field-password").fill(oneTimePassword);
	await goOn(page);
	await look("new-password");
	await page.locator("#field-password").fill(password);
	await page.locator("#field-again").fill(password);
	await goOn(page);
}

/**
 * Goes from the sign-in as far as the account's page.
 * @param look is called with the name of each page on the way
 * @returns the secret of the authenticator app, in base32
 */
export async function signInFirst(page, server, invited, look = async () => {}) {
	await choosePassword(page, server, invited, look);
	await look("first-app");
	const secret = (await page.locator(".secret").innerText()).replaceAll(" ", "");
	await page.locator("#field-code").fill(appCode(secret));
	await goOn(page);
	await look("new-recovery-codes");
	await goOn(page);
	await look("account");
	return secret;
}
