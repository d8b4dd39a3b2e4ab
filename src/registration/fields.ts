// The fields of a page for contact data, with what a user has in them already.
import { type ContactField, type ContactSettings, contactSettings, isProvable } from "../contacts/fields";
import { type Contact, listContacts } from "../contacts/read";
import { maskedValue } from "../contacts/view";
import type { Ctx } from "../context";
import { type Registrant, textOf } from "./registrant";

export interface FieldToRegister extends ContactField {
	/** Masked: what counts, or else what waits. Null: nothing. */
	value: string | null;
	/** WAITING: a code to the value has to come back. DONE: nothing is to be done. */
	state: "MISSING" | "WAITING" | "DONE";
	/** The user has proven a number, an address or a name. */
	hasProven: boolean;
	/** What is said of a value that isn't taken. Empty: the reason itself has to do. */
	errorText: string;
}

export interface Fields {
	settings: ContactSettings;
	all: readonly FieldToRegister[];
	/** Those of the page, by their order. */
	shown: readonly FieldToRegister[];
}

export async function readFields(ctx: Ctx, { user, applicationId, languages }: Registrant): Promise<Fields> {
	const settings = await contactSettings(ctx, applicationId, languages);
	return fieldsOf(settings, await listContacts(ctx, user, settings), languages);
}

/** The same for contacts that are at hand. Without any, it is the page of somebody new. */
export function fieldsOf(
	settings: ContactSettings,
	contacts: readonly Contact[],
	languages: readonly string[],
): Fields {
	const all = settings.fields.map((field) => ({
		...field,
		...stateOf(settings, field, contacts),
		errorText: errorText(settings, field, languages),
	}));
	return { settings, all, shown: all.filter(({ isShown }) => isShown) };
}

function stateOf(
	settings: ContactSettings,
	field: ContactField,
	contacts: readonly Contact[],
): Pick<FieldToRegister, "value" | "state" | "hasProven"> {
	const own = contacts.filter((contact) => contact.field.key === field.key);
	const waiting = own.findLast(({ isProven }) => !isProven);
	const shown = waiting ?? own[0];
	if (!shown) return { value: null, state: "MISSING", hasProven: false };
	// Where no type sends to the field, no code could come back. The value is kept, and counts for nothing.
	const isWaiting = waiting !== undefined && typeFor(settings, field) !== undefined;
	const hasProven = isProvable(field) && own.some(({ isProven }) => isProven);
	return { value: maskedValue(shown), state: isWaiting ? "WAITING" : "DONE", hasProven };
}

/** The challenge type by which a value of the field is proven: one that is on, and whose codes go there. */
export const typeFor = ({ types }: ContactSettings, field: ContactField) =>
	isProvable(field)
		? types.find(({ isOn, kind, fieldKeys }) => isOn && kind === field.kind && fieldKeys.includes(field.key))
		: undefined;

function errorText({ snapshot }: ContactSettings, { errorCode }: ContactField, languages: readonly string[]): string {
	return errorCode === null ? "" : textOf(snapshot, `error.${errorCode}`, languages);
}
