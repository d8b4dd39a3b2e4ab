// A user as the rest of the product knows it: with opened contact data, and a name to show.
import type { Ctx } from "../context";
import type { LogParty } from "../log/event";
import { openAttributes } from "./attribute-data";
import type { Attributes } from "./attributes";
import { type ContactData, openContacts } from "./contact-data";
import type { UserStatus } from "./schema";
import type { UserRow } from "./table";

export interface User extends ContactData {
	id: string;
	login: string;
	status: UserStatus;
	firstName: string | null;
	lastName: string | null;
	/** The name to show: the display name, else first and last name, else the login. */
	displayName: string;
	/** The display name itself, if there is one. */
	ownDisplayName: string | null;
	locale: string | null;
	attributes: Attributes;
	hasPassword: boolean;
	/** Epoch ms, as all times here. */
	createdAt: number;
	activatedAt: number | null;
	statusChangedAt: number | null;
	lastUpdatedAt: number;
}

export async function toUser(ctx: Ctx, row: UserRow): Promise<User> {
	const [contacts, attributes] = await Promise.all([
		openContacts(ctx, row),
		openAttributes(ctx, row.id, row.attributes),
	]);
	return {
		...contacts,
		id: row.id,
		login: row.login,
		status: row.status,
		firstName: row.firstName,
		lastName: row.lastName,
		displayName: nameOf(row),
		ownDisplayName: row.displayName,
		locale: row.locale,
		attributes,
		hasPassword: row.hasPassword,
		createdAt: row.createdAt,
		activatedAt: row.activatedAt,
		statusChangedAt: row.statusChangedAt,
		lastUpdatedAt: row.lastUpdatedAt,
	};
}

type Named = Pick<UserRow, "login"> & Partial<Pick<UserRow, "displayName" | "firstName" | "lastName">>;

export const nameOf = ({ displayName, firstName, lastName, login }: Named): string =>
	displayName || [firstName, lastName].filter(Boolean).join(" ") || login;

/** The user, as log events name it. */
export const userParty = (user: Named & { id: string }): LogParty => ({
	id: user.id,
	type: "User",
	alternateId: user.login,
	displayName: nameOf(user),
});
