// Rules: which accounts a message is tried with, and the changes of the rules themselves.
import { and, eq } from "drizzle-orm";
import type { Ctx } from "../../context";
import { refusedBy } from "../../db";
import { findDriver } from "../../drivers";
import { ApiError, invalid } from "../../errors";
import { purposeOf } from "../../hooks/telephony";
import { newId } from "../../ids";
import { logStatement } from "../../log/write";
import { placeOfMoved, placeOfNew, renumber } from "../../priorities";
import { inboxAccount } from "../accounts/built-in";
import { type Account, rememberedAccounts } from "../accounts/remembered";
import { listAccounts } from "../accounts/service";
import { firstMatch, type RuleSubject } from "./choose";
import { getRule, rememberedRules } from "./read";
import type { RuleInput } from "./schema";
import { deliveryRuleAccounts, deliveryRules, type Rule } from "./table";

export interface ChosenAccounts {
	/** The rule that chose the accounts; null when no rule matches. */
	ruleId: string | null;
	/**
	 * In the order in which they are tried. Empty when the rule's accounts are all switched off, or there are no
	 * accounts.
	 */
	accounts: Account[];
}

/**
 * Returns the accounts of the first rule that matches. Without such a rule: all active accounts of the channel, the
 * oldest first. Without such accounts, in development only: the inbox. Reads D1 once in 30 s.
 */
export async function chooseAccounts(ctx: Ctx, subject: RuleSubject): Promise<ChosenAccounts> {
	const chosen = await choose(ctx, subject);
	if (chosen.ruleId === null || chosen.accounts.length > 0) return chosen;
	// Rules and accounts are remembered apart, so a rule may be older than its accounts. Both are read again before a
	// message fails for that reason.
	rememberedRules.forget(ctx);
	rememberedAccounts.forget(ctx);
	return choose(ctx, subject);
}

async function choose(ctx: Ctx, subject: RuleSubject): Promise<ChosenAccounts> {
	const [rules, { active, all }] = await Promise.all([rememberedRules.get(ctx), rememberedAccounts.get(ctx)]);
	const rule = firstMatch(rules, subject, (id) => all.get(id)?.driver.channels);
	const candidates = rule ? rule.accountIds.map((id) => active.get(id)) : [...active.values()];
	const accounts = candidates.filter((account) => account?.driver.channels.includes(subject.channel)) as Account[];
	if (rule) return { ruleId: rule.id, accounts };
	return { ruleId: null, accounts: accounts.length === 0 && ctx.env.isDevelopment ? [inboxAccount()] : accounts };
}

export async function createRule(ctx: Ctx, input: RuleInput): Promise<Rule> {
	await checkProviders(ctx, input);
	const id = newId("deliveryRoute", ctx.now());
	const row = {
		id,
		name: input.name,
		...columnsOf(input),
		priority: placeOfNew(deliveryRules, input.priority),
		createdAt: ctx.now(),
		lastUpdatedAt: ctx.now(),
	};
	await write(ctx, () =>
		ctx.db.batch([
			ctx.db.insert(deliveryRules).values(row),
			logChange(ctx, "create", row),
			ctx.db.insert(deliveryRuleAccounts).values(accountRows(id, input)),
			renumber(ctx, deliveryRules),
		]),
	);
	return getRule(ctx, id);
}

/** Sets everything. Only the priority stays when it is left out. */
export async function replaceRule(ctx: Ctx, id: string, input: RuleInput): Promise<Rule> {
	const before = await getRule(ctx, id);
	await checkProviders(ctx, input);
	const changes = {
		name: input.name,
		...columnsOf(input),
		...(input.priority === undefined ? {} : { priority: placeOfMoved(deliveryRules, input.priority) }),
		lastUpdatedAt: ctx.now(),
	};
	await write(ctx, () =>
		ctx.db.batch([
			ctx.db.update(deliveryRules).set(changes).where(eq(deliveryRules.id, id)),
			logChange(ctx, "update", before),
			ctx.db.delete(deliveryRuleAccounts).where(eq(deliveryRuleAccounts.ruleId, id)),
			ctx.db.insert(deliveryRuleAccounts).values(accountRows(id, input)),
			renumber(ctx, deliveryRules),
		]),
	);
	return getRule(ctx, id);
}

/**
 * Moves a rule from its place to another, and returns its new place. Throws 409 E0000195 where the rule isn't at `from`
 * any more: the order has changed since it was read.
 */
export async function moveRule(ctx: Ctx, id: string, { from, to }: { from: number; to: number }): Promise<number> {
	const before = await getRule(ctx, id);
	const isAsRead = and(eq(deliveryRules.id, id), eq(deliveryRules.priority, from));
	const changes = { priority: placeOfMoved(deliveryRules, to), lastUpdatedAt: ctx.now() };
	const [moved] = await write(ctx, () =>
		ctx.db.batch([
			ctx.db.update(deliveryRules).set(changes).where(isAsRead).returning({ id: deliveryRules.id }),
			logChange(ctx, "update", before),
			renumber(ctx, deliveryRules),
		]),
	);
	if (moved.length === 0) {
		throw new ApiError("E0000195", {
			subject: "deliveryRoute",
			causes: [{ field: "priority", reason: "account-changed" }],
		});
	}
	return (await getRule(ctx, id)).priority;
}

export async function deleteRule(ctx: Ctx, id: string): Promise<void> {
	const before = await getRule(ctx, id);
	await write(ctx, () =>
		ctx.db.batch([
			ctx.db.delete(deliveryRules).where(eq(deliveryRules.id, id)),
			logChange(ctx, "delete", before),
			renumber(ctx, deliveryRules),
		]),
	);
}

const columnsOf = ({ conditions: { requestTypes, ...others } }: RuleInput) => ({
	...others,
	purposes: requestTypes.map(purposeOf),
});

/** Refuses an unknown account, an account that can't send by the rule's channels, and a channel without an account. */
async function checkProviders(ctx: Ctx, { conditions, providers }: RuleInput): Promise<void> {
	const accounts = new Map((await listAccounts(ctx)).map((row) => [row.id, row]));
	const channelsOf = (id: string) => findDriver(accounts.get(id)?.driverId ?? "", ctx.env)?.channels ?? [];
	for (const [index, id] of providers.entries()) {
		if (!accounts.has(id)) throw invalid(`providers.${index}`, "account-unknown");
		if (conditions.channels.length > 0 && !channelsOf(id).some((channel) => conditions.channels.includes(channel))) {
			throw invalid(`providers.${index}`, "account-of-other-channel", {
				channels: { anyOf: conditions.channels },
			});
		}
	}
	const unserved = conditions.channels.find((channel) => !providers.some((id) => channelsOf(id).includes(channel)));
	if (unserved) throw invalid("conditions.channels", "channel-unserved", { channel: unserved });
}

const accountRows = (ruleId: string, { providers }: RuleInput) =>
	providers.map((accountId, position) => ({ ruleId, position, accountId }));

const write = <T>(ctx: Ctx, run: () => Promise<T>): Promise<T> =>
	run()
		.catch(refusedBy(refusals))
		.finally(() => rememberedRules.forget(ctx));

const refusals = {
	"delivery_rules.name": () => invalid("name", "route-name-taken"),
	"FOREIGN KEY": () => invalid("providers", "account-or-route-gone"),
};

const logChange = (ctx: Ctx, verb: "create" | "update" | "delete", row: { id: string; name: string }) =>
	logStatement(ctx, {
		eventType: `system.delivery_route.${verb}`,
		target: [{ id: row.id, type: "DeliveryRoute", displayName: row.name }],
	});
