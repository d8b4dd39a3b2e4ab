// Users on the wire.
import type { Ctx } from "../context";
import type { LockStatus } from "../guard/types";
import { isoOrNull } from "../web/time";
import { type LockView, nextSteps, type UserStatus, type UserView } from "./schema";
import type { User } from "./user";

/** Okta's user object. `lastLogin` and `passwordChanged` stay null, because sign-in and passwords are elsewhere. */
export function toUserView(ctx: Ctx, user: User): UserView {
	return {
		id: user.id,
		status: user.status,
		created: new Date(user.createdAt).toISOString(),
		activated: isoOrNull(user.activatedAt),
		statusChanged: isoOrNull(user.statusChangedAt),
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
	lockedUntil: isoOrNull(lockedUntil),
	failuresInARow: inARow.map(({ factorId, failures, pausedUntil, isClosed }) => ({
		factorId,
		failures,
		pausedUntil: isoOrNull(pausedUntil),
		needsAdministrator: isClosed,
	})),
});
