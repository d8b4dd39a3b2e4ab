// The HTML that a property may hold. It is written anew from what was understood, so nothing else gets through. PURE.
import { escapeHtml, readEntity } from "./entities";

/** Elements that come through, without attributes. Only a link has one: its address. */
const elements = new Set(["a", "b", "strong", "i", "em", "br", "p", "ul", "ol", "li"]);

/** What stands in these elements isn't text for people, so it goes with them. */
const unreadable =
	/<(script|style|title|textarea|noscript|template|iframe|object|svg|math|xmp)\b[\s\S]*?(<\/\1\s*>|$)/gi;

const comment = /<!--[\s\S]*?(-->|$)/g;

/** A tag, an entity, or text. An attribute's quotes may hide a `>`; a `<` begins something new. */
const piece = /<(\/?)([a-z][a-z0-9]*)((?:"[^"]*"|'[^']*'|[^'"<>])*)>|(&#?[a-z0-9]{1,31};)|([<&]|[^<&]+)/gi;

const attribute = /([^\s"'>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?/g;

const deepest = 20;

interface SanitizedHtml {
	html: string;
	/** The names of what was left out, such as `script` or `onclick`. */
	dropped: string[];
}

/** What comes out goes in again without a change. */
export function sanitizeHtml(text: string): SanitizedHtml {
	const dropped = new Set<string>();
	const drop = (name: string) => {
		dropped.add(name.toLowerCase().slice(0, 40));
		return "";
	};
	const readable = text.replaceAll(comment, () => drop("comment")).replaceAll(unreadable, (_, name) => drop(name));
	const open: string[] = [];
	const closeTo = (depth: number) => open.splice(depth).reverse().map(endOf).join("");

	const written = [...readable.matchAll(piece)].map(([whole, slash, tag, attributes = "", entity, plain]) => {
		if (plain !== undefined) return escapeHtml(plain);
		if (entity !== undefined) return escapeHtml(readEntity(entity) ?? entity);
		const name = tag?.toLowerCase() ?? whole;
		if (!elements.has(name)) return drop(name);
		if (slash === "/") return open.includes(name) ? closeTo(open.lastIndexOf(name)) : "";
		const given = readAttributes(attributes);
		for (const other of given.keys()) if (!isOurs(name, other)) drop(other);
		if (name === "br") return "<br>";
		// Neither links nor paragraphs stand in their like.
		const before = ["a", "p"].includes(name) && open.includes(name) ? closeTo(open.lastIndexOf(name)) : "";
		const begin = name === "a" ? linkTag(given.get("href") ?? "") : `<${name}>`;
		if (begin === null) drop("href");
		if (begin === null || open.length >= deepest) return before;
		open.push(name);
		return before + begin;
	});
	return { html: written.join("") + closeTo(0), dropped: [...dropped] };
}

const endOf = (name: string): string => `</${name}>`;

/** `rel` is what we write ourselves. */
const isOurs = (element: string, name: string): boolean => element === "a" && (name === "href" || name === "rel");

const readAttributes = (text: string): Map<string, string> =>
	new Map(
		[...text.matchAll(attribute)].map(([, name = "", value = ""]) => [
			name.toLowerCase(),
			value.replace(/^(["'])([\s\S]*)\1$/, "$2"),
		]),
	);

/** The reference's link to a text that opens: `javascript:infoWindow('terms');`. */
const infoWindow = /^javascript:infoWindow\((['"])([A-Za-z]\w{0,63})\1\);?$/i;

/** A link to a text of ours, which works without a script: the text stands in the same page under this name. */
const ownText = /^#info-[A-Za-z]\w{0,63}$/;

/** The begin of a link; null if it may lead anywhere. A browser leaves out white space and control characters. */
function linkTag(href: string): string | null {
	const decoded = href.replaceAll(/&#?[a-z0-9]{1,31};/gi, (entity) => readEntity(entity) ?? entity);
	const address = decoded.replaceAll(/[\s\p{Cc}]/gu, "");
	const key = infoWindow.exec(address)?.[2];
	if (key !== undefined) return `<a href="#info-${key}">`;
	if (ownText.test(address)) return `<a href="${address}">`;
	if (!/^(https?:\/\/|mailto:)/i.test(address) || !URL.canParse(address)) return null;
	const { href: plain, username, password, protocol } = new URL(address);
	if (username !== "" || password !== "") return null;
	const rel = protocol === "mailto:" ? "" : ' rel="noopener noreferrer"';
	return `<a href="${escapeHtml(plain)}"${rel}>`;
}
