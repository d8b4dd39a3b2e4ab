// Rules of an enrolment policy on the wire.
import type { Ctx } from "../../../context";
import { link } from "../../../web/links";
import type { PolicyRuleView } from "./schema";
import type { EnrollmentRule } from "./table";

export function toPolicyRuleView(ctx: Ctx, rule: EnrollmentRule): PolicyRuleView {
	const self = `/api/v1/policies/${rule.policyId}/rules/${rule.id}`;
	const verb = rule.status === "ACTIVE" ? "deactivate" : "activate";
	return {
		id: rule.id,
		type: "MFA_ENROLL",
		name: rule.name,
		status: rule.status,
		priority: rule.priority,
		system: rule.isSystem,
		conditions: { people: { users: { exclude: rule.excludedUserIds } }, network: { connection: "ANYWHERE" } },
		actions: { enroll: { self: rule.enroll } },
		created: new Date(rule.createdAt).toISOString(),
		lastUpdated: new Date(rule.lastUpdatedAt).toISOString(),
		_links: rule.isSystem
			? { self: link(ctx, self, "GET") }
			: {
					self: link(ctx, self, "GET", "PUT", "DELETE"),
					[verb]: link(ctx, `${self}/lifecycle/${verb}`, "POST"),
				},
	};
}
