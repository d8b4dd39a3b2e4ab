// What depends on an account: the rules that name it, and what nobody would send without it.
import type { Ctx } from "../context";
import { notFound } from "../errors";
import type { Channel } from "../messages/message";
import { getAccount } from "./accounts/service";
import { type AccountHealth, healthOf, listAccountHealth } from "./health";
import type { RuleConditions } from "./rules/choose";
import { listRules } from "./rules/read";

export interface AccountUses {
	/** `isAlone`: some messages of the rule have no other active account, and no other rule takes them. */
	rules: readonly { id: string; name: string; isAlone: boolean }[];
	/** Channels of the account that no other active account has. */
	onlyChannels: readonly Channel[];
}

/** An account with how it does and what depends on it. Throws 404 also where its driver is missing. */
export async function getUsedAccount(ctx: Ctx, id: string) {
	const account = await getAccount(ctx, id);
	const health = healthOf(ctx, account);
	if (!health) throw notFound("ProviderAccount", id);
	return { account, health, uses: await usesOf(ctx, health) };
}

/** As if the account were switched off. */
async function usesOf(ctx: Ctx, account: AccountHealth): Promise<AccountUses> {
	const [accounts, rules] = await Promise.all([listAccountHealth(ctx), listRules(ctx)]);
	const others = accounts.filter(({ id, state }) => id !== account.id && state !== "off");
	const lacking = (rest: readonly AccountHealth[]) =>
		account.channels.filter((channel) => !rest.some(({ channels }) => channels.includes(channel)));
	const isAlone = ({ channels, accountIds }: RuleConditions) =>
		lacking(others.filter(({ id }) => accountIds.includes(id))).some(
			(channel) => channels.length === 0 || channels.includes(channel),
		);
	return {
		rules: rules
			.filter(({ accountIds }) => accountIds.includes(account.id))
			.map((rule) => ({ id: rule.id, name: rule.name, isAlone: isAlone(rule) })),
		onlyChannels: lacking(others),
	};
}
