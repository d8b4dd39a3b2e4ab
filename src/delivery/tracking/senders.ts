// Who can deliver a message, by the ids that deliveries and their totals name.
import type { Ctx } from "../../context";
import { listHooks } from "../../hooks/service";
import { inboxAccount } from "../../providers/accounts/built-in";
import { listAccounts } from "../../providers/accounts/service";

/** An account of a provider, or a hook. The inbox of a developer is neither: nobody has set it up. */
export interface Sender {
	id: string;
	name: string;
	kind: "account" | "hook" | "built-in";
}

export async function listSenders(ctx: Ctx): Promise<Sender[]> {
	const [accounts, hooks] = await Promise.all([listAccounts(ctx), listHooks(ctx, {})]);
	const builtIn = ctx.env.isDevelopment ? [inboxAccount()] : [];
	return [
		...builtIn.map(({ id, name }) => ({ id, name, kind: "built-in" as const })),
		...accounts.map(({ id, name }) => ({ id, name, kind: "account" as const })),
		...hooks.map(({ id, name }) => ({ id, name, kind: "hook" as const })),
	];
}
