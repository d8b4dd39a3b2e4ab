// A user as the rest of the product knows one: contact data opened, and a name to call them by.
import type { Ctx } from "../context";
import type { LogParty } from "../log/event";
import { type ContactData, openContacts } from "./contact-data";
import type { UserStatus, UserView } from "./schema";
import type { UserRow } from "./table";

export interface User extends ContactData {
	id: string;
	login: string;
	status: UserStatus;
	firstName: string | null;
	lastName: string | null;
	/** What to call the user: the display name, else first and last name, else the login. */
	displayName: string;
	/** The display name itself, when one was given. */
	ownDisplayName: string | null;
	locale: string | null;
	hasPassword: boolean;
	/** Epoch ms, as all times here. */
	createdAt: number;
	activatedAt: number | null;
	statusChangedAt: number | null;
	lastUpdatedAt: number;
}

export async function toUser(ctx: Ctx, row: UserRow): Promise<User> {
	return {
		...(await openContacts(ctx, row)),
		id: row.id,
		login: row.login,
		status: row.status,
		firstName: row.firstName,
		lastName: row.lastName,
		displayName: nameOf(row),
		ownDisplayName: row.displayName,
		locale: row.locale,
		hasPassword: row.hasPassword,
		createdAt: row.createdAt,
		activatedAt: row.activatedAt,
		statusChangedAt: row.statusChangedAt,
		lastUpdatedAt: row.lastUpdatedAt,
	};
}

type Named = Pick<UserRow, "login"> & Partial<Pick<UserRow, "displayName" | "firstName" | "lastName">>;

const nameOf = ({ displayName, firstName, lastName, login }: Named): string =>
	displayName || [firstName, lastName].filter(Boolean).join(" ") || login;

/** A user as a log event names one. */
export const userParty = (user: Named & { id: string }): LogParty => ({
	id: user.id,
	type: "User",
	alternateId: user.login,
	displayName: nameOf(user),
});

/** Okta's user object. `lastLogin` and `passwordChanged` stay null: sign-in and passwords happen elsewhere. */
export function toUserView(ctx: Ctx, user: User): UserView {
	const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
	return {
		id: user.id,
		status: user.status,
		created: new Date(user.createdAt).toISOString(),
		activated: iso(user.activatedAt),
		statusChanged: iso(user.statusChangedAt),
		lastLogin: null,
		lastUpdated: new Date(user.lastUpdatedAt).toISOString(),
		passwordChanged: null,
		profile: {
			login: user.login,
			firstName: user.firstName,
			lastName: user.lastName,
			displayName: user.ownDisplayName,
			email: user.email,
			secondEmail: user.secondEmail,
			mobilePhone: user.mobilePhone,
			primaryPhone: user.primaryPhone,
			locale: user.locale,
		},
		credentials: { ...(user.hasPassword ? { password: {} } : {}), provider: { type: "OKTA", name: "OKTA" } },
		_links: linksOf(`${ctx.env.publicOrigin}/api/v1/users/${user.id}`, user.status),
	};
}

/** The lifecycle calls that a status allows. */
const nextSteps: Record<UserStatus, readonly string[]> = {
	STAGED: ["activate", "deactivate"],
	PROVISIONED: ["deactivate"],
	ACTIVE: ["suspend", "deactivate"],
	SUSPENDED: ["unsuspend", "deactivate"],
	DEPROVISIONED: ["activate"],
};

const linksOf = (self: string, status: UserStatus): UserView["_links"] => ({
	self: { href: self },
	...Object.fromEntries(
		nextSteps[status].map((step) => [step, { href: `${self}/lifecycle/${step}`, method: "POST" as const }]),
	),
});
