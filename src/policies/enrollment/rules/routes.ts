// Rules of an enrolment policy over HTTP: `/api/v1/policies/{policyId}/rules`.
import * as z from "zod";
import { switchRoutes } from "../../../web/lifecycle";
import { administrators, type Route, readers, route } from "../../../web/router";
import { getPolicy } from "../read";
import { PolicyCreateQuery } from "../schema";
import { PolicyRuleInput, PolicyRuleView } from "./schema";
import {
	createPolicyRule,
	deletePolicyRule,
	getPolicyRule,
	listPolicyRules,
	replacePolicyRule,
	setPolicyRuleStatus,
} from "./service";
import { toPolicyRuleView } from "./view";

const tag = "Policies";
const rulesPath = "/api/v1/policies/{policyId}/rules";
const path = `${rulesPath}/{ruleId}` as const;

export const policyRuleRoutes: Route[] = [
	route({
		method: "GET",
		path: rulesPath,
		tag,
		summary: "List the rules of a policy",
		description: "In the order in which they are asked. The first one that holds the user counts.",
		access: readers,
		answer: z.array(PolicyRuleView),
		handle: async (ctx, { params }) => {
			await getPolicy(ctx, params.policyId);
			return (await listPolicyRules(ctx, params.policyId)).map((rule) => toPolicyRuleView(ctx, rule));
		},
	}),
	route({
		method: "POST",
		path: rulesPath,
		tag,
		summary: "Create a rule of a policy",
		description: "A rule says when users whom the policy holds are asked to enroll. Without a rule nobody is asked.",
		access: administrators,
		query: PolicyCreateQuery,
		body: PolicyRuleInput,
		answer: PolicyRuleView,
		handle: async (ctx, { params, body, query }) =>
			toPolicyRuleView(ctx, await createPolicyRule(ctx, params.policyId, body, query)),
	}),
	route({
		method: "GET",
		path,
		tag,
		summary: "Retrieve a rule of a policy",
		access: readers,
		answer: PolicyRuleView,
		handle: async (ctx, { params }) => toPolicyRuleView(ctx, await getPolicyRule(ctx, params.policyId, params.ruleId)),
	}),
	route({
		method: "PUT",
		path,
		tag,
		summary: "Replace a rule of a policy",
		description: "With another priority the rule moves there. The default policy's default rule stays as it is.",
		access: administrators,
		body: PolicyRuleInput,
		answer: PolicyRuleView,
		handle: async (ctx, { params, body }) =>
			toPolicyRuleView(ctx, await replacePolicyRule(ctx, params.policyId, params.ruleId, body)),
	}),
	route({
		method: "DELETE",
		path,
		tag,
		summary: "Delete a rule of a policy",
		access: administrators,
		handle: (ctx, { params }) => deletePolicyRule(ctx, params.policyId, params.ruleId),
	}),
	...switchRoutes({
		path,
		tag,
		thing: "a rule of a policy",
		handle: (ctx, { policyId, ruleId }, status) => setPolicyRuleStatus(ctx, policyId, ruleId, status),
	}),
];
