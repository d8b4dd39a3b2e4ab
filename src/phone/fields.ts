// Fields of forms that name a country or a sender of text messages. PURE.
import { isSupportedCountry } from "libphonenumber-js/max";
import * as z from "zod";
import { reason } from "../errors/cause";

/** ISO 3166, such as `GB`. "UK" isn't a code: no number would ever match it, and nobody would notice. */
export const country = z
	.string()
	.regex(/^[A-Z]{2}$/, reason("country-code"))
	.refine((code): boolean => isSupportedCountry(code), reason("country-without-telephones"));

export const countries = z.array(country).max(250);

/**
 * The sender of a text message: a number with +, a short code, or a name of up to 11 characters.
 * @param nameCharacters what the carrier takes in a name, as a class of a regular expression. One of them is a letter,
 * because carriers take anything else for a number
 */
export const senderId = (nameCharacters: string) =>
	z
		.string()
		.regex(new RegExp(`^(\\+\\d{7,15}|\\d{3,8}|(?=.*[A-Za-z])[${nameCharacters}]{1,11})$`), reason("sender-id"));
