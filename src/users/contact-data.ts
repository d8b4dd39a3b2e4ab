// Contact data at rest: sealed and bound to its user and column. A keyed hash beside it finds an exact value again.
import type { Ctx } from "../context";
import { keyedHash } from "../crypto/digest";
import { open, seal } from "../crypto/envelope";
import { asciiNumber } from "../phone/number";
import type { UserRow } from "./table";

export const contactFields = ["email", "secondEmail", "mobilePhone", "primaryPhone"] as const;
type ContactField = (typeof contactFields)[number];
export type ContactData = Record<ContactField, string | null>;

/** The column's name. Envelopes are bound to it, and it separates the hashes of columns. */
const places: Record<ContactField, string> = {
	email: "users.email",
	secondEmail: "users.second_email",
	mobilePhone: "users.mobile_phone",
	primaryPhone: "users.primary_phone",
};

/** Returns the two columns of a contact field: envelope and hash, or nulls for a value that is removed. */
export async function contactColumns(
	ctx: Ctx,
	userId: string,
	field: ContactField,
	value: string | null,
): Promise<Partial<UserRow>> {
	const blob = value === null ? null : await seal(ctx.env.sealKeys, `${places[field]}:${userId}`, value);
	const hash = value === null ? null : await contactHash(ctx, field, value);
	return { [`${field}Sealed`]: blob, [`${field}Hash`]: hash };
}

/** Opens what a column of this user had sealed. */
export const openContactColumn = (ctx: Ctx, userId: string, field: ContactField, blob: string): Promise<string> =>
	open(ctx.env.sealKeys, `${places[field]}:${userId}`, blob);

/** Opens all contact data of a row. */
export async function openContacts(ctx: Ctx, row: UserRow): Promise<ContactData> {
	const openOne = async (field: ContactField) => {
		const blob = row[`${field}Sealed`];
		return blob === null ? null : openContactColumn(ctx, row.id, field, blob);
	};
	const [email, secondEmail, mobilePhone, primaryPhone] = await Promise.all([
		openOne("email"),
		openOne("secondEmail"),
		openOne("mobilePhone"),
		openOne("primaryPhone"),
	]);
	return { email, secondEmail, mobilePhone, primaryPhone };
}

/**
 * Returns the hash that finds an exact value. Letters' case doesn't count, nor do separators, scripts of digits and
 * invisible characters of phone numbers.
 */
export function contactHash(ctx: Ctx, field: ContactField, value: string): Promise<string> {
	const isPhone = field === "mobilePhone" || field === "primaryPhone";
	const folded = isPhone ? asciiNumber(value).replaceAll(/[\s().-]/g, "") : value.normalize("NFKC").trim();
	return keyedHash(ctx.env.lookupKey, places[field], folded.toLowerCase());
}
