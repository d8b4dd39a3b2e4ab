// Which rule a message would take, and why: for administrators who ask before anything is sent.
import type { Ctx } from "../../context";
import { inboxAccount } from "../accounts/built-in";
import { type Account, readAccounts } from "../accounts/remembered";
import { orderOf } from "../failover";
import { firstUnmet, type RuleSubject, type Unmet } from "./choose";
import { listRules } from "./read";
import type { Rule } from "./table";

export interface Explanation {
	/** Null when no rule fits: every active account of the channel is tried. */
	rule: Rule | null;
	/** The rules that come before it, each with the first condition that the message doesn't meet. */
	passedOver: readonly { rule: Rule; unmet: Unmet }[];
	/** In their order. */
	accounts: readonly { account: Account; use: AccountUse }[];
}

/** What becomes of an account of the rule. `left-out`: by its breaker. */
export type AccountUse = "tried" | "left-out" | "off" | "other-channel";

/** As D1 has rules, accounts and breakers now. Sends may be 30 seconds behind. */
export async function explainChoice(ctx: Ctx, subject: RuleSubject): Promise<Explanation> {
	const [rules, { active, all }] = await Promise.all([listRules(ctx), readAccounts(ctx)]);
	const judged = rules.map((rule) => ({
		rule,
		unmet: firstUnmet(rule, subject, (id) => all.get(id)?.driver.channels),
	}));
	const place = judged.findIndex(({ unmet }) => unmet === null);
	const asked = place === -1 ? judged : judged.slice(0, place);
	const rule = judged[place]?.rule ?? null;
	const named = rule ? rule.accountIds.flatMap((id) => all.get(id) ?? []) : [...active.values()];
	const ofChannel = named.filter(({ driver }) => driver.channels.includes(subject.channel));
	const usable = ofChannel.filter(({ id }) => active.has(id));
	const tried = orderOf(usable, ({ storedBreaker }) => storedBreaker, ctx.now());
	const useOf = (account: Account): AccountUse => {
		if (tried.includes(account)) return "tried";
		if (usable.includes(account)) return "left-out";
		return ofChannel.includes(account) ? "off" : "other-channel";
	};
	const isForInbox = rule === null && ofChannel.length === 0 && ctx.env.isDevelopment;
	return {
		rule,
		passedOver: asked.flatMap(({ rule, unmet }) => (unmet === null ? [] : [{ rule, unmet }])),
		accounts: isForInbox
			? [{ account: inboxAccount(), use: "tried" }]
			: (rule ? named : ofChannel).map((account) => ({ account, use: useOf(account) })),
	};
}
