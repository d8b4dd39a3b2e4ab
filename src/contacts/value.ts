// A value as a person types it, or as a directory answers it: what is wrong with it, or how it is kept. PURE.
import type { CountryCode } from "libphonenumber-js/max";
import { because, type Cause, type ParamsOf } from "../errors/cause";
import type { Reason } from "../errors/words/shape";
import { isFixedLine, readPhoneNumber, withoutInvisible } from "../phone/number";
import { compileExpression, matchWhole } from "../settings/expression";
import type { ContactField, ContactKind } from "./fields";

export type ReadValue = { ok: true; value: string } | { ok: false; cause: Cause };

const taken = (value: string): ReadValue => ({ ok: true, value });
const refused = <R extends Reason>(reason: R, ...params: ParamsOf<R>): ReadValue => ({
	ok: false,
	cause: because(reason, ...params),
});

/** Line breaks and direction marks forge what people read. */
const forbidden = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

type Rules = Pick<ContactField, "kind" | "takesTexts" | "maxLength" | "expression" | "checkedValue">;

/** @param region ISO 3166: whose numbers are written without "+" */
export async function readValue(field: Rules, given: string, region: string | null): Promise<ReadValue> {
	// A paste brings invisible characters along, and no number or address has any.
	const typed = (field.kind === "PHONE" || field.kind === "EMAIL" ? withoutInvisible(given) : given).trim();
	if (typed === "") return refused("missing");
	if (typed.length > field.maxLength) return refused("too-long", { maximum: field.maxLength });
	if (forbidden.test(typed)) return refused("control-characters");
	if (field.expression !== null) {
		const compiled = await compileExpression(field.expression);
		if (!compiled.ok || !matchWhole(compiled.expression, typed).isMatch) return refused("wrong-format");
	}
	return readKind(field, typed, region);
}

function readKind({ kind, takesTexts, checkedValue }: Rules, typed: string, region: string | null): ReadValue {
	switch (kind) {
		case "PHONE":
			return readNumber(typed, region, takesTexts);
		case "EMAIL":
			return readAddress(typed);
		case "IM":
			return readName(typed);
		case "CHECK":
			return typed === checkedValue ? taken(typed) : refused("not-offered");
		case "TEXT":
			return taken(typed);
	}
}

function readNumber(typed: string, region: string | null, takesTexts: boolean): ReadValue {
	// The application's schema takes countries with telephones only.
	const number = readPhoneNumber(typed, region === null ? {} : { country: region as CountryCode });
	if (!number.ok) return refused(number.reason === "invalid" ? "not-telephone" : number.reason);
	return takesTexts && isFixedLine(number.e164) ? refused("fixed-line") : taken(number.e164);
}

/** The rule of HTML for addresses (HTML standard, "valid e-mail address"). */
const label = "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?";
const address = new RegExp(`^[a-zA-Z0-9.!#$%&'*+/=?^_\`{|}~-]{1,64}@${label}(?:\\.${label})*$`);
const longestAddress = 254;

/** A domain in letters of other scripts is kept as its ASCII form, as browsers do. */
function readAddress(typed: string): ReadValue {
	const whole = typed
		.normalize("NFKC")
		.replace(/(?<=@)(?=.*\P{ASCII})[\p{L}\p{M}\p{N}.-]+$/u, (domain) =>
			URL.canParse(`http://${domain}`) ? new URL(`http://${domain}`).hostname : domain,
		);
	return whole.length <= longestAddress && address.test(whole) ? taken(whole) : refused("not-email");
}

/** Services know people by numbers, or by ids of their own. */
function readName(typed: string): ReadValue {
	const number = typed.startsWith("+") ? readPhoneNumber(typed) : null;
	if (number?.ok) return taken(number.e164);
	return /^\S+$/.test(typed) ? taken(typed) : refused("wrong-format");
}

/** The form in which equal values are equal: the case of an address doesn't count. */
export const foldedValue = (kind: ContactKind, value: string): string =>
	kind === "EMAIL" ? value.toLowerCase() : value;
