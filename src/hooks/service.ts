// Inline hooks: create, list, change, switch on and off, delete. A unique index allows only one active hook.
import { and, asc, eq, exists, ne, notExists } from "drizzle-orm";
import type { Ctx } from "../context";
import { refusedBy, violatedConstraint } from "../db";
import { invalid, invalidBecause, notFound } from "../errors";
import { newId } from "../ids";
import { logStatement } from "../log/write";
import { checkHookUrl } from "../net/url-check";
import type { InlineHookChange, InlineHookInput, InlineHookReplacement } from "./schema";
import { type InlineHookRow, inlineHookMetrics, inlineHooks } from "./table";
import { rememberedActiveHook, sealHookSecret } from "./target";
import { telephonyHookType } from "./telephony";

export type { InlineHookRow };

/**
 * Creates a hook, ACTIVE at once as in Okta. While another hook is active it is created INACTIVE, so that it can be
 * tried before the switch, and the log says why.
 */
export async function createHook(ctx: Ctx, input: InlineHookInput): Promise<InlineHookRow> {
	const { config } = input.channel;
	const id = newId("inlineHook", ctx.now());
	const row = {
		id,
		name: input.name,
		type: input.type,
		version: input.version,
		channelVersion: input.channel.version,
		uri: config.uri,
		headers: config.headers ?? [],
		authKey: config.authScheme.key,
		authValueSealed: await sealHookSecret(ctx, id, config.authScheme.value),
		callWord: config.callWord ?? null,
		createdAt: ctx.now(),
		lastUpdatedAt: ctx.now(),
	};
	refuseBadTarget(ctx, row);
	const insert = async (status: InlineHookRow["status"], reason: string | null) => {
		const created = { ...row, status };
		await ctx.db.batch([ctx.db.insert(inlineHooks).values(created), logChange(ctx, "created", row, reason)]);
		return created;
	};
	return write(ctx, () =>
		insert("ACTIVE", null).catch((error: unknown) => {
			if (violatedConstraint(error) !== "inline_hooks.type") throw error;
			return insert("INACTIVE", "ANOTHER_HOOK_IS_ACTIVE");
		}),
	);
}

/** @param type of any type but the telephony hook's, the list is empty */
export async function listHooks(ctx: Ctx, { type = telephonyHookType }: { type?: string }): Promise<InlineHookRow[]> {
	if (type !== telephonyHookType) return [];
	return ctx.db.select().from(inlineHooks).orderBy(asc(inlineHooks.id));
}

export async function getHook(ctx: Ctx, id: string): Promise<InlineHookRow> {
	const [row] = await ctx.db.select().from(inlineHooks).where(eq(inlineHooks.id, id));
	if (!row) throw notFound("InlineHook", id);
	return row;
}

/** Changes what is given, but never the status: that is changed by activating and deactivating. */
export async function changeHook(ctx: Ctx, id: string, input: InlineHookChange): Promise<InlineHookRow> {
	const before = await getHook(ctx, id);
	const config = input.channel?.config;
	const secret = config?.authScheme?.value;
	const changes = {
		name: input.name,
		version: input.version,
		channelVersion: input.channel?.version,
		uri: config?.uri,
		// null clears the headers, as an empty list does.
		headers: config?.headers === null ? [] : config?.headers,
		authKey: config?.authScheme?.key,
		callWord: config?.callWord,
		authValueSealed: secret === undefined ? undefined : await sealHookSecret(ctx, id, secret),
		lastUpdatedAt: ctx.now(),
	};
	refuseBadTarget(ctx, {
		uri: changes.uri ?? before.uri,
		headers: changes.headers ?? before.headers,
		authKey: changes.authKey ?? before.authKey,
	});
	const [updated] = await write(ctx, () =>
		ctx.db.batch([
			ctx.db.update(inlineHooks).set(changes).where(eq(inlineHooks.id, id)).returning(),
			logChange(ctx, "updated", before),
		]),
	);
	if (!updated[0]) throw notFound("InlineHook", id);
	return updated[0];
}

/** Changes everything except the status. A value that is left out gets its default, but the secret stays. */
export function replaceHook(ctx: Ctx, id: string, input: InlineHookReplacement): Promise<InlineHookRow> {
	const { config } = input.channel;
	return changeHook(ctx, id, {
		...input,
		channel: {
			...input.channel,
			config: { ...config, headers: config.headers ?? [], callWord: config.callWord ?? null },
		},
	});
}

