// Reading rules: all in order, one by id, and all as every send asks for them.
import { asc, eq } from "drizzle-orm";
import type { Ctx } from "../../context";
import { notFound } from "../../errors";
import { Remembered } from "../../remembered";
import { deliveryRuleAccounts, deliveryRules, type Rule } from "./table";

export type { Rule };

/** By priority. Both tables are read in one transaction, so that no rule is seen without its accounts. */
export async function listRules(ctx: Ctx, id?: string): Promise<Rule[]> {
	const [rules, accounts] = await ctx.db.batch([
		ctx.db
			.select()
			.from(deliveryRules)
			.where(id === undefined ? undefined : eq(deliveryRules.id, id))
			.orderBy(asc(deliveryRules.priority)),
		ctx.db
			.select()
			.from(deliveryRuleAccounts)
			.where(id === undefined ? undefined : eq(deliveryRuleAccounts.ruleId, id))
			.orderBy(asc(deliveryRuleAccounts.position)),
	]);
	return rules.map((row) => ({
		...row,
		accountIds: accounts.filter(({ ruleId }) => ruleId === row.id).map(({ accountId }) => accountId),
	}));
}

export async function getRule(ctx: Ctx, id: string): Promise<Rule> {
	const [rule] = await listRules(ctx, id);
	if (!rule) throw notFound("DeliveryRoute", id);
	return rule;
}

export const rememberedRules = new Remembered<readonly Rule[]>((ctx) => listRules(ctx));
