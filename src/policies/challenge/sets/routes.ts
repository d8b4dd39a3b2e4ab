// Policy sets over HTTP: `/api/v1/challenge-policy-sets`, one for each checkpoint.
import * as z from "zod";
import { administrators, type Route, readers, route } from "../../../web/router";
import { getPolicySet, listPolicySets, replacePolicySet } from "../set-service";
import { PolicySet, PolicySetInput } from "./schema";

const tag = "Challenge policies";
const all = "/api/v1/challenge-policy-sets";
const path = `${all}/{checkpoint}` as const;

export const policySetRoutes: Route[] = [
	route({
		method: "GET",
		path: all,
		tag,
		summary: "List the policy sets of all checkpoints",
		access: readers,
		answer: z.array(PolicySet),
		handle: (ctx) => listPolicySets(ctx),
	}),
	route({
		method: "GET",
		path,
		tag,
		summary: "Retrieve the policy set of a checkpoint",
		access: readers,
		answer: PolicySet,
		handle: (ctx, { params }) => getPolicySet(ctx, params.checkpoint),
	}),
	route({
		method: "PUT",
		path,
		tag,
		summary: "Replace the policy set of a checkpoint",
		description: "How the scores of its policies are joined, and what overrides the outcome.",
		access: administrators,
		body: PolicySetInput,
		hasOptionalBody: true,
		answer: PolicySet,
		handle: (ctx, { params, body }) => replacePolicySet(ctx, params.checkpoint, body),
	}),
];
