// The files that pages load. Their addresses change with their content, so that browsers may keep them.
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { base } from "./style/base";
import { feed } from "./style/feed";
import { manual } from "./style/manual";
import { parts } from "./style/parts";
import { shell } from "./style/shell";
import { tokens } from "./style/tokens";

/** The one stylesheet of the product. */
const stylesheet = [tokens, base, shell, parts, feed, manual].join("");

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
	/** Path with the first characters of the content's hash. */
	url: string;
}

const hashCharacters = 12;

const asset = (name: string, mediaType: string, text: string): readonly [string, Asset] => {
	const hash = bytesToHex(sha256(utf8ToBytes(text))).slice(0, hashCharacters);
	return [name, { text, mediaType, url: `/ui/${name}?v=${hash}` }];
};

export const assets: ReadonlyMap<string, Asset> = new Map([
	asset("style.css", "text/css; charset=utf-8", stylesheet),
	asset("icon.svg", "image/svg+xml", icon),
]);

export const assetUrl = (name: string): string => assets.get(name)!.url;
