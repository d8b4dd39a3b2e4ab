// The fields for contact data as administrators set them: reading them, adding one, its place, and taking one away.
import type { Ctx } from "../context";
import { ApiError, invalid, notFound, wrongStatus } from "../errors";
import { defaultLanguage, languages } from "../languages";
import { defaultScope } from "../settings/catalogue";
import { contactManager } from "../settings/catalogue/fields";
import { type Change, changeAll, endElements } from "../settings/service";
import { readSnapshot } from "../settings/snapshot";
import {
	changesOf,
	type FormProperty,
	plainField,
	refuseEmptied,
	shownValues,
	textField,
	textFields,
	withoutOwn,
} from "../settings/typed";
import { findValue, keysOf, type Snapshot } from "../settings/values";
import { type ContactField, type ContactSettings, settingsIn } from "./fields";

/** ALWAYS and NEVER were said by somebody. AS_NEEDED: while a challenge type that is on needs the field. */
export type Showing = "ALWAYS" | "AS_NEEDED" | "NEVER";

export interface FieldSetting extends ContactField {
	showing: Showing;
	/** The shipped field isn't shown unless a type needs it, and nothing above the scope says otherwise. */
	maySayAsNeeded: boolean;
	/** Keys of the challenge types that can't be offered without it, whether they are on or off. */
	neededBy: readonly string[];
	/** What goes when it is taken away: all of it, or what is set for this scope. Null: there is nothing to take. */
	removal: "FIELD" | "CHANGES" | null;
}

export interface FieldSettings {
	contacts: ContactSettings;
	/** By their order. */
	fields: readonly FieldSetting[];
}

/**
 * As they are now, and not as they were at most 30 s ago.
 * @param wanted the reader's languages, for texts
 */
export async function readFieldSettings(ctx: Ctx, scope: string, wanted: readonly string[]): Promise<FieldSettings> {
	const contacts = settingsIn(await readSnapshot(ctx, scope), null, wanted);
	return { contacts, fields: contacts.fields.map((field) => settingOf(contacts.snapshot, field)) };
}

/** The field of this key with what a form shows of it. Throws 404. */
export async function getFieldSetting(ctx: Ctx, scope: string, key: string, wanted: readonly string[]) {
	const { contacts, fields } = await readFieldSettings(ctx, scope, wanted);
	const field = fields.find((one) => one.key === key);
	if (!field) throw notFound("Field", key);
	const { snapshot } = contacts;
	return { field, snapshot, values: { ...shownValues(snapshot, formOf(snapshot, key)), shown: field.showing } };
}

/** What a form for a new field begins with. */
export const newFieldValues = (): Record<string, string> =>
	Object.fromEntries(formOf({ scope: "", layers: [] }, "").map(({ field, otherwise }) => [field, otherwise]));

const enumeration = "userinfo.inputs.enum";
const nameOf = (key: string): string => `${enumeration}.${key}`;

const typeEnumeration = "challenge.type.enum";

function settingOf(snapshot: Snapshot, field: ContactField): FieldSetting {
	const enabled = `${nameOf(field.key)}.enabled`;
	const neededBy = keysOf(snapshot, typeEnumeration).filter((type) =>
		findValue(snapshot, `${typeEnumeration}.${type}.requiredInfo`)?.value.split(",").includes(field.key),
	);
	return {
		...field,
		showing: isQuiet(snapshot, enabled)
			? "AS_NEEDED"
			: findValue(snapshot, enabled)?.value === "false"
				? "NEVER"
				: "ALWAYS",
		maySayAsNeeded: isQuiet(withoutOwn(snapshot), enabled),
		neededBy,
		removal: removalOf(snapshot, field.key),
	};
}

/** It ships switched off, and nobody has said anything else. */
function isQuiet(snapshot: Snapshot, enabled: string): boolean {
	const found = findValue(snapshot, enabled);
	return found?.from === null && found.value === "false";
}

function removalOf(snapshot: Snapshot, key: string): FieldSetting["removal"] {
	const own = snapshot.layers
		.filter(({ scope }) => scope === snapshot.scope)
		.flatMap(({ values }) => [...values.keys()]);
	const name = nameOf(key);
	if (!own.some((set) => set === name || set.startsWith(`${name}.`))) return null;
	return keysOf(withoutOwn(snapshot), enumeration).includes(key) ? "CHANGES" : "FIELD";
}

/** The fields of the form, but for `shown`, which says `enabled` in three words. */
function formOf(snapshot: Snapshot, key: string): FormProperty[] {
	const name = nameOf(key);
	return [
		...textFields("name", `${name}.name`),
		...textFields("description", `${name}.description`),
		...textFields("error", `error.${errorCodeOf(snapshot, key)}`),
		plainField("inputtype", `${name}.inputtype`, "text"),
		plainField("values", `${name}.values`),
		plainField("maxlength", `${name}.maxlength`, "256"),
		plainField("required", `${name}.required`, "false"),
		plainField("regex", `${name}.regex`),
		plainField("inputname", `${name}.inputname`, key),
		plainField("managerClass", `${name}.managerClass`, contactManager),
	];
}

const errorCodeOf = (snapshot: Snapshot, key: string): string =>
	findValue(snapshot, `${nameOf(key)}.errorCode`)?.value ?? ownErrorCode(key);

