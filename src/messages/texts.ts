// The texts that a customer writes in place of ours: which there are, what counts without one, and changing them.
import type { Ctx } from "../context";
import { notFound } from "../errors";
import type { Cause } from "../errors/cause";
import { findNamed, wholeName } from "../settings/catalogue";
import { remarksOnPlaceholders } from "../settings/other-languages";
import { changeProperties } from "../settings/service";
import { readSnapshot } from "../settings/snapshot";
import { findFirst, type Layer, localeOf, type Snapshot } from "../settings/values";
import { ourTexts } from "./compose";
import { type Channel, channels, type Purpose, purposes } from "./message";
import { namesOf, typeOf } from "./own-texts";

/** What a text is for. */
export interface TextPlace {
	/** `default`, or the id of an application. */
	scope: string;
	channel: Channel;
	/** Null: all purposes, where none has a text of its own. */
	purpose: Purpose | null;
	/** Empty: all languages, where none has a text of its own. */
	locale: string;
}

/** How addresses write null and the empty language. Neither word is a purpose or a language. */
const any = "any";
const all = "default";

/** A place in four words, such as `default`, `sms`, `unlock`, `ja`. */
export const wordsOfPlace = ({ scope, channel, purpose, locale }: TextPlace): string[] => [
	scope,
	channel.toLowerCase(),
	purpose ?? any,
	locale || all,
];

/** Throws 404 for words that name no place. */
export function placeOfWords(words: Readonly<Record<string, string>>): TextPlace {
	const { scope = "" } = words;
	const channel = channels.find((one) => one.toLowerCase() === words.channel);
	const purpose = words.purpose === any ? null : purposes.find((one) => one === words.purpose);
	const locale = words.locale === all ? "" : localeOf(words.locale ?? "");
	if (!channel || purpose === undefined || locale === null) throw notFound("Text", Object.values(words).join(" "));
	return { scope, channel, purpose, locale };
}

/** The channel whose texts a challenge type says; null: the type is a customer's own. */
export const channelOf = (type: string): Channel | null => channels.find((channel) => typeOf[channel] === type) ?? null;

/** The ends of properties. */
const ends = { subject: "subject", body: "body", fromName: "from.name", fromAddress: "from.address" } as const;
export type TextPart = keyof typeof ends;
export type TextParts = Readonly<Partial<Record<TextPart, string | null>>>;

/** What can be said at a place: an address is the same for all, and a name for all purposes. */
export function partsAt({ purpose, locale }: TextPlace): readonly TextPart[] {
	if (purpose !== null) return ["subject", "body"];
	return locale === "" ? ["subject", "body", "fromName", "fromAddress"] : ["subject", "body", "fromName"];
}

const nameOf = ({ channel, purpose }: TextPlace, part: TextPart) =>
	[typeOf[channel], "message", ...(purpose === null ? [] : [purpose]), ends[part]].join(".");

/** Which part a property is about: `ChallengeSMS.message.body` → `body`. */
export const partOfName = (name: string): TextPart | null =>
	(Object.keys(ends) as TextPart[]).find((part) => name.endsWith(`.${ends[part]}`)) ?? null;

/** A text that counts. */
export interface CountingText {
	purpose: Purpose;
	/** Empty: for all languages. */
	locale: string;
	/** The scope that has the text; null: it is ours. */
	from: string | null;
	subject: string | null;
	body: string;
}

interface TextState {
	/** What is set at this place. Null: nothing. */
	own: Record<TextPart, string | null>;
	/** Languages with a text of their own at places beside this one. */
	locales: string[];
	/** What counts without the text, for each purpose that it is for. */
	otherwise: CountingText[];
	remarks: Cause[];
}

/**
 * Reads a text and what is around it.
 * @param language which of our texts is shown where the place is for all languages
 */
export async function getText(ctx: Ctx, place: TextPlace, language: string): Promise<TextState> {
	const snapshot = await readSnapshot(ctx, place.scope);
	const own = partsIn(snapshot, place);
	const rest = without(snapshot, place);
	return {
		own,
		locales: localesAt(snapshot, place),
		otherwise: (place.purpose === null ? purposes : [place.purpose]).map((purpose) =>
			countingText(rest, { ...place, purpose }, language),
		),
		remarks: own.body === null ? [] : remarksAt(snapshot, place, own.body),
	};
}

