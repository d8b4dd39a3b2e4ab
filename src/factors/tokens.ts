// Tokens by the thousand: looked up in one statement, and enrolled in one batch.
import { type SQL, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { Ctx } from "../context";
import { toHex } from "../crypto/bytes";
import { keyedHash, sha256 } from "../crypto/digest";
import { spentMark } from "../guard/spent-secrets";
import { logManyStatement } from "../log/write";
import { loginOf, mayBeEnrolled } from "../users/facts";
import type { User } from "../users/user";
import { factorTargets } from "./read";
import { factors } from "./table";

/** RFC 4226 R6 requires at least 128 bits. HMAC hashes a key longer than a SHA-512 block to a shorter one anyway. */
export const minSecretBytes = 16;
export const maxSecretBytes = 128;

/** Finds an equal secret again, whoever has it. */
export const tokenSecretHash = (ctx: Ctx, secret: Uint8Array): Promise<string> =>
	keyedHash(ctx.env.lookupKey, "factors.secret", toHex(secret));

export interface HeldToken {
	factorId: string;
	userId: string;
	authenticatorId: string | null;
	secretHash: string | null;
}

/** The custom tokens that these users have, or that have these secrets. */
export const findTokens = (ctx: Ctx, userIds: readonly string[], hashes: readonly string[]): Promise<HeldToken[]> =>
	ctx.db.all<HeldToken>(sql`
		SELECT id AS factorId, user_id AS userId, authenticator_id AS authenticatorId, secret_hash AS secretHash
			FROM ${factors} WHERE factor_type = 'token:hotp' AND provider = 'CUSTOM'
			AND user_id IN (SELECT value FROM json_each(${JSON.stringify(userIds)}))
		UNION
		SELECT id, user_id, authenticator_id, secret_hash FROM ${factors}
			WHERE secret_hash IN (SELECT value FROM json_each(${JSON.stringify(hashes)}))`);

/** The tokens of an authenticator's users, in the order of their ids. */
export const listTokensOf = (ctx: Ctx, authenticatorId: string, after: string, limit: number): Promise<HeldToken[]> =>
	ctx.db.all<HeldToken>(sql`
		SELECT id AS factorId, user_id AS userId, authenticator_id AS authenticatorId, secret_hash AS secretHash
			FROM ${factors} WHERE authenticator_id = ${authenticatorId} AND id > ${after} ORDER BY id LIMIT ${limit}`);

/** A token with its secret, for an export. */
export type SealedToken = Pick<HeldToken, "factorId" | "userId" | "secretHash"> & {
	login: string | null;
	secretSealed: string;
	firstMark: number | null;
	counter: number | null;
};

/** As `listTokensOf`, with the secrets. */
export const listSealedTokens = (ctx: Ctx, authenticatorId: string, after: string, limit: number) =>
	ctx.db.all<SealedToken>(sql`
		SELECT id AS factorId, user_id AS userId, ${loginOf(sql`user_id`)} AS login, secret_sealed AS secretSealed,
			secret_hash AS secretHash, first_mark AS firstMark, profile ->> 'counter' AS counter
			FROM ${factors} WHERE authenticator_id = ${authenticatorId} AND id > ${after} ORDER BY id LIMIT ${limit}`);

/** For statements that stand beside those of this slice. */
export const isFactor = (id: SQL): SQL => sql`EXISTS (SELECT 1 FROM ${factors} WHERE ${factors.id} = ${id})`;
export const isFactorSecret = (hash: SQL): SQL =>
	sql`EXISTS (SELECT 1 FROM ${factors} WHERE ${factors.secretHash} = ${hash})`;

/** A token that is a user's as soon as it is written. */
export interface TokenDraft {
	factorId: string;
	user: Pick<User, "id" | "login" | "displayName">;
	secretSealed: string;
	secretHash: string;
	spentKey: string;
	counter: number | null;
	/** `enrollmentEventId`: a batch that is made twice logs it once. */
	eventId: string;
}

/** The id of the log event of an enrolment: a UUID of version 8, which follows from the factor. */
export async function enrollmentEventId(factorId: string): Promise<string> {
	const hash = await sha256(`factors.enrollment:${factorId}`);
	const parts = [hash.slice(0, 8), hash.slice(8, 12), `8${hash.slice(13, 16)}`, `8${hash.slice(17, 20)}`];
	return [...parts, hash.slice(20, 32)].join("-");
}

/**
 * The statements that enrol users: all that the unique indexes and the condition let in. A batch that is made twice
 * enrols once.
 * @param of the authenticator, and the name of the factor in the log
 * @param condition on `value`, the draft as JSON
 */
export function enrollStatements(
	ctx: Ctx,
	of: { id: string; name: string },
	drafts: readonly (TokenDraft & object)[],
	condition: SQL,
): { enroll: BatchItem<"sqlite">; log: BatchItem<"sqlite"> } {
	const rows = drafts.map(({ user, counter, eventId, ...draft }) => ({
		...draft,
		userId: user.id,
		profile: counter === null ? {} : { counter },
	}));
	const enroll = ctx.db
		.insert(factors)
		.select(
			sql`SELECT value ->> 'factorId', value ->> 'userId', 'token:hotp', 'CUSTOM', 'ACTIVE', ${of.id}, value ->> 'profile',
				value ->> 'secretSealed', NULL, NULL, value ->> 'secretHash', ${spentMark(sql`value ->> 'spentKey'`)},
				${ctx.now()}, ${ctx.now()}
				FROM json_each(${JSON.stringify(rows)})
				WHERE ${mayBeEnrolled(sql`value ->> 'userId'`)} AND ${condition}`,
		)
		.onConflictDoNothing();
	const facts = drafts.map(({ factorId, user, eventId }) => ({
		uuid: eventId,
		eventType: "user.mfa.factor.activate" as const,
		target: factorTargets(user, factorId, of.name),
	}));
	return { enroll, log: logManyStatement(ctx, facts, isFactor(sql`value ->> '$.target[1].id'`)) };
}