const ownErrorCode = (key: string): string => `otp.invalid.${key}`;

/** As a form sends them: the fields of `newFieldValues`, and `shown`. */
export type TypedField = Readonly<Record<string, string>>;

/** Changes what differs, in the scope. Throws 400 at the form's fields. */
export async function changeField(ctx: Ctx, scope: string, key: string, typed: TypedField): Promise<void> {
	const { field, snapshot, values } = await getFieldSetting(ctx, scope, key, []);
	refuseEmptied(["name"], values, typed);
	const changes = changesOf(snapshot, formOf(snapshot, key), typed);
	const { shown } = typed;
	if (shown !== undefined && shown !== field.showing) changes.push(showingChange(field, shown));
	await changeAll(ctx, scope, [...changes, ...codeChange(snapshot, key, changes)]);
}

const longestKey = 40;

/** Adds a field behind the others. Throws 400 at the form's fields, also when somebody else adds the same key. */
export async function addField(ctx: Ctx, scope: string, key: string, typed: TypedField): Promise<void> {
	// A key names members of objects, some of which have a meaning already.
	if (!/^[A-Za-z]\w*$/.test(key) || key in {}) throw invalid("key", "field-key");
	if (key.length > longestKey) throw invalid("key", "too-long", { maximum: longestKey });
	const { contacts, fields } = await readFieldSettings(ctx, scope, []);
	const { snapshot } = contacts;
	if (fields.some((field) => field.key === key)) throw invalid("key", "already-exists");
	const own = textField("name", defaultLanguage);
	const labels = languages.map((language) => typed[textField("name", language)]?.trim() ?? "");
	const label = labels.find((one) => one !== "");
	if (label === undefined) throw invalid(own, "missing");
	// Readers of every other language get the label that there is.
	const changes = changesOf(snapshot, formOf(snapshot, key), { ...typed, [own]: label });
	const numbers = fields.map((field) => Number(findValue(snapshot, nameOf(field.key))?.value ?? 0));
	const all = { locale: "", field: "key" } as const;
	await changeAll(ctx, scope, [
		{ ...all, name: nameOf(key), value: String(Math.min(Math.max(...numbers) + 1, highest)), isNew: true },
		{ ...all, name: `${nameOf(key)}.order`, value: String(lastOrder(fields) + 1) },
		{ ...all, name: `${nameOf(key)}.enabled`, value: String(typed.shown !== "NEVER") },
		...changes,
		...codeChange(snapshot, key, changes),
	]);
}

const highest = 9_999;

/** A field without an order stands behind all that have one. */
const lastOrder = (fields: readonly FieldSetting[]): number =>
	Math.max(...fields.map(({ order }) => order).filter((order) => order < highest));

const enabledBy: Readonly<Record<string, string | null>> = { ALWAYS: "true", NEVER: "false", AS_NEEDED: null };

/** AS_NEEDED is what ships, so what was said ends. */
function showingChange({ key, maySayAsNeeded }: FieldSetting, shown: string): Change {
	const value = Object.hasOwn(enabledBy, shown) ? enabledBy[shown] : undefined;
	if (value === undefined || (value === null && !maySayAsNeeded)) throw invalid("shown", "not-offered");
	return { field: "shown", name: `${nameOf(key)}.enabled`, locale: "", value };
}

/** A text for values that aren't taken is found by its code. */
function codeChange(snapshot: Snapshot, key: string, changes: readonly Change[]): Change[] {
	const name = `${nameOf(key)}.errorCode`;
	const isNeeded = changes.some((change) => change.name.startsWith("error.")) && findValue(snapshot, name) === null;
	return isNeeded ? [{ field: "error", name, locale: "", value: errorCodeOf(snapshot, key) }] : [];
}

/**
 * Moves a field to another place. All fields get an order, so of two moves at once the later one counts whole.
 * Throws 409 E0000195 where the field isn't at `from` any more.
 */
export async function moveField(
	ctx: Ctx,
	scope: string,
	key: string,
	{ from, to }: { from: number; to: number },
): Promise<number> {
	const { fields } = await readFieldSettings(ctx, scope, []);
	const keys = fields.map((field) => field.key);
	if (keys[from - 1] !== key) {
		throw new ApiError("E0000195", { subject: "field", causes: [{ field: "order", reason: "account-changed" }] });
	}
	const place = Math.min(to, keys.length);
	const moved = keys.toSpliced(from - 1, 1).toSpliced(place - 1, 0, key);
	const changes = moved.map((name, index) => ({
		field: "order",
		name: `${nameOf(name)}.order`,
		locale: "",
		value: String(index + 1),
	}));
	await changeAll(ctx, scope, changes);
	return place;
}

/**
 * Takes away what is set of a field for the scope. A field that somebody has added for all applications goes with what
 * applications have set of it. Throws E0000107 while a challenge type needs a field that would be gone.
 */
export async function removeField(ctx: Ctx, scope: string, key: string): Promise<void> {
	const { field } = await getFieldSetting(ctx, scope, key, []);
	const isGone = field.removal === "FIELD";
	if (isGone && field.neededBy.length > 0) throw wrongStatus("field-needed", { types: field.neededBy });
	const elements = [nameOf(key), ...(isGone ? [`error.${ownErrorCode(key)}`] : [])];
	await endElements(ctx, isGone && scope === defaultScope ? null : scope, elements);
}
