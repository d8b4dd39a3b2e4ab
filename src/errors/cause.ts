// A cause of an error is data: the field, the reason, and what its sentence names. A language makes words of it. PURE.
import type { Language } from "../languages";
import { english } from "./words/en";
import { japanese } from "./words/ja";
import type { ErrorWords, PlaceholderOf, Reason } from "./words/shape";

/** The compiler names a language that has no words. */
export const errorWords: Readonly<Record<Language, ErrorWords>> = { en: english, ja: japanese };

/** What stands for a name in braces. A list is written with commas, and `anyOf` with the language's "or". */
export type Param = string | number | readonly string[] | { readonly anyOf: readonly string[] };

export interface Cause {
	field?: string;
	reason: Reason;
	params?: Readonly<Record<string, Param>>;
	/** What the wire says in place of our English sentence: the own words of the library that refused the value. */
	libraryText?: string;
}

/** Nothing for a sentence without a name in braces, otherwise a value for each name. */
export type ParamsOf<R extends Reason> = [PlaceholderOf<R>] extends [never]
	? []
	: [params: Readonly<Record<PlaceholderOf<R>, Param>>];

export const because = <R extends Reason>(reason: R, ...[params]: ParamsOf<R>): Cause =>
	params === undefined ? { reason } : { reason, params };

/** The cause in a sentence, without its field: a page shows the sentence beside the field. */
export function causeText({ reason, params = {} }: Cause, language: Language): string {
	const { reasons, comma, or } = errorWords[language];
	const written = (param: Param) => {
		if (typeof param === "string" || typeof param === "number") return String(param);
		return "anyOf" in param ? param.anyOf.join(or) : param.join(comma);
	};
	return reasons[reason].replaceAll(/\{(\w+)\}/g, (braces, name: string) => {
		const param = params[name];
		return param === undefined ? braces : written(param);
	});
}

/** The cause as a client of the API gets it: in English, behind the name of its field. */
export function causeOnWire(cause: Cause): string {
	const sentence = cause.libraryText ?? causeText(cause, "en");
	return cause.field === undefined ? sentence : `${cause.field}: ${sentence}`;
}

const mark = '{"reason":';

/** A message in a zod schema: `.regex(pattern, reason("sender-id"))`. `writtenCause` reads the message again. */
export const reason = <R extends Reason>(key: R, ...params: ParamsOf<R>): string =>
	JSON.stringify(because(key, ...params));

/** The cause that `reason` put into a schema. Null for zod's own messages, because none of them begins with a brace. */
export const writtenCause = (message: string): Cause | null =>
	message.startsWith(mark) ? (JSON.parse(message) as Cause) : null;
