// Rules on the wire, where they are called delivery routes.
import type { Ctx } from "../../context";
import { requestTypeOf } from "../../hooks/telephony";
import { link } from "../../web/links";
import type { RuleView } from "./schema";
import type { Rule } from "./table";

export const toRuleView = (ctx: Ctx, rule: Rule): RuleView => ({
	id: rule.id,
	name: rule.name,
	priority: rule.priority,
	conditions: {
		channels: rule.channels,
		destinationCountries: rule.destinationCountries,
		originCountries: rule.originCountries,
		requestTypes: rule.purposes.map((purpose) => requestTypeOf[purpose]),
	},
	providers: rule.accountIds,
	created: new Date(rule.createdAt).toISOString(),
	lastUpdated: new Date(rule.lastUpdatedAt).toISOString(),
	_links: { self: link(ctx, `/api/v1/delivery-routes/${rule.id}`, "GET", "PUT", "DELETE") },
});
