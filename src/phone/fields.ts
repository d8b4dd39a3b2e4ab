// Fields of forms that name a country or a sender of text messages. PURE.
import { isSupportedCountry } from "libphonenumber-js/max";
import * as z from "zod";
import { reason } from "../errors/cause";

/** ISO 3166, such as `GB`. "UK" isn't a code: no number would ever match it, and nobody would notice. */
const country = z
	.string()
	.regex(/^[A-Z]{2}$/, reason("country-code"))
	.refine((code): boolean => isSupportedCountry(code), reason("country-without-telephones"));

export const countries = z.array(country).max(250);

/** The sender of a text message, as most carriers take it. */
export const senderId = z.string().regex(/^(\+\d{7,15}|\d{3,8}|[A-Za-z0-9 ]{1,11})$/, reason("sender-id"));
