// The files that pages load. Their addresses change with their content, so that browsers may keep them.
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import confirm from "./browser/confirm.browser.js";
import copy from "./browser/copy.browser.js";
import live from "./browser/live.browser.js";
import menu from "./browser/menu.browser.js";
import order from "./browser/order.browser.js";
import pads from "./browser/pads.browser.js";
import passkey from "./browser/passkey.browser.js";
import password from "./browser/password.browser.js";
import picture from "./browser/picture.browser.js";
import progress from "./browser/progress.browser.js";
import session from "./browser/session.browser.js";
import tail from "./browser/tail.browser.js";
import time from "./browser/time.browser.js";
import otpWindow from "./browser/window.browser.js";
import base from "./style/base.css";
import consolePages from "./style/console.css";
import delivery from "./style/delivery.css";
import feed from "./style/feed.css";
import forms from "./style/forms.css";
import hosted from "./style/hosted.css";
import insight from "./style/insight.css";
import manual from "./style/manual.css";
import padStyle from "./style/pads.css";
import parts from "./style/parts.css";
import people from "./style/people.css";
import policies from "./style/policies.css";
import registration from "./style/registration.css";
import shell from "./style/shell.css";
import tables from "./style/tables.css";
import tokens from "./style/tokens.css";

/** The mark of the product: four tiles, one of them turned, like a tessera in a mosaic. */
const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect width="32" height="32" rx="7" fill="#2f54c8"/>
<g fill="#fff"><rect x="7" y="7" width="8" height="8" rx="1.5"/><rect x="7" y="17" width="8" height="8" rx="1.5" opacity=".6"/>
<rect x="17" y="17" width="8" height="8" rx="1.5"/></g>
<rect x="17.6" y="6.4" width="8" height="8" rx="1.5" fill="#ffc857" transform="rotate(14 21.6 10.4)"/>
</svg>`;

interface Asset {
	text: string;
	mediaType: string;
}

const css = (...texts: string[]): Asset => ({ text: texts.join("\n"), mediaType: "text/css; charset=utf-8" });
const js = (text: string): Asset => ({ text, mediaType: "text/javascript; charset=utf-8" });

const files = {
	// `tokens` comes first, because it names the order of the layers.
	"style.css": css(
		tokens,
		base,
		shell,
		parts,
		forms,
		tables,
		feed,
		manual,
		consolePages,
		delivery,
		people,
		insight,
		policies,
	),
	"hosted.css": css(tokens, base, forms, hosted, padStyle, registration),
	"confirm.js": js(confirm),
	"copy.js": js(copy),
	"live.js": js(live),
	"menu.js": js(menu),
	"order.js": js(order),
	"pads.js": js(pads),
	"passkey.js": js(passkey),
	"password.js": js(password),
	"picture.js": js(picture),
	"progress.js": js(progress),
	"session.js": js(session),
	"tail.js": js(tail),
	"time.js": js(time),
	"window.js": js(otpWindow),
	"icon.svg": { text: icon, mediaType: "image/svg+xml" },
} as const satisfies Record<string, Asset>;

export type AssetName = keyof typeof files;
export type ScriptName = Extract<AssetName, `${string}.js`>;

/** Every file there is. A name that isn't here is never looked for elsewhere. */
export const assets: ReadonlyMap<string, Asset> = new Map(Object.entries(files));

const hashCharacters = 12;
const addresses = new Map<AssetName, string>();

/** Returns a file's path with the first characters of its content's hash. An isolate hashes each file once. */
export function assetUrl(name: AssetName): string {
	const known = addresses.get(name);
	if (known !== undefined) return known;
	const hash = bytesToHex(sha256(utf8ToBytes(files[name].text))).slice(0, hashCharacters);
	const address = `/ui/${name}?v=${hash}`;
	addresses.set(name, address);
	return address;
}
