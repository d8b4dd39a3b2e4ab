// Registering what somebody has typed into the page for contact data. Nothing is kept before all of it is checked.
import { findChoices, optIn } from "../contacts/choices";
import { type ContactField, type ContactSettings, isProvable } from "../contacts/fields";
import { hashOf } from "../contacts/read";
import { registerContact } from "../contacts/register";
import { readValue } from "../contacts/value";
import type { Ctx } from "../context";
import { sha256 } from "../crypto/digest";
import { ApiError, wrongStatus } from "../errors";
import type { Cause } from "../errors/cause";
import { isSent, openContact } from "../factors/contact";
import { listFactors } from "../factors/read";
import { keysOf } from "../settings/values";
import { type FieldToRegister, readFields } from "./fields";
import { isPageOn, type Registrant, type RegistrationPage, textOf } from "./registrant";

/** By the keys of fields, as typed. A field that isn't there, or is empty, stays as it is. */
export type Typed = Readonly<Record<string, string>>;

/**
 * Registers the values. Throws E0000001 with a cause for each field that isn't taken, and E0000107 where the page is
 * off, or the user has declined. Whoever fills in the preferences declines no more.
 * @returns the fields whose values have to be proven now
 */
export async function registerFields(
	ctx: Ctx,
	registrant: Registrant,
	page: RegistrationPage,
	typed: Typed,
): Promise<FieldToRegister[]> {
	const { user } = registrant;
	const [{ settings, shown }, { isOptedOut }] = await Promise.all([
		readFields(ctx, registrant),
		findChoices(ctx, user.id),
	]);
	if (!isPageOn(settings.snapshot, page)) throw wrongStatus("registration-off");
	if (isOptedOut && page === "REGISTRATION") throw wrongStatus("registration-declined");
	const values = await readTyped(shown, typed, settings.region);
	const proven = await addressesOfFactors(ctx, user.id);
	for (const [field, value] of values) {
		const isProven = isProvable(field) && proven.has(await hashOf(ctx, field.kind, value));
		const textVersion = field.kind === "CHECK" ? await textVersionOf(registrant, settings, field) : null;
		await registerContact(ctx, user, settings, { field, value, isProven, textVersion });
	}
	await optIn(ctx, user);
	const after = await readFields(ctx, registrant);
	return after.shown.filter(({ state }) => state === "WAITING");
}

/** All faults at once, so that a person sees each beside its field. */
async function readTyped(
	fields: readonly FieldToRegister[],
	typed: Typed,
	region: string | null,
): Promise<[ContactField, string][]> {
	const causes: Cause[] = [];
	const values: [ContactField, string][] = [];
	for (const field of fields) {
		const given = typed[field.key] ?? "";
		if (given.trim() === "" && !(field.isRequired && field.state === "MISSING")) continue;
		const read = await readValue(field, given, region);
		if (read.ok) values.push([field, read.value]);
		else causes.push({ ...read.cause, field: field.key });
	}
	const unknown = Object.keys(typed).filter((key) => !fields.some((field) => field.key === key));
	if (unknown.length > 0) causes.push({ reason: "unknown-keys", params: { keys: unknown } });
	const [first] = causes;
	if (first) throw new ApiError("E0000001", { subject: first.field ?? "", causes });
	return values;
}

/** Hashes of the numbers and addresses that the user's active factors have: whoever proved these proved them to us. */
async function addressesOfFactors(ctx: Ctx, userId: string): Promise<ReadonlySet<string>> {
	const factors = (await listFactors(ctx, userId)).filter(isSent).filter(({ status }) => status === "ACTIVE");
	const hashes = await Promise.all(
		factors.map(async (factor) => {
			const { phoneNumber, phoneExtension, email } = await openContact(ctx, factor);
			if (email !== undefined) return [await hashOf(ctx, "EMAIL", email)];
			return phoneNumber === undefined || phoneExtension ? [] : [await hashOf(ctx, "PHONE", phoneNumber)];
		}),
	);
	return new Set(hashes.flat());
}

/** The version of what the person read: the label of the check box, and the texts that open beside it. */
function textVersionOf({ languages }: Registrant, { snapshot }: ContactSettings, { name }: ContactField) {
	const texts = keysOf(snapshot, "messages.enum").flatMap((key) =>
		["name", "description"].map((part) => textOf(snapshot, `messages.enum.${key}.${part}`, languages)),
	);
	return sha256(JSON.stringify([name, ...texts]));
}
