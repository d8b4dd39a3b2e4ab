// Enrolment policies on the wire, with every authenticator there is.
import { listAuthenticators } from "../../authenticators/service";
import type { Ctx } from "../../context";
import { link } from "../../web/links";
import { listPolicyRules } from "./rules/service";
import { toPolicyRuleView } from "./rules/view";
import type { PolicyView } from "./schema";
import { settingsOf } from "./settings";
import type { EnrollmentPolicy } from "./table";

/** @param expand `rules`: with the rules of each policy */
export async function toPolicyViews(
	ctx: Ctx,
	policies: readonly EnrollmentPolicy[],
	expand?: string,
): Promise<PolicyView[]> {
	const authenticators = await listAuthenticators(ctx);
	return Promise.all(
		policies.map(async (policy) => ({
			id: policy.id,
			type: "MFA_ENROLL" as const,
			name: policy.name,
			description: policy.description,
			status: policy.status,
			priority: policy.priority,
			system: policy.isSystem,
			conditions: { people: { groups: { include: policy.groupIds } } },
			settings: { type: "AUTHENTICATORS" as const, authenticators: settingsOf(policy.offered, authenticators) },
			created: new Date(policy.createdAt).toISOString(),
			lastUpdated: new Date(policy.lastUpdatedAt).toISOString(),
			_links: policyLinks(ctx, policy),
			...(expand === "rules" ? { _embedded: { rules: await ruleViews(ctx, policy) } } : {}),
		})),
	);
}

export async function toPolicyView(ctx: Ctx, policy: EnrollmentPolicy, expand?: string): Promise<PolicyView> {
	const [view] = await toPolicyViews(ctx, [policy], expand);
	return view!;
}

const ruleViews = async (ctx: Ctx, { id }: EnrollmentPolicy) =>
	(await listPolicyRules(ctx, id)).map((rule) => toPolicyRuleView(ctx, rule));

function policyLinks(ctx: Ctx, { id, status, isSystem }: EnrollmentPolicy) {
	const self = `/api/v1/policies/${id}`;
	const rules = link(ctx, `${self}/rules`, "GET", "POST");
	if (isSystem) return { self: link(ctx, self, "GET", "PUT"), rules };
	const verb = status === "ACTIVE" ? "deactivate" : "activate";
	return {
		self: link(ctx, self, "GET", "PUT", "DELETE"),
		rules,
		[verb]: link(ctx, `${self}/lifecycle/${verb}`, "POST"),
	};
}
