// A user's life: activated, suspended, deactivated, deleted, unlocked. Each step is one conditional update, so of two
// requests at once exactly one takes the step.
import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { type Ctx, hasRole } from "../context";
import { ApiError, invalid, unlockedTooOften } from "../errors";
import { because } from "../errors/cause";
import type { ReasonOf } from "../errors/reasons";
import { changeGuarded, withGuard } from "../guard/client";
import { keepSpent } from "../guard/spent-secrets";
import type { LockStatus, Unlock } from "../guard/types";
import type { EventType } from "../log/event-types";
import { factStatement, logStatement } from "../log/write";
import type { UserStatus } from "./schema";
import { getUser } from "./service";
import { users } from "./table";
import { type User, userParty } from "./user";

interface Step {
	from: readonly UserStatus[];
	to: UserStatus | SQL<UserStatus>;
	/** Columns that change with the status. */
	also?: { activatedAt: number };
	eventType: EventType;
}

const allButDeprovisioned = ["STAGED", "PROVISIONED", "ACTIVE", "SUSPENDED"] as const;

/** STAGED or DEPROVISIONED → ACTIVE for a user with a password, PROVISIONED for a user without one. */
export async function activateUser(ctx: Ctx, idOrLogin: string): Promise<void> {
	const user = await getUser(ctx, idOrLogin);
	const isDone = await takeStep(ctx, user, {
		from: ["STAGED", "DEPROVISIONED"],
		to: sql`CASE WHEN ${users.hasPassword} THEN 'ACTIVE' ELSE 'PROVISIONED' END`,
		also: { activatedAt: ctx.now() },
		eventType: "user.lifecycle.activate",
	});
	if (!isDone) throw notInThisStatus("user-not-activatable");
}

export async function deactivateUser(ctx: Ctx, idOrLogin: string): Promise<void> {
	const user = await getUser(ctx, idOrLogin);
	if (!(await deprovision(ctx, user))) throw notInThisStatus("user-deactivated");
}

export async function suspendUser(ctx: Ctx, idOrLogin: string): Promise<void> {
	const user = await getUser(ctx, idOrLogin);
	const isDone = await takeStep(ctx, user, {
		from: ["ACTIVE"],
		to: "SUSPENDED",
		eventType: "user.lifecycle.suspend",
	});
	if (!isDone) throw invalid("status", "user-not-active");
}

export async function unsuspendUser(ctx: Ctx, idOrLogin: string): Promise<void> {
	const user = await getUser(ctx, idOrLogin);
	const isDone = await takeStep(ctx, user, {
		from: ["SUSPENDED"],
		to: "ACTIVE",
		eventType: "user.lifecycle.unsuspend",
	});
	if (!isDone) throw invalid("status", "user-not-suspended");
}

/** The first call deactivates, the second call deletes, so that no user is lost by a single mistake. */
export async function deleteUser(ctx: Ctx, idOrLogin: string): Promise<void> {
	const user = await getUser(ctx, idOrLogin);
	if (user.status !== "DEPROVISIONED") {
		// If another request was faster, the user is deactivated all the same.
		await deprovision(ctx, user);
		return;
	}
	const [deleted] = await changeGuarded(ctx, { userId: user.id, endsCodes: true }, (spent) =>
		ctx.db.batch([
			ctx.db
				.delete(users)
				.where(and(eq(users.id, user.id), eq(users.status, "DEPROVISIONED")))
				.returning({ id: users.id }),
			logStatement(ctx, { eventType: "user.lifecycle.delete.completed", target: [userParty(user)] }),
			keepSpent(ctx, spent),
		]),
	);
	if (deleted.length === 0) {
		await getUser(ctx, user.id);
		throw notInThisStatus("user-activated-again");
	}
	await withGuard(ctx, user.id, (guard) => guard.retire());
}

/**
 * Clears the failed attempts that count against the user. The help desk clears those of the last five minutes, and an
 * administrator those in a row, too.
 */
export async function unlockUser(ctx: Ctx, idOrLogin: string): Promise<void> {
	const user = await getUser(ctx, idOrLogin);
	const by = hasRole(ctx.actor, ["ADMINISTRATOR"]) ? "administrator" : "help-desk";
	const unlock: Unlock = { id: ctx.requestId, by, now: ctx.now() };
	const { retryAfterSeconds } = await withGuard(ctx, user.id, (guard) => guard.unlock(unlock));
	if (retryAfterSeconds !== null) throw unlockedTooOften(retryAfterSeconds);
	// The guard made the change, so no statement stands before this one.
	await factStatement(ctx, { eventType: "user.account.unlock_by_admin", target: [userParty(user)] });
}

export async function getLock(ctx: Ctx, idOrLogin: string): Promise<LockStatus> {
	const user = await getUser(ctx, idOrLogin);
	return withGuard(ctx, user.id, (guard) => guard.lockStatus(ctx.now()));
}

const deprovision = (ctx: Ctx, user: User) =>
	takeStep(ctx, user, { from: allButDeprovisioned, to: "DEPROVISIONED", eventType: "user.lifecycle.deactivate" });

/** Returns false if the step doesn't start from the user's status. */
async function takeStep(ctx: Ctx, user: User, { from, to, also, eventType }: Step): Promise<boolean> {
	const now = ctx.now();
	const endsCodes = to === "SUSPENDED" || to === "DEPROVISIONED";
	const [changed] = await changeGuarded(ctx, { userId: user.id, endsCodes }, () =>
		ctx.db.batch([
			ctx.db
				.update(users)
				.set({ ...also, status: to, statusChangedAt: now, lastUpdatedAt: now })
				.where(and(eq(users.id, user.id), inArray(users.status, from)))
				.returning({ id: users.id }),
			logStatement(ctx, { eventType, target: [userParty(user)] }),
		]),
	);
	return changed.length === 1;
}

const notInThisStatus = (reason: ReasonOf<"E0000038">) => new ApiError("E0000038", { causes: [because(reason)] });
