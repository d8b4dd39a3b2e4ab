// Users on the wire.
import type { Ctx } from "../context";
import type { LockStatus } from "../guard/types";
import { type LockView, nextSteps, type UserStatus, type UserView } from "./schema";
import type { User } from "./user";

/** Okta's user object. `lastLogin` and `passwordChanged` stay null, because sign-in and passwords are elsewhere. */
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
			...user.attributes,
		},
		credentials: { ...(user.hasPassword ? { password: {} } : {}), provider: { type: "OKTA", name: "OKTA" } },
		_links: linksOf(`${ctx.env.publicOrigin}/api/v1/users/${user.id}`, user.status),
	};
}

const linksOf = (self: string, status: UserStatus): UserView["_links"] => ({
	self: { href: self },
	...Object.fromEntries(
		nextSteps[status].map((step) => [step, { href: `${self}/lifecycle/${step}`, method: "POST" as const }]),
	),
});

export const toLockView = ({ failures, lockedUntil, inARow }: LockStatus): LockView => ({
	failures,
	lockedUntil: moment(lockedUntil),
	failuresInARow: inARow.map(({ factorId, failures, pausedUntil, isClosed }) => ({
		factorId,
		failures,
		pausedUntil: moment(pausedUntil),
		needsAdministrator: isClosed,
	})),
});

const moment = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
