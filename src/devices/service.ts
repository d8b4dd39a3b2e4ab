// Registered devices: a user marks a browser as their own, and somebody takes the mark away. Policies ask for it.
import { and, asc, desc, eq, notInArray, type SQL, sql } from "drizzle-orm";
import { applicationAsked } from "../applications/asking";
import { missingApplicationIds } from "../applications/service";
import type { Ctx } from "../context";
import { invalid, notFound } from "../errors";
import { forgetSources } from "../guard/client";
import { newId } from "../ids";
import type { LogParty } from "../log/event";
import { logStatement } from "../log/write";
import { getUser } from "../users/service";
import { type User, userParty } from "../users/user";
import type { RegisteredDeviceInput } from "./schema";
import { type RegisteredDeviceRow, registeredDevices } from "./table";
import { deviceHash } from "./token";

/** People replace browsers and forget them. The oldest marks go. */
const mostOfAUser = 50;

/** A device that is registered already stays as it is. */
export async function registerDevice(
	ctx: Ctx,
	idOrLogin: string,
	{ deviceToken, application }: RegisteredDeviceInput,
): Promise<RegisteredDeviceRow> {
	const asked = applicationAsked(ctx, application);
	const [unknown] = await missingApplicationIds(ctx, asked === undefined ? [] : [asked]);
	if (unknown !== undefined) throw invalid("application", "application-unknown");
	const device = await deviceHash(ctx, deviceToken, asked);
	const user = await getUser(ctx, idOrLogin);
	const row = { id: newId("device", ctx.now()), userId: user.id, device, registeredAt: ctx.now() };
	const newest = ctx.db
		.select({ id: registeredDevices.id })
		.from(registeredDevices)
		.where(eq(registeredDevices.userId, user.id))
		.orderBy(desc(registeredDevices.registeredAt), desc(registeredDevices.id))
		.limit(mostOfAUser);
	const [, , , rows] = await ctx.db.batch([
		ctx.db.insert(registeredDevices).values(row).onConflictDoNothing(),
		logStatement(ctx, { eventType: "device.user.add", target: [userParty(user), deviceParty(row.id)] }),
		ctx.db
			.delete(registeredDevices)
			.where(and(eq(registeredDevices.userId, user.id), notInArray(registeredDevices.id, newest))),
		registeredDeviceStatement(ctx, sql`${user.id}`, device),
	]);
	return rows[0] ?? row;
}

/** Fifty at the most, the oldest first. */
export async function listRegisteredDevices(ctx: Ctx, idOrLogin: string): Promise<RegisteredDeviceRow[]> {
	const user = await getUser(ctx, idOrLogin);
	return ctx.db
		.select()
		.from(registeredDevices)
		.where(eq(registeredDevices.userId, user.id))
		.orderBy(asc(registeredDevices.registeredAt), asc(registeredDevices.id));
}

export async function unregisterDevice(ctx: Ctx, idOrLogin: string, id: string): Promise<void> {
	const user = await getUser(ctx, idOrLogin);
	const [removed] = await ctx.db.batch([
		ctx.db
			.delete(registeredDevices)
			.where(and(eq(registeredDevices.userId, user.id), eq(registeredDevices.id, id)))
			.returning({ id: registeredDevices.id }),
		logRemoval(ctx, user, [deviceParty(id)]),
	]);
	if (removed.length === 0) throw notFound("Device", id);
}

export async function unregisterAllDevices(ctx: Ctx, idOrLogin: string): Promise<void> {
	const user = await getUser(ctx, idOrLogin);
	await ctx.db.batch([
		ctx.db.delete(registeredDevices).where(eq(registeredDevices.userId, user.id)),
		logRemoval(ctx, user, []),
	]);
	await forgetSources(ctx, user.id);
}

/** For a batch of customer care: all of them. */
export const devicesReset = (ctx: Ctx, userId: string, isTaken: SQL) => ({
	isThere: sql`EXISTS (SELECT 1 FROM ${registeredDevices} WHERE ${registeredDevices.userId} = ${userId})`,
	statements: [ctx.db.delete(registeredDevices).where(and(eq(registeredDevices.userId, userId), isTaken))],
});

/** Whether the user has registered the device: for a batch of somebody else's. */
export const registeredDeviceStatement = (ctx: Ctx, userId: SQL<string>, device: string) =>
	ctx.db
		.select()
		.from(registeredDevices)
		.where(and(eq(registeredDevices.userId, userId), eq(registeredDevices.device, device)));

const deviceParty = (id: string): LogParty => ({ id, type: "Device" });

const logRemoval = (ctx: Ctx, user: User, more: LogParty[]) =>
	logStatement(ctx, { eventType: "device.user.remove", target: [userParty(user), ...more] });
