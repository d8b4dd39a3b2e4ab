// Cloudflare Access in front of the console: whom its signed assertion names. No other header of Access is believed.
import { and, eq } from "drizzle-orm";
import type { JSONWebKeySet } from "jose";
import type { Ctx } from "../context";
import type { Env } from "../env";
import { ApiError } from "../errors";
import { because } from "../errors/cause";
import type { LogParty } from "../log/event";
import { factStatement, queueEvent } from "../log/write";
import { parseJson } from "../net/json";
import { readBounded } from "../net/read-bounded";
import { loginKey } from "../users/profile";
import { causeOf, writeWorkerLog } from "../worker-log";
import { actorOf, administratorParty } from "./administrator";
import { prepareFirstApp } from "./app";
import { type NewSession, newSession } from "./sessions";
import { type AdministratorRow, administrators, sessions } from "./table";

const header = "cf-access-jwt-assertion";

/** Access changes its keys every six weeks, and publishes the next one before. */
const believedMs = 60 * 60_000;
/** A key that nobody has published must not make us ask all the time. */
const askAgainMs = 60_000;
const answerWithinMs = 3_000;
const mostBytes = 64 * 1024;

/** What an isolate remembers. Values alone, because no request may wait for another one's answer. */
const remembered = new WeakMap<Env, { keys: JSONWebKeySet; readAt: number }>();

/** The active administrator whose login is the e-mail address of the assertion; null if there is none. */
export async function findAsserted(ctx: Ctx, request: Request): Promise<AdministratorRow | null> {
	const email = await assertedEmail(ctx, request);
	if (email === null) return null;
	const [row] = await ctx.db
		.select()
		.from(administrators)
		.where(and(eq(administrators.loginKey, loginKey(email)), eq(administrators.status, "ACTIVE")));
	return row ?? null;
}

/** Stands in place of the password, and never of the second factor. Throws 401 E0000004. */
export async function signInByAccess(ctx: Ctx, request: Request): Promise<NewSession> {
	const administrator = await findAsserted(ctx, request);
	if (administrator === null) {
		const nobody = { id: "unknown", type: "User" } as const;
		ctx.background(
			queueEvent(ctx, { ...eventOf(nobody), outcome: { result: "FAILURE", reason: "INVALID_CREDENTIALS" } }),
		);
		throw new ApiError("E0000004", { causes: [because("access-refused")] });
	}
	ctx.actor = actorOf(administrator);
	await prepareFirstApp(ctx, administrator.id);
	const session = await newSession(ctx, administrator.id, "FACTOR");
	await ctx.db.batch([
		ctx.db.insert(sessions).values(session.row),
		factStatement(ctx, eventOf(administratorParty(administrator))),
	]);
	return session;
}

const eventOf = (party: LogParty) =>
	({ eventType: "user.authentication.auth_via_IDP", actor: party, target: [party] }) as const;

/** Null without an assertion, and for one that isn't Access's own, isn't for the console, or is over. */
async function assertedEmail(ctx: Ctx, request: Request): Promise<string | null> {
	const { access } = ctx.env;
	const assertion = request.headers.get(header);
	if (access === null || assertion === null) return null;
	// Only where Access is configured, so other deployments don't evaluate the library.
	const { createLocalJWKSet, errors, jwtVerify } = await import("jose");
	const verify = async (keys: JSONWebKeySet) => {
		const { payload } = await jwtVerify(assertion, createLocalJWKSet(keys), {
			issuer: access.issuer,
			audience: access.audience,
			algorithms: ["RS256"],
			requiredClaims: ["exp"],
			currentDate: new Date(ctx.now()),
		});
		// Assertions of service tokens name no person.
		return typeof payload.email === "string" ? payload.email : null;
	};
	try {
		return await verify(await keysOf(ctx, access.issuer, believedMs));
	} catch (error) {
		if (!(error instanceof errors.JWKSNoMatchingKey)) return refuse(ctx, error, errors.JOSEError);
	}
	try {
		return await verify(await keysOf(ctx, access.issuer, askAgainMs));
	} catch (error) {
		return refuse(ctx, error, errors.JOSEError);
	}
}

/** A stranger's assertion is no fault of ours. That Access doesn't answer is worth a line. */
function refuse(ctx: Ctx, error: unknown, expected: typeof import("jose").errors.JOSEError): null {
	if (error instanceof expected) return null;
	writeWorkerLog("error", { message: "Access's keys can't be read", requestId: ctx.requestId, cause: causeOf(error) });
	return null;
}

async function keysOf(ctx: Ctx, issuer: string, maxAgeMs: number): Promise<JSONWebKeySet> {
	const known = remembered.get(ctx.env);
	if (known && Math.abs(ctx.now() - known.readAt) < maxAgeMs) return known.keys;
	const answer = await ctx.fetch(`${issuer}/cdn-cgi/access/certs`, {
		redirect: "manual",
		signal: AbortSignal.timeout(answerWithinMs),
	});
	const { text, isWhole } = await readBounded(answer.body, mostBytes);
	const keys = answer.ok && isWhole ? (parseJson(text) as JSONWebKeySet | undefined) : undefined;
	if (!Array.isArray(keys?.keys)) throw new Error(`Access answers with ${answer.status} and no keys`);
	remembered.set(ctx.env, { keys, readAt: ctx.now() });
	return keys;
}
