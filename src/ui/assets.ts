// The files that pages load, with addresses that change when their content does, so that browsers may keep them.
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { icon } from "./icon";
import { stylesheet } from "./stylesheet";

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
