// The passkeys of an administrator: made, listed, and judged. A try counts in a guard before anybody looks at it.
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import type { Ctx } from "../context";
import { open, seal } from "../crypto/envelope";
import { invalid } from "../errors";
import { newId } from "../ids";
import { logStatement, queueEvent } from "../log/write";
import { administratorParty, noticeStatement } from "./administrator";
import { newChallenge, useChallenge } from "./challenges";
import type { NewPasskey } from "./schema";
import { type AdministratorRow, type CredentialRow, credentials } from "./table";
import { countTry, type Tried, takeBackTry } from "./tries";
import { creationOptions, type PasskeyData, readAnswer, readCounter, readNewPasskey, requestOptions } from "./webauthn";

/** Nobody has more devices, and each passkey is opened at every sign-in. */
const mostPasskeys = 10;

export interface Passkey {
	row: CredentialRow;
	data: PasskeyData;
}

const place = (credentialId: string) => `administrators.passkey:${credentialId}`;

/** The oldest first. */
export async function listPasskeys(ctx: Ctx, administratorId: string): Promise<Passkey[]> {
	const rows = await ctx.db
		.select()
		.from(credentials)
		.where(and(eq(credentials.administratorId, administratorId), eq(credentials.kind, "passkey")))
		.orderBy(asc(credentials.id));
	return Promise.all(
		rows.map(async (row) => ({
			row,
			data: JSON.parse(await open(ctx.env.sealKeys, place(row.id), row.secretSealed)),
		})),
	);
}

/** What the browser is asked for, as JSON; null for somebody who has no passkey. */
export async function passkeyRequest(ctx: Ctx, administratorId: string, sessionId: string): Promise<string | null> {
	const known = await listPasskeys(ctx, administratorId);
	if (known.length === 0) return null;
	const data = known.map((passkey) => passkey.data);
	return JSON.stringify(requestOptions(ctx, data, await newChallenge(ctx, sessionId)));
}

/** What the browser is asked for to make a passkey, as JSON. */
export async function passkeyCreation(ctx: Ctx, administrator: AdministratorRow, sessionId: string): Promise<string> {
	const data = (await listPasskeys(ctx, administrator.id)).map((passkey) => passkey.data);
	return JSON.stringify(creationOptions(ctx, administrator, data, await newChallenge(ctx, sessionId)));
}

/** A passkey that was just made. Throws at the field `passkey` when the browser's answer isn't right. */
export async function newPasskey(
	ctx: Ctx,
	administrator: AdministratorRow,
	sessionId: string,
	given: NewPasskey,
): Promise<CredentialRow> {
	const known = await listPasskeys(ctx, administrator.id);
	if (known.length >= mostPasskeys) throw invalid("passkey", "passkeys-too-many", { maximum: mostPasskeys });
	const answer = readAnswer<RegistrationResponseJSON>(given.passkey);
	const isOurs = answer !== null && (await useChallenge(ctx, sessionId, answer.challenge));
	const data = isOurs ? await readNewPasskey(ctx, answer) : null;
	const isKnown = known.some((passkey) => passkey.data.credentialId === data?.credentialId);
	if (data === null || isKnown) throw invalid("passkey", "passkey-refused");
	const now = ctx.now();
	const id = newId("administratorCredential", now);
	return {
		id,
		administratorId: administrator.id,
		kind: "passkey",
		status: "ACTIVE",
		secretSealed: await seal(ctx.env.sealKeys, place(id), JSON.stringify(data)),
		createdAt: now,
		activatedAt: now,
		name: given.name,
		lastUsedAt: null,
	};
}

/** The statements that keep a new passkey, log it and tell the person. They do nothing unless the condition holds. */
export const passkeyStatements = (ctx: Ctx, administrator: AdministratorRow, row: CredentialRow, condition: SQL) =>
	[
		ctx.db
			.insert(credentials)
			.select(
				sql`SELECT ${row.id}, ${row.administratorId}, ${row.kind}, ${row.status}, ${row.secretSealed},
					${row.createdAt}, ${row.activatedAt}, ${row.name}, ${row.lastUsedAt} WHERE ${condition}`,
			)
			.returning({ id: credentials.id }),
		logStatement(ctx, {
			eventType: "user.mfa.factor.activate",
			target: [administratorParty(administrator)],
			debugData: { factor: "passkey" },
		}),
		noticeStatement(ctx, administrator.id, "PASSKEY_ADDED", sql`changes() > 0`),
	] as const;

/** Judges what a browser has answered. Throws at the field `passkey`, or 429 after five wrong answers. */
export async function judgePasskey(
	ctx: Ctx,
	administrator: AdministratorRow,
	sessionId: string,
	text: string,
): Promise<void> {
	const tried: Tried = { kind: "person", value: administrator.id };
	await countTry(ctx, tried);
	const answer = readAnswer<AuthenticationResponseJSON>(text);
	const passkeys = await listPasskeys(ctx, administrator.id);
	const passkey = passkeys.find(({ data }) => data.credentialId === answer?.json.id);
	const isOurs = answer !== null && (await useChallenge(ctx, sessionId, answer.challenge));
	const counter = isOurs && passkey ? await readCounter(ctx, answer, passkey.data) : null;
	if (!passkey || counter === null) throw refused(ctx, administrator, "INVALID_CREDENTIALS");
	// A counter that doesn't grow tells of a copy. An authenticator that doesn't count says 0 all the time.
	const { counter: before } = passkey.data;
	if ((counter > 0 || before > 0) && counter <= before) throw refused(ctx, administrator, "PASSKEY_COPIED");
	const { row } = passkey;
	const secretSealed = await seal(ctx.env.sealKeys, place(row.id), JSON.stringify({ ...passkey.data, counter }));
	const [used] = await ctx.db.batch([
		ctx.db
			.update(credentials)
			.set({ secretSealed, lastUsedAt: ctx.now() })
			// A removed passkey stays removed, and of two answers at once the first one moves the counter on.
			.where(and(eq(credentials.id, row.id), eq(credentials.secretSealed, row.secretSealed)))
			.returning({ id: credentials.id }),
		logStatement(ctx, {
			eventType: "user.authentication.auth_via_mfa",
			target: [administratorParty(administrator)],
			debugData: { factor: "passkey" },
		}),
	]);
	if (used.length === 0) throw refused(ctx, administrator, "INVALID_CREDENTIALS");
	await takeBackTry(ctx, tried);
}

function refused(ctx: Ctx, administrator: AdministratorRow, reason: "INVALID_CREDENTIALS" | "PASSKEY_COPIED") {
	const party = administratorParty(administrator);
	const event = {
		eventType: "user.authentication.auth_via_mfa",
		outcome: { result: "FAILURE", reason },
		actor: party,
		target: [party],
		debugData: { factor: "passkey" },
	} as const;
	ctx.background(queueEvent(ctx, event));
	return invalid("passkey", "passkey-refused");
}
