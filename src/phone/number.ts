// Telephone numbers: turns what a person typed into E.164, and refuses numbers that only cost money. The "max" metadata
// is 20 KB (gzipped) larger than "min". With "min", premium and toll-free numbers pass as ordinary ones.
import { type CountryCode, type NumberType, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { type ApiError, invalidPhoneNumber } from "../errors";

export type PhoneRefusal =
	| "invalid"
	| "unknown-number"
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
	/** Whether the numbering plan of the country, as we know it, has the number. Plans grow faster than our tables. */
	isKnown: boolean;
}

const maxLength = 40;
const prefixDigits = 3;
/** With the calling code. Some plans have shorter numbers, for services and machines. */
const fewestDigits = 7;

/** Digits, and the signs that people write between them. Letters, extensions and dial-pad codes (* # ,) don't match. */
const numberShape = /^\+?[\d\s().\-\u2010-\u2015\u2212\u30fc/]+$/;

/** How mobile phones in Mexico were dialled from abroad until 2019. Address books still hold such numbers. */
const formerMexican = /^\+521(?=\d{10}$)/;

/**
 * Reads a number as people write or paste it: dashes, spaces, brackets, digits of any script, invisible characters. "+"
 * and the calling code are required, unless the country is known.
 * @param takesUnknown whether a number passes that has a possible length, but that no plan has as we know the plans
 * @param country ISO 3166: whose numbers are written without "+" and the calling code
 */
export function readPhoneNumber(
	text: string,
	{ takesUnknown = false, country: home }: { takesUnknown?: boolean; country?: CountryCode } = {},
): PhoneNumber | { ok: false; reason: PhoneRefusal } {
	const written = asciiNumber(text);
	if (written.length > maxLength || !numberShape.test(written)) return refused("invalid");
	const digits = written.replaceAll(/[^\d+]/g, "").replace(formerMexican, "+52");
	const number = parsePhoneNumberFromString(digits, { extract: false, ...(home && { defaultCountry: home }) });
	if (!number) return refused("invalid");
	const e164 = number.number;
	if (e164.length <= fewestDigits) return refused("invalid");
	const prefix = e164.slice(0, 1 + number.countryCallingCode.length + prefixDigits);
	if (isNowhere(e164)) return { ok: true, e164, country: "US", prefix, isKnown: true };
	const isKnown = number.isValid();
	if (!isKnown && !number.isPossible()) return refused("invalid");
	const type = number.getType();
	if (isRefusedType(type)) return refused(refusedTypes[type]);
	// An unknown number counts for the main country of its calling code, because only a known number tells more.
	const country = number.country ?? (isKnown ? undefined : number.getPossibleCountries()[0]);
	// Satellite networks and others belong to no country, so no list of countries could allow them.
	if (country === undefined) return refused("non-geographic");
	return isKnown || takesUnknown ? { ok: true, e164, country, prefix, isKnown } : refused("unknown-number");
}

/** Drops the invisible characters that pasting brings along, such as direction marks and joiners. */
export const withoutInvisible = (text: string): string => text.replaceAll(/\p{Default_Ignorable_Code_Point}/gu, "");

/** Returns a number in compatibility form, without invisible characters, and with ASCII digits. */
export const asciiNumber = (text: string): string =>
	withoutInvisible(text)
		.normalize("NFKC")
		.trim()
		.replaceAll(/\p{Nd}/gu, valueOfDigit);

/** In Unicode, each script's digits stand together, from zero to nine. */
function valueOfDigit(digit: string): string {
	const place = digit.codePointAt(0) ?? 0;
	let first = place;
	while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
	return String((place - first) % 10);
}

/** @param allowed ISO 3166 codes; null allows every country */
export const isCountryAllowed = (country: string, allowed: readonly string[] | null): boolean =>
	allowed === null || allowed.includes(country);

/** Whether nobody can read a text message there. In some countries a number doesn't tell; then the answer is no. */
export const isFixedLine = (e164: string): boolean => parsePhoneNumberFromString(e164)?.getType() === "FIXED_LINE";

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
