// What a call to a hook needs: where to, with which headers, and the secret, opened when it is first wanted.
import type { Ctx } from "../context";
import { open, seal } from "../crypto/envelope";
import type { HookHeader } from "./schema";
import type { InlineHookRow } from "./table";

export interface HookTarget {
	id: string;
	name: string;
	uri: string;
	headers: readonly HookHeader[];
	/** Name of the header that carries the secret. */
	authKey: string;
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
		openSecret() {
			secret ??= open(sealKeys, place(row.id), row.authValueSealed);
			return secret;
		},
	};
}
