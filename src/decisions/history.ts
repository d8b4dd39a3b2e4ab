// What earlier decisions tell: known devices, speed, counts and the risk. Each question is one statement with an index.
import { and, desc, eq, gt, type SQL, sql } from "drizzle-orm";
import type { Ctx } from "../context";
import type { CountAsked } from "../policies/challenge/facts";
import { decisions } from "./table";

const dayMs = 86_400_000;
export const keptMs = 30 * dayMs;

/** A risk that was found longer ago isn't this login's. */
const riskMs = 30 * 60_000;

/** More than any policy asks for. A flood isn't counted to its end. */
const mostCounted = 1_001;

/** The user's newest good sign-in. */
export const lastSignInStatement = (ctx: Ctx, userId: SQL<string>) =>
	ctx.db
		.select({
			at: decisions.decidedAt,
			device: decisions.device,
			latitude: decisions.latitude,
			longitude: decisions.longitude,
		})
		.from(decisions)
		.where(and(eq(decisions.userId, userId), sql`${decisions.isSignIn} = 1`))
		.orderBy(desc(decisions.decidedAt))
		.limit(1);

/** Whether the user has signed in from the device within 30 days. */
export const knownDeviceStatement = (ctx: Ctx, userId: SQL<string>, device: string) =>
	ctx.db
		.select({ at: decisions.decidedAt })
		.from(decisions)
		.where(and(eq(decisions.userId, userId), sql`${decisions.isSignIn} = 1`, eq(decisions.device, device)))
		.limit(1);

/** The score of this login after the password. */
export const riskStatement = (ctx: Ctx, userId: SQL<string>) =>
	ctx.db
		.select({ score: decisions.score })
		.from(decisions)
		.where(
			and(
				eq(decisions.userId, userId),
				eq(decisions.checkpoint, "POST_AUTHENTICATION"),
				gt(decisions.decidedAt, ctx.now() - riskMs),
			),
		)
		.orderBy(desc(decisions.decidedAt))
		.limit(1);

interface Counted {
	userId: SQL<string> | null;
	device: string | undefined;
	ipAddress: string | undefined;
}

/** Null where what is to be counted isn't known. The user who asks counts among the users. */
export function countStatement(ctx: Ctx, asked: CountAsked, { userId, device, ipAddress }: Counted) {
	const since = gt(decisions.decidedAt, ctx.now() - asked.seconds * 1000);
	if (asked.count === "actions") {
		if (userId === null) return null;
		const isWanted = and(
			eq(decisions.userId, userId),
			eq(decisions.action, asked.action),
			since,
			asked.checkpoint === null ? undefined : eq(decisions.checkpoint, asked.checkpoint),
		);
		return counting(ctx, sql`SELECT 1 FROM ${decisions} WHERE ${isWanted} LIMIT ${mostCounted}`, 0);
	}
	const [column, value] =
		asked.count === "users-of-device" ? [decisions.device, device] : [decisions.ipAddress, ipAddress];
	if (value === undefined) return null;
	const isOther = userId === null ? sql`${decisions.userId} IS NOT NULL` : sql`${decisions.userId} <> ${userId}`;
	const users = sql`SELECT DISTINCT ${decisions.userId} FROM ${decisions}
		WHERE ${and(eq(column, value), since)} AND ${isOther} LIMIT ${mostCounted}`;
	return counting(ctx, users, userId === null ? 0 : 1);
}

const counting = (ctx: Ctx, rows: SQL, more: number) =>
	ctx.db.select({ count: sql<number>`COUNT(*) + ${more}` }).from(sql`(${rows})`);

const earthRadiusMiles = 3958.8;
const hourMs = 3_600_000;
/** Two requests at one moment would make any distance a flight. */
const shortestMs = 60_000;

interface Place {
	latitude: number;
	longitude: number;
}

/** Miles per hour along a great circle (haversine). */
export function velocityBetween(from: Place, to: Place, elapsedMs: number): number {
	const radians = (degrees: number) => (degrees * Math.PI) / 180;
	const [north, east] = [radians(to.latitude - from.latitude), radians(to.longitude - from.longitude)];
	const chord =
		Math.sin(north / 2) ** 2 +
		Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * Math.sin(east / 2) ** 2;
	const miles = 2 * earthRadiusMiles * Math.asin(Math.min(1, Math.sqrt(chord)));
	return Math.round(miles / (Math.max(elapsedMs, shortestMs) / hourMs));
}
