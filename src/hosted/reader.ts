// Whom our pages speak to: the browser that a transaction belongs to, by a cookie of its own for each transaction.
import { type Language, ourLanguage } from "../languages";
import type { Key } from "../transactions/verbs/open";
import { readCookie, setCookie } from "../web/cookies";
import type { OwnReader } from "../web/page";

const nameOf = (id: string) => `__Host-tessera-confirm-${id}`;

/** A transaction can be looked at for an hour after its life. */
const lastsSeconds = 75 * 60;
const mostLanguages = 5;

/** The cookie: the secret of the browser, then its languages. Whoever changes these reads other words. */
export const browserCookie = (id: string, browser: string, languages: readonly string[]): string =>
	setCookie(nameOf(id), [browser, ...languages.slice(0, mostLanguages)].join("."), lastsSeconds);

/** For each person of this browser who wanted to be known, as long as the user's guard keeps the token. */
export const knownCookie = (userId: string, token: string): string =>
	setCookie(knownNameOf(userId), token, knownSeconds);

const knownNameOf = (userId: string) => `__Host-tessera-known-${userId}`;
const knownSeconds = 90 * 24 * 60 * 60;

const languageTag = /^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$/;

interface Known {
	browser: string | null;
	languages: string[];
}

function readBrowser(request: Request, id: string): Known {
	// Names of other forms are no names of cookies.
	const value = /^\w{1,40}$/.test(id) ? readCookie(request, nameOf(id)) : null;
	const [browser, ...languages] = value?.split(".") ?? [];
	return { browser: browser ?? null, languages: languages.filter((tag) => languageTag.test(tag)) };
}

/** Of the page at this address. Forms are bound to the transaction and the browser. */
export function readerOf(request: Request, { transactionId: id = "" }: Record<string, string>): OwnReader {
	const { browser, languages } = readBrowser(request, id);
	return { session: { id: `confirm:${id}:${browser ?? ""}`, setCookie: null }, languages };
}

/** What the verbs ask for. The language of the page comes first, so that messages are in this language, too. */
export function keyOf(request: Request, id: string, language: Language): Key {
	const { browser, languages } = readBrowser(request, id);
	const isOwn = languages.length > 0 && ourLanguage(languages) === language;
	const knownSourceOf = (userId: string) => readCookie(request, knownNameOf(userId));
	return { id, browser, languages: isOwn ? languages : [language, ...languages], knownSourceOf };
}
