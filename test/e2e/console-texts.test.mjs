// Words, branding and signing keys in a real Chromium: a text is written beside its preview and read by a person, an
// application gets its colours and its keys, with and without script, and all the pages as people see them.
import "reflect-metadata";
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { BasicConstraintsExtension, PemConverter, X509CertificateGenerator } from "@peculiar/x509";
import { fewViews, openPage, views, whyNoBrowser } from "./browser.mjs";
import { createHosted } from "./hosted.mjs";
import { assertReadable, findingsOfAxe, keepPicture } from "./inspect.mjs";
import { ask } from "./server.mjs";
import { goOn } from "./signed-in.mjs";
import { startTessera } from "./tessera.mjs";

const list = "/console/texts";
/** Names that stand in headings: keys, and the words of properties. */
const names = ["Musterbank", "RS256", "PKCS", "PEM", "RSA", "PNG", "JPEG"].concat(
	"otp invalid email im mobile phone privacy terms".split(" "),
);

/** A text that is wrong is answered 400, also while somebody types. */
const unexpected = (faults) => faults.filter((fault) => !/^verbose: \[DOM\]|: 400$|status of 400/.test(fault));

/** An RSA key that vouches for itself, as PEM. */
async function makeKey() {
	const rsa = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256", publicExponent: new Uint8Array([1, 0, 1]) };
	const keys = await crypto.subtle.generateKey({ ...rsa, modulusLength: 2048 }, true, ["sign", "verify"]);
	const dayMs = 86_400_000;
	const certificate = await X509CertificateGenerator.createSelfSigned({
		name: "CN=Musterbank",
		keys,
		notBefore: new Date(Date.now() - dayMs),
		notAfter: new Date(Date.now() + 20 * dayMs),
		signingAlgorithm: rsa,
		extensions: [new BasicConstraintsExtension(false)],
	});
	const pkcs8 = await crypto.subtle.exportKey("pkcs8", keys.privateKey);
	return { privateKey: PemConverter.encode(pkcs8, "PRIVATE KEY"), certificates: certificate.toString("pem") };
}

