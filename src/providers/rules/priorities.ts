// The order of the rules: 1, 2, 3 … without gaps. A moved rule is put between two others, then all rules get new
// numbers. Both happen in one transaction, so parallel moves never leave two rules with one number.
import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "../../context";
import { deliveryRules } from "./table";

const half = 0.5;

/**
 * The place of a new rule: right before the rule that has this priority now. Without a priority: behind the last rule.
 */
export const placeOfNew = (priority: number | undefined): SQL<number> =>
	priority === undefined ? sql`(SELECT COUNT(*) + 1 FROM ${deliveryRules})` : sql`${priority - half}`;

/** The place that becomes this priority in `renumber`: before its holder on the way up, behind it on the way down. */
export function placeOfMoved(priority: number): SQL<number> {
	const { priority: current } = deliveryRules;
	return sql`CASE WHEN ${current} > ${priority} THEN ${priority - half}
		WHEN ${current} < ${priority} THEN ${priority + half} ELSE ${current} END`;
}

/** Has to be the last statement of every batch that moves, adds or removes a rule. */
export const renumber = (ctx: Ctx) =>
	ctx.db.run(sql`UPDATE ${deliveryRules} SET priority = ranked.place
		FROM (SELECT id, ROW_NUMBER() OVER (ORDER BY priority, id) AS place FROM ${deliveryRules}) AS ranked
		WHERE ranked.id = delivery_rules.id AND ranked.place <> delivery_rules.priority`);
