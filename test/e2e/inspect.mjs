// Looking at one page: what axe-core finds, whether everything can be read in one language, and its picture.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { clippedTexts, foreignTexts, overlappingTexts } from "./look.mjs";

const axe = readFileSync(new URL("../../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const axeTags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Words that are the same in Japanese: names, encodings, hashes, a key, the first API token, and words of JSON. */
const names = [
	"Tessera",
	"Okta",
	"Verify",
	"Google",
	"OpenAPI",
	"Base",
	"SHA-",
	"GSM-",
	"UCS-",
	"Ctrl",
	"bootstrap",
].concat("string integer number boolean object null date date-time ipv uri base".split(" "));

/** No picture is higher than this. */
const maxHeight = 4_000;

/** Keeps a picture of the page where `SCREENSHOTS` says so. */
export async function keepPicture(page, name) {
	if (!process.env.SCREENSHOTS) return;
	const { width } = page.viewportSize();
	const height = Math.min(maxHeight, await page.evaluate(() => document.documentElement.scrollHeight));
	const clip = { x: 0, y: 0, width, height };
	await page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}.png`, fullPage: true, clip });
}

/**
 * Nothing is cut off, covered, too wide or in another language, and the page says what it is.
 * @param ownNames names on this page that are the same in every language
 */
export async function assertReadable(page, view, ownNames = []) {
	const { wide, headlines, title, language } = await page.evaluate(() => ({
		wide: document.documentElement.scrollWidth - window.innerWidth,
		headlines: document.querySelectorAll("h1").length,
		title: document.title,
		language: document.documentElement.lang,
	}));
	assert.ok(wide <= 0, `${wide} pixels stand out to the right`);
	assert.equal(headlines, 1);
	assert.match(title, /Tessera/);
	assert.equal(language, view.locale);
	assert.deepEqual(await page.evaluate(clippedTexts), [], "cut off");
	assert.deepEqual(await page.evaluate(overlappingTexts), [], "one over the other");
	if (view.locale === "ja")
		assert.deepEqual(await page.evaluate(foreignTexts, [...names, ...ownNames]), [], "not Japanese");
}

/**
 * @param where what axe looks at, as its `context`
 * @returns one text per finding: the rule and where it is broken
 */
export async function findingsOfAxe(page, where = {}) {
	await page.evaluate(axe);
	const { violations } = await page.evaluate(
		([context, tags]) => globalThis.axe.run(context, { runOnly: tags, resultTypes: ["violations"] }),
		[{ include: ["html"], ...where }, axeTags],
	);
	const places = (nodes) => nodes.slice(0, 5).map(({ html }) => html.slice(0, 200));
	return violations.map(({ id, nodes }) => `${id}: ${places(nodes).join(" ")}`);
}
