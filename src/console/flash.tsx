// What an action tells the next page: a text of the console's words, with the name of what was changed.
import type { FC } from "hono/jsx";
import { Notice } from "../ui/card";
import { type Flash, writeFlash } from "../web/flash";
import { SeeOther } from "../web/page";
import type { ConsoleWords } from "./words/en";

/** "account.password": the text `password` among those of the entry `account`. */
export type FlashKey = {
	[Entry in keyof ConsoleWords["flash"]]: `${Entry}.${keyof ConsoleWords["flash"][Entry] & string}`;
}[keyof ConsoleWords["flash"]];

/** Goes to a page that says what was done. */
export const done = (path: string, key: FlashKey, name = "", cookies: readonly string[] = []): SeeOther =>
	new SeeOther(path, [writeFlash({ key, name }), ...cookies]);

export const FlashNotice: FC<{ flash: Flash | null; words: ConsoleWords }> = ({ flash, words }) => {
	const text = flash && flashText(flash, words);
	return text ? <Notice isStatus>{text}</Notice> : null;
};

/** Null for a key that no text has: a cookie may be older than the words. */
function flashText({ key, name }: Flash, words: ConsoleWords): string | null {
	const [entry = "", which = ""] = key.split(".", 2);
	const texts: Readonly<Record<string, Readonly<Record<string, FlashText>>>> = words.flash;
	const text = Object.hasOwn(texts, entry) ? texts[entry]?.[which] : undefined;
	return typeof text === "function" ? text(name) : typeof text === "string" ? text : null;
}

type FlashText = string | ((name: string) => string);
