// Inbound sources: reads and changes their settings, and checks that a request comes from its source.
import { and, asc, eq, isNotNull, notExists } from "drizzle-orm";
import type { Ctx } from "../context";
import { refusedBy } from "../db";
import { ApiError, invalid, notFound, wrongStatus } from "../errors";
import { newId, randomCharacters } from "../ids";
import { queueOnce } from "../log/once";
import { logStatement } from "../log/write";
import { Remembered } from "../remembered";
import { opensLock, secretHashOf } from "./lock";
import type { InboundSourceChange, InboundSourceInput } from "./schema";
import type { InboundSource } from "./source";
import { sourceOf } from "./sources";
import { type InboundSourceRow, inboundRequests, inboundSources } from "./table";

export type { InboundSourceRow };

/** The source that every deployment has from the start. */
export const oktaReceiverId = "okta";

export const listSources = (ctx: Ctx): Promise<InboundSourceRow[]> =>
	ctx.db.select().from(inboundSources).orderBy(asc(inboundSources.id));

export async function getSource(ctx: Ctx, id: string): Promise<InboundSourceRow> {
	const [row] = await ctx.db.select().from(inboundSources).where(eq(inboundSources.id, id));
	if (!row) throw notFound("InboundSource", id);
	return row;
}

/** As every request asks for it. */
const rememberedSource = new Remembered<InboundSourceRow>(getSource);

/** As many characters as 256 bits need. */
const secretLength = 43;

/** A secret that nobody guesses, for administrators who don't bring their own. */
export const newSourceSecret = (): string => randomCharacters(secretLength);

/** Adds a source. */
export async function createSource(
	ctx: Ctx,
	{ type, enabled, secret, eventSecret, ...columns }: InboundSourceInput,
): Promise<InboundSourceRow> {
	if (enabled && secret === undefined) throw withoutSecret();
	const row: InboundSourceRow = {
		...columns,
		id: newId("inboundSource", ctx.now()),
		type,
		isEnabled: enabled,
		secretHash: (await hashIfAny(ctx, secret)) ?? null,
		eventSecretHash: (await hashIfAny(ctx, eventSecret)) ?? null,
		createdAt: ctx.now(),
		lastUpdatedAt: ctx.now(),
	};
	const created = logStatement(ctx, { eventType: sourceOf(type).logs.create, target: [sourceParty(row)] });
	await ctx.db.batch([ctx.db.insert(inboundSources).values(row), created]).catch(refusedBy(refusals));
	return row;
}

/**
 * Changes what is given. A secret that is left out stays.
 * @throws 400 E0000001 when the source would be enabled without a secret
 */
export async function changeSource(
	ctx: Ctx,
	id: string,
	{ enabled, secret, eventSecret, ...columns }: InboundSourceChange,
): Promise<InboundSourceRow> {
	const before = await getSource(ctx, id);
	const isComplete = enabled && secret === undefined ? isNotNull(inboundSources.secretHash) : undefined;
	const changes = {
		...columns,
		isEnabled: enabled,
		secretHash: await hashIfAny(ctx, secret),
		eventSecretHash: await hashIfAny(ctx, eventSecret),
		lastUpdatedAt: ctx.now(),
	};
	const [updated] = await ctx.db
		.batch([
			ctx.db
				.update(inboundSources)
				.set(changes)
				.where(and(eq(inboundSources.id, id), isComplete))
				.returning(),
			logStatement(ctx, {
				eventType: sourceOf(before.type).logs.update,
				target: [sourceParty({ id, name: columns.name ?? before.name })],
				debugData: {
					enabled: String(enabled ?? before.isEnabled),
					hasNewSecret: String(secret !== undefined),
				},
			}),
		])
		.catch(refusedBy(refusals));
	rememberedSource.forget(ctx);
	if (!updated[0]) throw withoutSecret();
	return updated[0];
}

/**
 * Deletes a source with its requests. Its deliveries stay, and name it until they go.
 * @throws 403 E0000107 for the first source, for one that may send, and for one that tokens name
 */
export async function deleteSource(ctx: Ctx, id: string): Promise<void> {
	const row = await getSource(ctx, id);
	// Its path is a part of the API.
	if (id === oktaReceiverId) throw wrongStatus("source-built-in");
	const isThis = eq(inboundSources.id, id);
	const [deleted] = await ctx.db
		.batch([
			ctx.db
				.delete(inboundSources)
				.where(and(isThis, eq(inboundSources.isEnabled, false)))
				.returning({ id: inboundSources.id }),
			logStatement(ctx, { eventType: sourceOf(row.type).logs.delete, target: [sourceParty(row)] }),
			ctx.db
				.delete(inboundRequests)
				.where(and(eq(inboundRequests.sourceId, id), notExists(ctx.db.select().from(inboundSources).where(isThis)))),
		])
		.catch(refusedBy({ "FOREIGN KEY": () => wrongStatus("source-with-tokens") }));
	rememberedSource.forget(ctx);
	if (deleted.length === 0) throw wrongStatus("source-enabled");
}

/** drizzle leaves a column as it is when its value is undefined. */
const hashIfAny = async (ctx: Ctx, secret: string | undefined) =>
	secret === undefined ? undefined : secretHashOf(ctx.env.lookupKey, secret);

const refusals = { "inbound_sources.name": () => invalid("name", "source-name-taken") };

const withoutSecret = () => invalid("secret", "receiver-without-secret");

const sourceParty = ({ id, name }: Pick<InboundSourceRow, "id" | "name">) => ({
	id,
	type: "Settings",
	displayName: name,
});

/** Throws 404 while the source is off, and 401 for a caller that isn't the source. */
export async function checkSource(ctx: Ctx, source: InboundSource, id: string, headers: Headers): Promise<void> {
	const { isEnabled, headerName, secretHash } = await knownSource(ctx, source, id);
	if (!isEnabled || secretHash === null) throw new ApiError("E0000008");
	if (!(await source.isGenuine(ctx.env.lookupKey, headers, { headerName, secretHash }))) throw denied(ctx, source, id);
}

/**
 * The same for the source's events, which have a secret of their own. They are taken while the source is off, too: they
 * are about earlier messages.
 */
export async function checkEventSender(
	ctx: Ctx,
	source: InboundSource,
	id: string,
	headers: Headers,
	secret: "is-needed" | "may-be-missing",
): Promise<void> {
	const { eventHeaderName: headerName, eventSecretHash: secretHash } = await knownSource(ctx, source, id);
	if (secretHash === null) throw new ApiError("E0000008");
	if (secret === "may-be-missing" && !headers.has(headerName)) return;
	if (!(await opensLock(ctx.env.lookupKey, headers, { headerName, secretHash }))) throw denied(ctx, source, id);
}

/** A path of a source that isn't there is no path of ours: 404 E0000008. */
export async function knownSource(ctx: Ctx, { type }: InboundSource, id: string): Promise<InboundSourceRow> {
	const row = await rememberedSource.get(ctx, id).catch((error: unknown) => {
		throw error instanceof ApiError && error.code === "E0000007" ? new ApiError("E0000008") : error;
	});
	if (row.type !== type) throw new ApiError("E0000008");
	return row;
}

/** The error for a wrong secret. Anybody can call here, so the log has it once a minute for each source. */
function denied(ctx: Ctx, { logs, title }: InboundSource, id: string): ApiError {
	queueOnce(ctx, `${logs.denied}:${id}`, {
		eventType: logs.denied,
		outcome: { result: "DENY", reason: "INVALID_SECRET" },
		target: [{ id, type: "Settings", displayName: title }],
	});
	return new ApiError("E0000011");
}