/** Switches a hook on or off; it may be so already. Throws 400 E0000001 while another hook is active. */
export async function setHookStatus(ctx: Ctx, id: string, status: InlineHookRow["status"]): Promise<InlineHookRow> {
	const before = await getHook(ctx, id);
	const [updated] = await write(ctx, () =>
		ctx.db.batch([
			ctx.db
				.update(inlineHooks)
				.set({ status, lastUpdatedAt: ctx.now() })
				.where(and(eq(inlineHooks.id, id), ne(inlineHooks.status, status)))
				.returning(),
			logChange(ctx, status === "ACTIVE" ? "activated" : "deactivated", before),
		]),
	);
	return updated[0] ?? getHook(ctx, id);
}

/**
 * Makes this hook the active one, in the place of the hook that is active now. One transaction does both, so a message
 * sees the one hook or the other. Throws 400 E0000001 if a third hook has become active meanwhile.
 */
export async function switchToHook(ctx: Ctx, id: string): Promise<InlineHookRow> {
	const hooks = await listHooks(ctx, {});
	const next = hooks.find((hook) => hook.id === id);
	if (!next) throw notFound("InlineHook", id);
	const active = hooks.find((hook) => hook.status === "ACTIVE" && hook.id !== id);
	if (!active) return setHookStatus(ctx, id, "ACTIVE");
	const setStatus = (hookId: string, status: InlineHookRow["status"]) =>
		ctx.db
			.update(inlineHooks)
			.set({ status, lastUpdatedAt: ctx.now() })
			// The hook may have been deleted meanwhile. Then the other one stays.
			.where(
				and(
					eq(inlineHooks.id, hookId),
					ne(inlineHooks.status, status),
					exists(ctx.db.select({ id: inlineHooks.id }).from(inlineHooks).where(eq(inlineHooks.id, id))),
				),
			)
			.returning();
	const [, , updated] = await write(ctx, () =>
		ctx.db.batch([
			setStatus(active.id, "INACTIVE"),
			logChange(ctx, "deactivated", active),
			setStatus(id, "ACTIVE"),
			logChange(ctx, "activated", next),
		]),
	);
	return updated[0] ?? getHook(ctx, id);
}

/** Deletes an inactive hook with its metrics. Throws 400 E0000001 while it is active. */
export async function deleteHook(ctx: Ctx, id: string): Promise<void> {
	const before = await getHook(ctx, id);
	const [deleted] = await ctx.db.batch([
		ctx.db
			.delete(inlineHooks)
			.where(and(eq(inlineHooks.id, id), eq(inlineHooks.status, "INACTIVE")))
			.returning({ id: inlineHooks.id }),
		logChange(ctx, "deleted", before),
		ctx.db
			.delete(inlineHookMetrics)
			.where(
				and(
					eq(inlineHookMetrics.hookId, id),
					notExists(ctx.db.select({ id: inlineHooks.id }).from(inlineHooks).where(eq(inlineHooks.id, id))),
				),
			),
	]);
	if (deleted.length === 0) {
		await getHook(ctx, id);
		throw invalid("status", "hook-active");
	}
}

/** The hook, as log events name it. */
export const hookParty = (hook: { id: string; name: string }) => ({
	id: hook.id,
	type: "InlineHook",
	displayName: hook.name,
});

/** Runs a write that may change which hook is active. Turns a taken name and a second active hook into refusals. */
const write = <T>(ctx: Ctx, run: () => Promise<T>): Promise<T> =>
	run()
		.catch(refusedBy(refusals))
		.finally(() => rememberedActiveHook.forget(ctx));

const refusals = {
	"inline_hooks.name": () => invalid("name", "hook-name-taken"),
	"inline_hooks.type": () => invalid("status", "another-hook-active"),
};

function refuseBadTarget(ctx: Ctx, target: Pick<InlineHookRow, "uri" | "headers" | "authKey">): void {
	const verdict = checkHookUrl(target.uri, { allowLoopback: ctx.env.isDevelopment });
	if (!verdict.ok) throw invalidBecause("channel.config.uri", verdict.cause);
	const names = [target.authKey, ...target.headers.map((header) => header.key)].map((name) => name.toLowerCase());
	if (new Set(names).size < names.length) {
		throw invalid("channel.config.headers", "header-twice");
	}
}

const logChange = (
	ctx: Ctx,
	verb: "created" | "updated" | "deleted" | "activated" | "deactivated",
	row: Pick<InlineHookRow, "id" | "name">,
	reason: string | null = null,
) =>
	logStatement(ctx, {
		eventType: `inline_hook.${verb}`,
		target: [hookParty(row)],
		outcome: { result: "SUCCESS", reason },
	});
