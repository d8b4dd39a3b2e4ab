// What an event of the log is called in the reader's language.
import type { Language } from "../languages";
import { eventNames } from "./words/ja/event-types";

interface Named {
	text: string;
	/** Set where the text is in another language than the page. */
	lang?: Language;
}

/** The names in other languages than English. */
const namesIn: Readonly<Partial<Record<Language, Readonly<Record<string, string>>>>> = { ja: eventNames };

/** @param displayMessage the English name, which every event has with it */
export function eventName(eventType: string, displayMessage: string, language: Language): Named {
	const names = namesIn[language];
	if (!names) return { text: displayMessage };
	return Object.hasOwn(names, eventType) ? { text: names[eventType]! } : { text: displayMessage, lang: "en" };
}
