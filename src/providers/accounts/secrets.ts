// The secrets of provider accounts, at rest: one sealed JSON object an account, bound to its row.
import type { Ctx } from "../../context";
import { open, seal } from "../../crypto/envelope";
import type { ProviderAccountRow } from "./table";

const place = (accountId: string) => `provider_accounts.secrets:${accountId}`;

export const sealAccountSecrets = (ctx: Ctx, accountId: string, secrets: Record<string, unknown>): Promise<string> =>
	seal(ctx.env.sealKeys, place(accountId), JSON.stringify(secrets));

export async function openAccountSecrets(
	{ env }: Pick<Ctx, "env">,
	row: Pick<ProviderAccountRow, "id" | "secretsSealed">,
): Promise<Record<string, unknown>> {
	return JSON.parse(await open(env.sealKeys, place(row.id), row.secretsSealed));
}
