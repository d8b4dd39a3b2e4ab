// What a filter can ask about users: plain columns with every operator, contact data by whole values only.
import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "../context";
import { compileFilter, type FilterField, filterValues, textField, timeField } from "../filters/scim";
import { searchableAttributes } from "./attributes";
import { contactFields, contactHash } from "./contact-data";
import { loginKey } from "./profile";
import { users } from "./table";

const plainFields: Record<string, FilterField> = {
	id: textField(sql`${users.id}`),
	status: textField(sql`${users.status}`, { caseInsensitive: true }),
	created: timeField(sql`${users.createdAt}`),
	activated: timeField(sql`${users.activatedAt}`),
	statusChanged: timeField(sql`${users.statusChangedAt}`),
	lastUpdated: timeField(sql`${users.lastUpdatedAt}`),
	"profile.login": loginField(),
	"profile.firstName": textField(sql`${users.firstName}`, { caseInsensitive: true }),
	"profile.lastName": textField(sql`${users.lastName}`, { caseInsensitive: true }),
	"profile.displayName": textField(sql`${users.displayName}`, { caseInsensitive: true }),
	...Object.fromEntries(searchableAttributes.map((name) => [`profile.${name}`, attributeField(name)])),
};

/** Turns a SCIM filter into a condition. Throws E0000053 or E0000031 for a filter that can't be answered. */
export async function userFilter(ctx: Ctx, text: string): Promise<SQL> {
	const fields = new Map(Object.entries(plainFields));
	for (const field of contactFields) {
		const path = `profile.${field}`;
		const values = filterValues(text, path);
		const hashes = await Promise.all(values.map((value) => contactHash(ctx, field, value)));
		const column = sql`${users[`${field}Hash`]}`;
		fields.set(path, hashedField(column, new Map(values.map((value, index) => [value, hashes[index]!]))));
	}
	return compileFilter(text, (path) => fields.get(path) ?? null);
}

/** The names are ours, so a name is written into the statement. */
function attributeField(name: string): FilterField {
	return textField(sql`${users.attributes} ->> ${sql.raw(`'$.${name}'`)}`, { caseInsensitive: true });
}

/** A login is compared in the form in which it is unique. */
function loginField(): FilterField {
	const field = textField(sql`${users.loginKey}`);
	return {
		...field,
		compare: (operator, value) => field.compare(operator, typeof value === "string" ? loginKey(value) : value),
	};
}

/** A column of keyed hashes can tell equal from different, and nothing more. */
const hashedField = (column: SQL, hashes: ReadonlyMap<string, string>): FilterField => ({
	compare(operator, value) {
		const hash = typeof value === "string" ? hashes.get(value) : undefined;
		if (hash === undefined) return null;
		if (operator === "eq") return sql`${column} IS ${hash}`;
		return operator === "ne" ? sql`${column} IS NOT ${hash}` : null;
	},
	present: () => sql`${column} IS NOT NULL`,
});
