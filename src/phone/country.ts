// A country in settings and rules: one that telephone numbers belong to. Another code would never match, and look as if it did.
import { isSupportedCountry } from "libphonenumber-js/max";
import * as z from "zod";

/** ISO 3166, such as `GB`: "UK" isn't one. */
const country = z
	.string()
	.regex(/^[A-Z]{2}$/, "must be an ISO 3166 code of two capital letters")
	.refine((code): boolean => isSupportedCountry(code), "is no country with telephone numbers");

export const countries = z.array(country).max(250);
