// Administrators: inviting, listing, changing, switching on and off, resetting, unlocking.
import { and, asc, eq, gt, ne, or, type SQL, sql } from "drizzle-orm";
import type { Ctx, Permission } from "../context";
import { type Page, pageOf, refusedBy } from "../db";
import { invalid } from "../errors";
import { changeGuarded, eraseFactors, withGuard } from "../guard/client";
import { newId } from "../ids";
import type { EventType } from "../log/event-types";
import { factStatement, logStatement } from "../log/write";
import { loginKey } from "../users/profile";
import { administratorParty, getAdministrator } from "./administrator";
import { newInvitation } from "./invitation";
import type { AdministratorChange, AdministratorInput, AdministratorListQuery } from "./schema";
import { type AdministratorRow, administrators, credentials, devices, recoveryCodes, sessions } from "./table";

/** An administrator with a one-time password that was just made. */
export interface Invited {
	row: AdministratorRow;
	oneTimePassword: string;
}

export async function inviteAdministrator(ctx: Ctx, input: AdministratorInput): Promise<Invited> {
	const { oneTimePassword, columns } = await newInvitation(ctx);
	const now = ctx.now();
	const { permissions = [] } = input;
	refusePermissions(input.role, permissions);
	const row: AdministratorRow = {
		id: newId("administrator", now),
		login: input.login,
		loginKey: loginKey(input.login),
		displayName: input.displayName ?? input.login,
		role: input.role,
		permissions,
		status: "INVITED",
		passwordSealed: null,
		passwordChangedAt: null,
		...columns,
		newRecoveryCodesSealed: null,
		createdAt: now,
		lastUpdatedAt: now,
	};
	await ctx.db
		.batch([
			ctx.db.insert(administrators).values(row),
			logStatement(ctx, {
				eventType: "system.administrator.create",
				target: [administratorParty(row)],
				debugData: grantOf(row),
			}),
		])
		.catch(refusedBy({ "administrators.login_key": () => invalid("login", "already-exists") }));
	return { row, oneTimePassword };
}

export async function listAdministrators(ctx: Ctx, query: AdministratorListQuery): Promise<Page<AdministratorRow>> {
	const rows = await ctx.db
		.select()
		.from(administrators)
		.where(query.after === undefined ? undefined : gt(administrators.id, query.after))
		.orderBy(asc(administrators.id))
		.limit(query.limit + 1);
	return pageOf(rows, query.limit, (row) => row.id);
}

/** A new role counts from the next request on, and so do permissions. The last active administrator keeps the role. */
export async function changeAdministrator(
	ctx: Ctx,
	id: string,
	change: AdministratorChange,
): Promise<AdministratorRow> {
	const before = await getAdministrator(ctx, id);
	const { displayName = before.displayName, role = before.role } = change;
	// Whoever may only read loses them with the role.
	const { permissions = role === "READ_ONLY" ? [] : before.permissions } = change;
	refusePermissions(role, permissions);
	return takeStep(ctx, before, {
		set: { displayName, role, permissions },
		condition: role === "ADMINISTRATOR" ? undefined : leavesAnother(id),
		eventType: "system.administrator.update",
		debugData: grantOf({ role, permissions }),
	});
}

function refusePermissions(role: AdministratorRow["role"], permissions: readonly Permission[]): void {
	if (role === "READ_ONLY" && permissions.length > 0) throw invalid("permissions", "permission-of-role");
}

const grantOf = ({ role, permissions }: Pick<AdministratorRow, "role" | "permissions">) => ({
	role,
	...(permissions.length === 0 ? {} : { permissions: permissions.join(" ") }),
});

/** Deactivating ends all sessions at once. */
export async function setAdministratorStatus(
	ctx: Ctx,
	id: string,
	status: "ACTIVE" | "INACTIVE",
): Promise<AdministratorRow> {
	const before = await getAdministrator(ctx, id);
	if (status === "INACTIVE") refuseOwn(ctx, id);
	if ((before.status === "INACTIVE") === (status === "INACTIVE")) return before;
	return status === "ACTIVE"
		? takeStep(ctx, before, {
				set: { status: sql`iif(${administrators.passwordSealed} IS NULL, 'INVITED', 'ACTIVE')` },
				eventType: "system.administrator.activate",
			})
		: takeStep(ctx, before, {
				set: { status: "INACTIVE" },
				condition: leavesAnother(id),
				eventType: "system.administrator.deactivate",
				endsSessions: true,
			});
}

