import { beforeEach, describe, expect, it } from "vitest";
import { createHosted, textOf } from "../hosted/people";
import { removeAllPolicies } from "../policies/challenge/policies";
import { createWorld, type World } from "../support/world";
import { setProperty } from "./properties";

let world: World;
let hosted: Awaited<ReturnType<typeof createHosted>>;
beforeEach(async () => {
	world = await createWorld();
	await removeAllPolicies(world);
	hosted = await createHosted(world, { REGISTRATION: "REGISTER_OPTIONAL" });
	await set("register.userinfo.enabled", "true");
});

const set = (name: string, value: string, locale?: string) =>
	setProperty(world, `bharosa.uio.${hosted.application}.${name}`, value, locale);

/** The page as a new person sees it. */
async function page(locale = "en", more: Record<string, unknown> = {}): Promise<string> {
	const { id } = await hosted.newPerson({}, { mobile: false, question: false });
	return (await hosted.come(id, { locale, ...more })).first.html;
}

/** Somebody sets a text for all languages, and one for Japanese. */
async function expectText(name: string) {
	await set(name, "Words of ours");
	await set(name, "当社の言葉", "ja");
	expect(textOf(await page())).toContain("Words of ours");
	expect(textOf(await page("ja"))).toContain("当社の言葉");
}

describe("the registration page", () => {
	it("register.userinfo.title is its title", () => expectText("register.userinfo.title"));

	it("register.userinfo.message is what it begins with, as HTML of ours", async () => {
		await expectText("register.userinfo.message");
		await set("register.userinfo.message", "<b>Your</b> number, please");
		expect(await page()).toContain("<b>Your</b> number, please");
	});

	it("register.userinfo.continue.button is its button", async () => {
		await expectText("register.userinfo.continue.button");
		expect(await page()).toMatch(/<button type="submit" class="button button-main">Words of ours</);
	});

	it("register.userinfo.decline.message stands beside the button to decline, where there is one", async () => {
		await set("register.userinfo.decline.message", "Think twice");
		expect(textOf(await page())).not.toContain("Think twice");
		await set("otp.optOut.enabled", "true");
		await set("register.userinfo.decline.enabled", "true");
		await expectText("register.userinfo.decline.message");
	});

	it("register.userinfo.decline.button is the button to decline", async () => {
		await set("otp.optOut.enabled", "true");
		await set("register.userinfo.decline.enabled", "true");
		await expectText("register.userinfo.decline.button");
	});

	it("register.userinfo.registerdevice.message is the label of the box, for a browser that is known and not registered", async () => {
		const name = "register.userinfo.registerdevice.message";
		await set(name, "This is mine");
		await set("registerdevice.enabled", "true");
		await set("register.userinfo.registerdevice.enabled", "true");
		expect(textOf(await page())).not.toContain("This is mine");
		const client = { deviceToken: "a-browser-of-a-person" };
		expect(textOf(await page("en", { client }))).toContain("This is mine");
	});
});
