// What a call of a hook needs: its URL, its headers, and its secret, which is opened when it is first needed.
import { eq } from "drizzle-orm";
import type { Ctx } from "../context";
import { open, seal } from "../crypto/envelope";
import { Remembered } from "../remembered";
import type { HookHeader } from "./schema";
import { type InlineHookRow, inlineHooks } from "./table";

export interface HookTarget {
	id: string;
	name: string;
	uri: string;
	headers: readonly HookHeader[];
	/** Name of the header that carries the secret. */
	authKey: string;
	callWord: string | null;
	openSecret(): Promise<string>;
}

const place = (hookId: string) => `hooks.secret:${hookId}`;

export const sealHookSecret = (ctx: Ctx, hookId: string, secret: string): Promise<string> =>
	seal(ctx.env.sealKeys, place(hookId), secret);

export function toTarget(ctx: Ctx, row: InlineHookRow): HookTarget {
	const { sealKeys } = ctx.env;
	let secret: Promise<string> | undefined;
	return {
		id: row.id,
		name: row.name,
		uri: row.uri,
		headers: row.headers,
		authKey: row.authKey,
		callWord: row.callWord,
		openSecret() {
			secret ??= open(sealKeys, place(row.id), row.authValueSealed);
			return secret;
		},
	};
}

/** The one active telephony hook, which every send asks for; null if no hook is active. */
export const rememberedActiveHook = new Remembered<HookTarget | null>(async (ctx) => {
	const [row] = await ctx.db.select().from(inlineHooks).where(eq(inlineHooks.status, "ACTIVE"));
	return row ? toTarget(ctx, row) : null;
});