/** For a person who has lost password or app: everything is forgotten, and a one-time password lets her begin again. */
export async function resetAdministrator(ctx: Ctx, id: string): Promise<Invited> {
	refuseOwn(ctx, id);
	const before = await getAdministrator(ctx, id);
	if (before.status === "INACTIVE") throw invalid("status", "administrator-inactive");
	const { oneTimePassword, columns } = await newInvitation(ctx);
	// Somebody may have deactivated the person meanwhile. Then nothing is forgotten.
	const isReset = sql`EXISTS (SELECT 1 FROM administrators WHERE invitation_hash = ${columns.invitationHash})`;
	const [reset, , gone] = await changeGuarded(ctx, { userId: id }, () =>
		ctx.db.batch([
			ctx.db
				.update(administrators)
				.set({
					...columns,
					status: "INVITED",
					passwordSealed: null,
					newRecoveryCodesSealed: null,
					lastUpdatedAt: ctx.now(),
				})
				.where(and(eq(administrators.id, id), ne(administrators.status, "INACTIVE")))
				.returning(),
			logStatement(ctx, { eventType: "system.administrator.reset", target: [administratorParty(before)] }),
			ctx.db
				.delete(credentials)
				.where(and(eq(credentials.administratorId, id), isReset))
				.returning({ id: credentials.id }),
			ctx.db.delete(recoveryCodes).where(and(eq(recoveryCodes.administratorId, id), isReset)),
			ctx.db.delete(devices).where(and(eq(devices.administratorId, id), isReset)),
			ctx.db.delete(sessions).where(and(eq(sessions.administratorId, id), isReset)),
		]),
	);
	await eraseFactors(
		ctx,
		id,
		gone.map((credential) => credential.id),
	);
	const [row] = reset;
	if (!row) throw invalid("status", "administrator-inactive");
	return { row, oneTimePassword };
}

/** Clears failed codes. Failed passwords count for five minutes, and for unknown browsers alone. */
export async function unlockAdministrator(ctx: Ctx, id: string): Promise<void> {
	const administrator = await getAdministrator(ctx, id);
	await withGuard(ctx, id, (guard) => guard.unlock({ id: ctx.requestId, by: "administrator", now: ctx.now() }));
	await factStatement(ctx, {
		eventType: "user.account.unlock_by_admin",
		target: [administratorParty(administrator)],
	});
}

interface Step {
	set: Partial<Pick<AdministratorRow, "displayName" | "role" | "permissions">> & {
		status?: AdministratorRow["status"] | SQL;
	};
	condition?: SQL | undefined;
	eventType: EventType;
	debugData?: Record<string, string>;
	/** Once the step is taken: the last administrator isn't signed out by a step that is refused. */
	endsSessions?: boolean;
}

async function takeStep(ctx: Ctx, before: AdministratorRow, step: Step): Promise<AdministratorRow> {
	const { id } = before;
	const [changed] = await ctx.db.batch([
		ctx.db
			.update(administrators)
			.set({ ...step.set, lastUpdatedAt: ctx.now() })
			.where(and(eq(administrators.id, id), step.condition))
			.returning(),
		logStatement(ctx, {
			eventType: step.eventType,
			target: [administratorParty(before)],
			...(step.debugData ? { debugData: step.debugData } : {}),
		}),
		...(step.endsSessions
			? [ctx.db.delete(sessions).where(and(eq(sessions.administratorId, id), isInactive(id)))]
			: []),
	]);
	if (!changed[0]) throw invalid("role", "last-administrator");
	return changed[0];
}

const isInactive = (id: string) => sql`EXISTS (SELECT 1 FROM administrators WHERE id = ${id} AND status = 'INACTIVE')`;

/** Somebody has to be able to come in: the change isn't made to the last active administrator. */
const leavesAnother = (id: string): SQL | undefined =>
	or(
		ne(administrators.role, "ADMINISTRATOR"),
		ne(administrators.status, "ACTIVE"),
		sql`EXISTS (SELECT 1 FROM ${administrators} AS other
			WHERE other.role = 'ADMINISTRATOR' AND other.status = 'ACTIVE' AND other.id <> ${id})`,
	);

/** By mistake, nobody locks themselves out. */
function refuseOwn(ctx: Ctx, id: string): void {
	if (ctx.actor.kind === "administrator" && ctx.actor.id === id) throw invalid("administrator", "own-account");
}
