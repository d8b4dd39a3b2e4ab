// The texts of pages and messages for whoever writes them: what we say, what a customer says instead, and what lacks a
// translation.
import type { Ctx } from "../context";
import { type Page, pageOf } from "../db";
import { notFound } from "../errors";
import { bestLanguage, languages } from "../languages";
import { findNamed, type Named, shippedNames, wholeName } from "./catalogue";
import { placingOf, type TextPlace, type TextPlacing, textPlaces } from "./catalogue/texts";
import { readSnapshot } from "./snapshot";
import { findValue, keysOf, type Layer, localesOf, type Snapshot, type Value } from "./values";
import { ownText } from "./words";

export interface TextState extends Named, TextPlacing {
	/** What ships, in the language of ours that fits best; null: nothing. */
	ours: string | null;
	/** What counts in place of ours, and who says so; null: nobody does. */
	theirs: Value | null;
	/** What is set at this scope in this very language. */
	own: string | null;
	/** Languages with a text at this scope. */
	locales: string[];
	/** What `about` is called, in the reader's language. */
	aboutName: string;
	/** Languages whose readers see a text of ours, while readers of others see the customer's. */
	untranslated: string[];
}

export interface TextQuery {
	scope: string;
	/** Empty: all languages. */
	locale: string;
	/** Which of our texts is shown where `locale` is empty. */
	language: string;
	place?: TextPlace;
	/** A challenge type. */
	type?: string;
	/** A part of the name or of a text, whatever its letters' case. */
	search: string;
	isUntranslated?: boolean;
	after?: string;
	limit: number;
}

/** In the order of the places, and there by what they are about. With the challenge types that there are. */
export async function listTexts(
	ctx: Ctx,
	query: TextQuery,
): Promise<Page<TextState> & { types: { key: string; name: string }[] }> {
	const { scope, place, type, isUntranslated = false, after, limit } = query;
	const snapshot = await readSnapshot(ctx, scope);
	const set = new Set(snapshot.layers.flatMap(({ values }) => [...values.keys()]));
	const isWanted = (text: TextState): boolean =>
		(place === undefined || text.place === place) &&
		(type === undefined || text.about === type) &&
		(!isUntranslated || text.untranslated.length > 0) &&
		holds(text, query.search);
	const read = readerOf(snapshot, query);
	const wanted = [...new Set([...shippedNames, ...set])]
		.flatMap((name) => findNamed(wholeName({ scope, name })) ?? [])
		.flatMap((named) => read.text(named) ?? [])
		.filter((text) => (set.has(text.name) || isUsual(text)) && isWanted(text))
		.sort(inOrder);
	const start = after === undefined ? 0 : wanted.findIndex((text) => wholeName(text) === after) + 1;
	const page = pageOf(wanted.slice(start, start + limit + 1), limit, wholeName);
	const types = keysOf(snapshot, "challenge.type.enum").map((key) => ({ key, name: read.typeName(key) }));
	return { ...page, types };
}

/** Throws 404 for a name that is no text. */
export async function getText(
	ctx: Ctx,
	name: string,
	{ locale, language }: Pick<TextQuery, "locale" | "language">,
): Promise<{ text: TextState; snapshot: Snapshot }> {
	const named = findNamed(name);
	const snapshot = named && (await readSnapshot(ctx, named.scope));
	const text = snapshot && readerOf(snapshot, { locale, language }).text(named);
	if (!text) throw notFound("Text", name);
	return { text, snapshot };
}

/** The settings as if the property had this value, in all languages and for everybody. */
export function withValue({ scope, layers }: Snapshot, name: string, value: string): Snapshot {
	const others = layers.map((layer): Layer => {
		const values = new Map(layer.values);
		values.delete(name);
		return { ...layer, values };
	});
	return { scope, layers: [{ scope, values: new Map([[name, new Map([["", value]])]]) }, ...others] };
}

function readerOf(snapshot: Snapshot, { locale, language }: Pick<TextQuery, "locale" | "language">) {
	const { scope, layers } = snapshot;
	const values = layers.find((layer) => layer.scope === scope)?.values;
	const set = layers.flatMap((layer) => [...layer.values.values()].flatMap((texts) => [...texts.keys()]));
	const spoken = [...new Set([...languages, ...set.filter((tag) => tag !== "")])];

	/** A text for all languages leaves nobody out. Otherwise our languages need one, and those of the other texts. */
	function untranslated(name: string): string[] {
		const offered = localesOf(layers, name);
		const isForAll = layers.some((layer) => layer.values.get(name)?.has(""));
		if (offered.length === 0 || isForAll) return [];
		return spoken.filter((tag) => bestLanguage([tag], offered) === undefined);
	}

	const said = (name: string) => findValue(snapshot, name, [language])?.value;
	const typeName = (key: string) => said(`challenge.type.enum.${key}.name`) ?? key;
	const fields = keysOf(snapshot, "userinfo.inputs.enum");

	/** A label is HTML, and a name is not. */
	function aboutName({ part, about }: TextPlacing): string {
		if (about === "" || part === "event") return "";
		if (part === "infoTitle" || part === "infoText") return said(`messages.enum.${about}.name`) ?? about;
		const field = fields.find((key) =>
			part === "fieldError" ? said(`userinfo.inputs.enum.${key}.errorCode`) === about : key === about,
		);
		const isOfField = part === "fieldLabel" || part === "fieldHint" || part === "fieldError";
		if (!isOfField || field === undefined) return isOfField ? about : typeName(about);
		return (said(`userinfo.inputs.enum.${field}.name`) ?? about).replaceAll(/<[^>]*>/g, "");
	}

	/** Null: the property is no text. */
	function text(named: Named): TextState | null {
		const { name } = named;
		const placing = placingOf(named);
		if (placing === null) return null;
		const counts = findValue(snapshot, name, locale === "" ? [] : [locale]);
		const own = values?.get(name);
		return {
			...named,
			...placing,
			aboutName: aboutName(placing),
			ours: ownText(name, [locale || language])?.value ?? null,
			theirs: counts !== null && counts.from !== null ? counts : null,
			own: own?.get(locale) ?? null,
			locales: [...(own?.keys() ?? [])].filter((tag) => tag !== ""),
			untranslated: untranslated(name),
		};
	}

	return { text, typeName };
}

const senders = ["ChallengeSMS", "ChallengeVoice", "ChallengeEmail", "ChallengeIM"];

/** The other types send no messages, and only mail has a subject. */
const isUsual = ({ place, part, about }: TextState): boolean =>
	place !== "messages" || (senders.includes(about) && (part !== "subject" || about === "ChallengeEmail"));

function inOrder(one: TextState, other: TextState): number {
	if (one.place !== other.place) return textPlaces.indexOf(one.place) - textPlaces.indexOf(other.place);
	return `${one.about} ${one.name}` < `${other.about} ${other.name}` ? -1 : 1;
}

function holds(text: TextState, search: string): boolean {
	const wanted = search.trim().toLowerCase();
	return [wholeName(text), text.ours, text.theirs?.value].some((one) => one?.toLowerCase().includes(wanted));
}