describe("words, branding and keys", { timeout: 600_000, skip: whyNoBrowser() }, () => {
	let server;
	let browser;
	let openSignedIn;
	let stop;
	let hosted;

	before(async () => {
		({ server, browser, openSignedIn, stop } = await startTessera());
		hosted = await createHosted(server);
	});
	after(() => stop?.());

	const main = (page) => page.locator("main").innerText();
	const shown = (page) => page.frameLocator(".page-preview");
	const own = (name) => `bharosa.uio.${hosted.application}.${name}`;
	const at = (name, locale = "en") => `${list}/${own(name)}?locale=${locale}`;
	const applicationAt = (step = "") => `/console/applications/${hosted.application}${step}`;
	const press = (page) => Promise.all([page.waitForNavigation(), page.locator("main button[name=do]").click()]);

	/** What a person reads who is sent to the pages. */
	async function comeAs(view, look, options = {}) {
		const person = await hosted.newPerson(view.locale);
		const { page, close } = await openPage(
			browser,
			view,
			await hosted.hostedUrl(person.id, { locale: view.locale }),
			options,
		);
		await look(page);
		await close();
	}

	it("a text is found, written beside its preview, and read by people in their languages", async () => {
		const { page, faults, close } = await openSignedIn(list);
		await page.locator("#field-scope").selectOption(hosted.application);
		await page.locator("#field-place").selectOption("choose");
		await page.locator("#field-type").selectOption("ChallengeSMS");
		await goOn(page, "main .form-row button");
		await page.getByRole("link", { name: "Name of the method: Text message" }).click();
		await shown(page).getByRole("button", { name: "Text message" }).waitFor();
		await page.locator("#field-value").fill("A text from us");
		await shown(page).getByRole("button", { name: "A text from us" }).waitFor();
		await goOn(page);
		assert.match(await main(page), /Your text is saved\.[\s\S]*none in Japanese/);
		await page.goto(server.baseUrl + at("challenge.type.enum.ChallengeSMS.name", "ja"));
		await page.locator("#field-value").fill("SMSでお知らせ");
		await goOn(page);
		assert.doesNotMatch(await main(page), /none in Japanese/);
		await comeAs(
			views.find(({ locale }) => locale === "en"),
			async (person) => assert.match(await main(person), /A text from us/),
		);
		await comeAs(
			views.find(({ locale }) => locale === "ja"),
			async (person) => assert.match(await main(person), /SMSでお知らせ/),
		);
		assert.deepEqual(unexpected(faults), []);
		await close();
	});

	it("a text is previewed, saved and reset without script, in Japanese", async () => {
		const view = views.find(({ locale }) => locale === "ja");
		const { page, close } = await openSignedIn(at("register.userinfo.title", "ja"), { view, javaScriptEnabled: false });
		await page.locator("#field-value").fill("連絡先の確認");
		await press(page);
		assert.equal(await shown(page).locator("h1").innerText(), "連絡先の確認");
		await page.locator("#field-value").fill("x".repeat(501));
		await press(page);
		assert.match(await page.locator("#field-value-error").innerText(), /500/);
		await page.locator("#field-value").fill("連絡先の確認");
		await goOn(page);
		assert.match(await main(page), /文言を保存しました。/);
		await page.getByRole("button", { name: "標準に戻す" }).click();
		assert.match(await main(page), /独自の文言を取り消しました。/);
		assert.equal(await shown(page).locator("h1").innerText(), "連絡先の登録");
		await close();
	});

	it("an application gets a colour that can be read and a picture, previewed before they are saved", async () => {
		const { page, faults, close } = await openSignedIn(applicationAt());
		await page.getByRole("link", { name: "Edit the branding" }).click();
		await page.locator("#field-accentColor").fill("#ffff00");
		await page.getByText("Too light").waitFor();
		assert.equal(await page.locator("#field-accentColor").getAttribute("aria-invalid"), "true");
		await page.locator("#field-accentColor").fill("#7a1fa2");
		await page.getByText("Can be read").waitFor();
		const button = shown(page).locator(".button-main");
		const color = () => button.evaluate((element) => getComputedStyle(element).backgroundColor);
		await page.waitForFunction(
			() => document.querySelector(".page-preview")?.contentDocument?.readyState === "complete",
		);
		assert.equal(await color(), "rgb(122, 31, 162)");
		const buffer = await page.locator("main h1").screenshot();
		await page.locator("#picture").setInputFiles({ name: "logo.png", mimeType: "image/png", buffer });
		await shown(page).locator('.brand img[src^="data:image/png;base64,"]').waitFor();
		assert.ok((await page.locator("#field-logo").inputValue()).length <= 32 * 1024);
		await page
			.locator("#picture")
			.setInputFiles({ name: "logo.txt", mimeType: "text/plain", buffer: Buffer.from("x") });
		await page.locator("#field-logo-error").waitFor();
		await page.locator("#picture").setInputFiles({ name: "logo.png", mimeType: "image/png", buffer });
		await shown(page).locator('.brand img[src^="data:image/png;base64,"]').waitFor();
		await goOn(page);
		assert.match(await main(page), /is saved/);
		assert.equal(await page.locator("main img.logo").count(), 1);
		assert.deepEqual(unexpected(faults), []);
		await close();
	});

	it("branding is previewed and saved without script, and people see it", async () => {
		const { page, close } = await openSignedIn(applicationAt("/branding"), { javaScriptEnabled: false });
		await page.locator("#field-brandName").fill("Kiosk");
		await page.locator("#field-contactText").fill("en: Ask at the counter");
		await press(page);
		assert.match(await shown(page).locator("body").innerText(), /Kiosk[\s\S]*Ask at the counter/);
		await goOn(page);
		await comeAs(views[0], async (person) => assert.match(await person.locator("body").innerText(), /Kiosk/));
		await close();
	});

	it("keys are uploaded and removed without script, and the private key doesn't come back", async () => {
		await page404(applicationAt("/signing-keys/nothing/remove"));
		const { body: application } = await ask(server, "GET", `/api/v1/applications/${hosted.application}`);
		await ask(server, "PUT", `/api/v1/applications/${hosted.application}`, {
			...application,
			signingAlgorithm: "RS256",
		});
		const { page, close } = await openSignedIn(applicationAt(), { javaScriptEnabled: false });
		await page.getByRole("link", { name: "Keys and certificates" }).click();
		const { privateKey, certificates } = await makeKey();
		await page.locator("#field-privateKey").fill(privateKey);
		await page.locator("#field-certificates").fill("nothing");
		await goOn(page);
		assert.equal(await page.locator("#field-privateKey").inputValue(), "");
		assert.equal(await page.locator("#field-certificates").inputValue(), "nothing");
		await page.locator("#field-privateKey").fill(privateKey);
		await page.locator("#field-certificates").fill(certificates);
		await goOn(page);
		assert.match(await main(page), /The key is uploaded\.[\s\S]*Signs each result[\s\S]*Soon/);
		await page.getByRole("link", { name: /^Remove the key/ }).click();
		assert.match(await main(page), /No other key is there/);
		await goOn(page, "main .button-danger");
		assert.match(await main(page), /The key is removed\./);
		await close();
	});

	async function page404(path) {
		const { page, close } = await openSignedIn("/console");
		assert.equal((await page.goto(server.baseUrl + path)).status(), 404);
		await close();
	}

	for (const view of fewViews) {
		it(`as ${view.name}: no fault, readable for everybody, in one language`, async () => {
			const { page, faults, close } = await openSignedIn(list, { view, name: view.name });
			const { locale } = view;
			const { body } = await ask(server, "GET", `/api/v1/applications/${hosted.application}/signing-keys`);
			if (body.length === 0)
				await ask(server, "POST", `/api/v1/applications/${hosted.application}/signing-keys`, await makeKey());
			const paths = [
				list,
				`${list}?place=register&scope=${hosted.application}`,
				`${list}?untranslated=on&q=zzzz`,
				at("challenge.type.enum.ChallengeSMS.name", locale),
				at("ChallengeEmail.incorrect.message", locale),
				at("messages.enum.terms.description", locale),
				at("userinfo.inputs.enum.mobile.name", ""),
				at("notice.text", locale),
				at("otp.sms.stop.words", locale),
				applicationAt(),
				applicationAt("/branding"),
				applicationAt("/signing-keys"),
			];
			for (const [index, path] of paths.entries()) {
				await page.goto(server.baseUrl + path);
				await keepPicture(page, `texts-${index}-${view.name}`);
				await assertReadable(page, view, [...names, hosted.application]).catch((error) => {
					throw new Error(`${path}: ${error.message}`);
				});
				assert.deepEqual(await findingsOfAxe(page), [], path);
			}
			assert.deepEqual(unexpected(faults), []);
			await close();
		});
	}
});
