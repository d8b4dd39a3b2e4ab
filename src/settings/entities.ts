// Characters that HTML writes by a name or a number. PURE.

const named: Readonly<Record<string, string>> = {
	amp: "&",
	lt: "<",
	gt: ">",
	quot: '"',
	apos: "'",
	nbsp: "\u00a0",
	copy: "©",
	reg: "®",
	trade: "™",
	hellip: "…",
	ndash: "–",
	mdash: "—",
	laquo: "«",
	raquo: "»",
	yen: "¥",
	euro: "€",
};

const written: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** For the inside of an element, or of an attribute in quotation marks. Control characters go. */
export const escapeHtml = (text: string): string =>
	text.replaceAll(/(?![\n\t])\p{Cc}|\p{Cs}/gu, "").replaceAll(/[&<>"]/g, (character) => written[character] ?? "");

/** `&reg;` → `®`, `&#65;` → `A`. Null for a name that we don't know, and for a number that is no character. */
export function readEntity(entity: string): string | null {
	const name = entity.slice(1, -1);
	if (!name.startsWith("#")) return Object.hasOwn(named, name) ? (named[name] ?? null) : null;
	const number = /^#x[0-9a-f]+$/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
	return Number.isInteger(number) && number > 0 && number <= 0x10ffff ? String.fromCodePoint(number) : null;
}
