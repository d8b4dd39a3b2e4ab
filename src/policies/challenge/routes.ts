// Challenge policies over HTTP: `/api/v1/challenge-policies`, and the catalogue of conditions.
import * as z from "zod";
import { switchRoutes } from "../../web/lifecycle";
import { pageReply } from "../../web/links";
import { administrators, type Route, readers, route } from "../../web/router";
import {
	ChallengePolicyCopy,
	ChallengePolicyCreateQuery,
	ChallengePolicyInput,
	ChallengePolicyListQuery,
	ChallengePolicyView,
	ConditionView,
	PolicyDocument,
	PolicyDocumentView,
} from "./schema";
import {
	createChallengePolicy,
	deleteChallengePolicy,
	getChallengePolicy,
	listChallengePolicies,
	replaceChallengePolicy,
	setChallengePolicyStatus,
} from "./service";
import { copyChallengePolicy, exportChallengePolicy, importChallengePolicies } from "./transfer";
import { conditionViews, toChallengePolicyView, toPolicyDocument } from "./view";

const tag = "Challenge policies";
const all = "/api/v1/challenge-policies";
const path = `${all}/{challengePolicyId}` as const;

export const challengePolicyRoutes: Route[] = [
	route({
		method: "GET",
		path: "/api/v1/challenge-conditions",
		tag,
		summary: "List the conditions that rules may have",
		access: readers,
		answer: z.array(ConditionView),
		handle: () => [...conditionViews],
	}),
	route({
		method: "GET",
		path: all,
		tag,
		summary: "List challenge policies",
		access: readers,
		query: ChallengePolicyListQuery,
		answer: z.array(ChallengePolicyView),
		handle: async (ctx, { query }) => {
			const page = await listChallengePolicies(ctx, query);
			const items = page.items.map((policy) => toChallengePolicyView(ctx, policy));
			return pageReply(ctx, { ...page, items }, query);
		},
	}),
	route({
		method: "POST",
		path: all,
		tag,
		summary: "Create a challenge policy",
		description:
			"Its rules score a login, and ask for actions. The first trigger combination that matches replaces what the " +
			"rules ask for. A rule that names what there isn't is refused, and so are policies that run in a circle.",
		access: administrators,
		query: ChallengePolicyCreateQuery,
		body: ChallengePolicyInput,
		answer: ChallengePolicyView,
		handle: async (ctx, { body, query }) => toChallengePolicyView(ctx, await createChallengePolicy(ctx, body, query)),
	}),
	route({
		method: "POST",
		path: `${all}/import`,
		tag,
		summary: "Import challenge policies",
		description: "Takes what an export has answered. The policies get new ids, and are switched off.",
		access: administrators,
		body: PolicyDocument,
		answer: z.array(ChallengePolicyView),
		handle: async (ctx, { body }) => {
			const policies = await importChallengePolicies(ctx, body);
			return policies.map((policy) => toChallengePolicyView(ctx, policy));
		},
	}),
	route({
		method: "GET",
		path,
		tag,
		summary: "Retrieve a challenge policy",
		access: readers,
		answer: ChallengePolicyView,
		handle: async (ctx, { params }) =>
			toChallengePolicyView(ctx, await getChallengePolicy(ctx, params.challengePolicyId)),
	}),
	route({
		method: "PUT",
		path,
		tag,
		summary: "Replace a challenge policy",
		description: "Everything but its status. The checkpoint stays.",
		access: administrators,
		body: ChallengePolicyInput,
		answer: ChallengePolicyView,
		handle: async (ctx, { params, body }) =>
			toChallengePolicyView(ctx, await replaceChallengePolicy(ctx, params.challengePolicyId, body)),
	}),
	route({
		method: "DELETE",
		path,
		tag,
		summary: "Delete a challenge policy",
		description: "One that other policies run stays.",
		access: administrators,
		handle: (ctx, { params }) => deleteChallengePolicy(ctx, params.challengePolicyId),
	}),
	...switchRoutes({
		path,
		tag,
		thing: "a challenge policy",
		handle: (ctx, { challengePolicyId }, status) => setChallengePolicyStatus(ctx, challengePolicyId, status),
	}),
	route({
		method: "POST",
		path: `${path}/copy`,
		tag,
		summary: "Copy a challenge policy, perhaps to another checkpoint",
		description: "The copy is switched off.",
		access: administrators,
		body: ChallengePolicyCopy,
		answer: ChallengePolicyView,
		handle: async (ctx, { params, body }) =>
			toChallengePolicyView(ctx, await copyChallengePolicy(ctx, params.challengePolicyId, body)),
	}),
	route({
		method: "GET",
		path: `${path}/export`,
		tag,
		summary: "Export a challenge policy",
		description: "With the policies that it runs, and the lists that they name.",
		// The lists may name users.
		access: ["READ_ONLY", "ADMINISTRATOR"],
		answer: PolicyDocumentView,
		handle: async (ctx, { params }) =>
			toPolicyDocument(ctx, await exportChallengePolicy(ctx, params.challengePolicyId)),
	}),
];
