// Telephone numbers: turns what a person typed into E.164, and refuses numbers that only cost money. The "max" metadata
// is 20 KB (gzipped) larger than "min". With "min", premium and toll-free numbers pass as ordinary ones.
import { type NumberType, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { type ApiError, invalidPhoneNumber } from "../errors";

export type PhoneRefusal =
	| "invalid"
	| "premium"
	| "toll-free"
	| "shared-cost"
	| "personal-number"
	| "company-number"
	| "pager"
	| "voicemail"
	| "non-geographic";

export interface PhoneNumber {
	ok: true;
	/** Such as `+819012345678`. */
	e164: string;
	/** ISO 3166, such as `JP`. */
	country: string;
	/** The calling code and three digits, such as `+81901`. The meter counts such a range together. */
	prefix: string;
}

const maxLength = 40;
const prefixDigits = 3;

/** Digits, and the signs that people write between them. Letters, extensions and dial-pad codes (* # ,) don't match. */
const numberShape = /^\+?[\d\s().\-\u2010-\u2015\u2212\u30fc/]+$/;

/**
 * Reads a number as people write it: dashes, spaces, brackets, full-width digits. "+" and the calling code are
 * required.
 */
export function readPhoneNumber(text: string): PhoneNumber | { ok: false; reason: PhoneRefusal } {
	const written = text.length > maxLength ? "" : text.normalize("NFKC").trim();
	if (!numberShape.test(written)) return refused("invalid");
	const digits = written.replaceAll(/[^\d+]/g, "");
	const number = parsePhoneNumberFromString(digits, { extract: false });
	if (!number) return refused("invalid");
	const e164 = number.number;
	const prefix = e164.slice(0, 1 + number.countryCallingCode.length + prefixDigits);
	if (isNowhere(e164)) return { ok: true, e164, country: "US", prefix };
	if (!number.isValid()) return refused("invalid");
	const type = number.getType();
	if (isRefusedType(type)) return refused(refusedTypes[type]);
	// Satellite networks and others belong to no country, so no list of countries could allow them.
	if (number.country === undefined) return refused("non-geographic");
	return { ok: true, e164, country: number.country, prefix };
}

/** @param allowed ISO 3166 codes; null allows every country */
export const isCountryAllowed = (country: string, allowed: readonly string[] | null): boolean =>
	allowed === null || allowed.includes(country);

/** The refusal as the caller gets it: 400 E0000098 with its cause. */
export const phoneNumberRefused = (reason: PhoneRefusal): ApiError =>
	invalidPhoneNumber(reason === "invalid" ? "not-telephone" : reason);

const refused = (reason: PhoneRefusal) => ({ ok: false, reason }) as const;

const refusedTypes = {
	PREMIUM_RATE: "premium",
	TOLL_FREE: "toll-free",
	SHARED_COST: "shared-cost",
	PERSONAL_NUMBER: "personal-number",
	UAN: "company-number",
	PAGER: "pager",
	VOICEMAIL: "voicemail",
} as const satisfies Partial<Record<NonNullable<NumberType>, PhoneRefusal>>;

const isRefusedType = (type: NumberType): type is keyof typeof refusedTypes =>
	type !== undefined && Object.hasOwn(refusedTypes, type);

/**
 * Area code 555 of North America belongs to nobody. Documentation (Okta's own examples) and test set-ups use it. Nobody
 * can earn by it, so it is allowed although the numbering plan doesn't list it.
 */
const isNowhere = (e164: string) => /^\+1555[2-9]\d{6}$/.test(e164);
