// Texts that people write and others read: names, descriptions, phone numbers, locales. PURE.
import * as z from "zod";
import { reason } from "../errors/cause";

/**
 * Text of one line, without white space around it. Line breaks and invisible direction marks are refused, because they
 * forge lines in logs and mails. Half a surrogate pair is refused, because it can't be stored unchanged.
 * @param text may clean the text before all this
 */
export const singleLine = (maxLength: number, text: z.ZodString = z.string()) =>
	text
		.trim()
		.max(maxLength)
		.regex(/^[^\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]*$/u, reason("control-characters"));

/** A language, perhaps with a script and a region: `en`, `ja_JP`, `zh-Hant-TW`. */
export const locale = z
	.string()
	.max(35)
	.regex(/^[A-Za-z]{2,3}([_-][A-Za-z0-9]{1,8})*$/, reason("locale-format"));
