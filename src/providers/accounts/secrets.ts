// The secrets of provider accounts at rest: one sealed JSON object for each account, bound to the account's row.
import type { Ctx } from "../../context";
import { open, seal } from "../../crypto/envelope";

type Secrets = Record<string, unknown>;

const place = (accountId: string) => `provider_accounts.secrets:${accountId}`;

export const sealAccountSecrets = (ctx: Ctx, accountId: string, secrets: Secrets): Promise<string> =>
	seal(ctx.env.sealKeys, place(accountId), JSON.stringify(secrets));

export interface SealedSecrets {
	id: string;
	/** Null for an account that has none. */
	secretsSealed: string | null;
}

export const openAccountSecrets = async (ctx: Ctx, { id, secretsSealed }: SealedSecrets): Promise<Secrets> =>
	secretsSealed === null ? {} : JSON.parse(await open(ctx.env.sealKeys, place(id), secretsSealed));

const opened = new WeakMap<SealedSecrets, Promise<Secrets>>();

/**
 * The secrets of an account. They are opened once for each account object, because an account sends again and again.
 */
export function rememberedSecrets(ctx: Ctx, account: SealedSecrets): Promise<Secrets> {
	let secrets = opened.get(account);
	if (!secrets) {
		secrets = openAccountSecrets(ctx, account);
		opened.set(account, secrets);
	}
	return secrets;
}