/** Says for each place of a scope in which languages there is a text, and whether another scope has one. */
export async function listTexts(ctx: Ctx, scope: string) {
	const snapshot = await readSnapshot(ctx, scope);
	return (channel: Channel, purpose: Purpose | null) => {
		const place = { scope, channel, purpose, locale: "" };
		const inherited = snapshot.layers.filter((layer) => layer.scope !== scope);
		return {
			locales: localesAt(snapshot, place),
			isInherited: inherited.some(({ values }) => values.has(nameOf(place, "body"))),
		};
	};
}

/**
 * Sets the given parts. An empty part is none, so that the next one counts.
 * @param options.isTrial checks, and changes nothing
 * @throws 400 whose fields are the names of properties
 */
export async function changeText(
	ctx: Ctx,
	place: TextPlace,
	parts: TextParts,
	options: { isTrial: boolean },
): Promise<void> {
	const own = partsIn(await readSnapshot(ctx, place.scope), place);
	const changes = partsAt(place).flatMap((part) => {
		const value = parts[part] || null;
		return parts[part] === undefined || value === own[part] ? [] : [[nameOf(place, part), value] as const];
	});
	await changeProperties(ctx, place, new Map(changes), options);
}

/** Ends all parts of a text. */
export const resetText = (ctx: Ctx, place: TextPlace): Promise<void> =>
	changeText(ctx, place, { subject: null, body: null, fromName: null, fromAddress: null }, { isTrial: false });

const layerOf = ({ layers, scope }: Snapshot): Layer["values"] =>
	layers.find((layer) => layer.scope === scope)?.values ?? new Map();

function partsIn(snapshot: Snapshot, place: TextPlace): Record<TextPart, string | null> {
	const partOf = (part: TextPart) => layerOf(snapshot).get(nameOf(place, part))?.get(place.locale) ?? null;
	return {
		subject: partOf("subject"),
		body: partOf("body"),
		fromName: partOf("fromName"),
		fromAddress: partOf("fromAddress"),
	};
}

/** The languages in which something is set, whatever the place's own. */
const localesAt = (snapshot: Snapshot, place: TextPlace): string[] => {
	const names = partsAt({ ...place, locale: "" }).map((part) => nameOf(place, part));
	return [...new Set(names.flatMap((name) => [...(layerOf(snapshot).get(name)?.keys() ?? [])]))].sort();
};

/** As if the text weren't there. */
function without(snapshot: Snapshot, place: TextPlace): Snapshot {
	const names = new Set(partsAt(place).map((part) => nameOf(place, part)));
	const rest = ({ scope, values }: Layer): Layer => ({
		scope,
		values: new Map(
			[...values].map(([name, texts]) => [
				name,
				names.has(name) ? new Map([...texts].filter(([locale]) => locale !== place.locale)) : texts,
			]),
		),
	});
	return { ...snapshot, layers: snapshot.layers.map((layer) => (layer.scope === place.scope ? rest(layer) : layer)) };
}

function countingText(
	snapshot: Snapshot,
	{ channel, purpose, locale }: TextPlace & { purpose: Purpose },
	language: string,
): CountingText {
	const wanted = locale === "" ? [] : [locale];
	const body = findFirst(snapshot, namesOf(typeOf[channel], purpose, "body"), wanted);
	const subject = findFirst(snapshot, namesOf(typeOf[channel], purpose, "subject"), wanted);
	const ours = ourTexts(channel, purpose, locale || language);
	return {
		purpose,
		locale: body?.locale ?? ours.locale,
		from: body?.from ?? null,
		subject: subject?.value ?? ours.subject,
		body: body?.value ?? ours.body,
	};
}

/** What the writer of a text should know about those in other languages. */
function remarksAt(snapshot: Snapshot, place: TextPlace, body: string): Cause[] {
	const { scope, locale } = place;
	const name = nameOf(place, "body");
	const named = findNamed(wholeName({ scope, name }));
	const texts = [...(layerOf(snapshot).get(name) ?? [])].map(([locale, value]) => ({ scope, name, locale, value }));
	return named === null ? [] : remarksOnPlaceholders(named, { value: body, locale }, texts);
}
