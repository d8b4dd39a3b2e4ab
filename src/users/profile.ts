// From a profile on the wire to the columns of a row.
import type { Ctx } from "../context";
import { ApiError } from "../errors";
import { because } from "../errors/cause";
import { attributePatch } from "./attribute-data";
import { attributeNames } from "./attributes";
import { contactColumns, contactFields } from "./contact-data";
import { UserProfile, type UserProfileChange } from "./schema";
import type { UserRow } from "./table";

const plainFields = ["firstName", "lastName", "displayName", "locale"] as const;
const knownKeys = new Set(Object.keys(UserProfile.shape));

/** Returns the form of a login in which it is unique and found. */
export const loginKey = (login: string) => login.normalize("NFKC").toLowerCase();

/** The columns that a profile sets, and the merge patch of the column `attributes`. */
type ProfileColumns = Partial<Omit<UserRow, "attributes">> & { patch: Record<string, string | null> };

/**
 * Returns the columns that a profile sets. Attributes that it doesn't mention are left out, so that two changes of
 * different attributes don't undo each other. An empty text clears an attribute, as null does.
 * @throws E0000001 naming the attributes that no profile has
 */
export async function profileColumns(ctx: Ctx, userId: string, profile: UserProfileChange): Promise<ProfileColumns> {
	refuseUnknownKeys(profile);
	const { login } = profile;
	const columns: ProfileColumns = {
		...(login === undefined ? {} : { login, loginKey: loginKey(login) }),
		patch: await attributePatch(ctx, userId, profile),
	};
	for (const field of plainFields) {
		if (profile[field] !== undefined) columns[field] = profile[field] || null;
	}
	const contacts = contactFields.filter((field) => profile[field] !== undefined);
	const sealed = await Promise.all(contacts.map((field) => contactColumns(ctx, userId, field, profile[field] || null)));
	return Object.assign(columns, ...sealed);
}

/** Returns a profile with every attribute. A missing attribute becomes null, which clears it. */
export const completeProfile = <T extends UserProfileChange>(profile: T): T => ({
	...Object.fromEntries([...plainFields, ...contactFields, ...attributeNames].map((field) => [field, null])),
	...profile,
});

function refuseUnknownKeys(profile: UserProfileChange): void {
	const unknown = Object.keys(profile).filter((key) => !knownKeys.has(key));
	if (unknown.length === 0) return;
	throw new ApiError("E0000001", {
		subject: "newUser",
		causes: unknown.slice(0, 20).map((key) => because("attribute-unknown", { name: key.slice(0, 100) })),
	});
}
