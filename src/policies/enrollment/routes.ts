// Policies over HTTP: `/api/v1/policies`. All of them are enrolment policies.
import * as z from "zod";
import { switchRoutes } from "../../web/lifecycle";
import { pageReply } from "../../web/links";
import { administrators, type Route, readers, route } from "../../web/router";
import { getPolicy, listPolicies } from "./read";
import { PolicyCreateQuery, PolicyInput, PolicyListQuery, PolicyQuery, PolicyView } from "./schema";
import { createPolicy, deletePolicy, replacePolicy, setPolicyStatus } from "./service";
import { toPolicyView, toPolicyViews } from "./view";

const tag = "Policies";
const path = "/api/v1/policies/{policyId}";

export const policyRoutes: Route[] = [
	route({
		method: "GET",
		path: "/api/v1/policies",
		tag,
		summary: "List policies",
		description:
			"In the order in which they are asked. The first active one whose groups hold a user counts for the user.",
		access: readers,
		query: PolicyListQuery,
		answer: z.array(PolicyView),
		handle: async (ctx, { query }) => {
			const page = await listPolicies(ctx, query);
			return pageReply(ctx, { ...page, items: await toPolicyViews(ctx, page.items, query.expand) }, query);
		},
	}),
	route({
		method: "POST",
		path: "/api/v1/policies",
		tag,
		summary: "Create a policy",
		description:
			"An enrollment policy says of each authenticator whether its users may or have to enroll in it. An authenticator " +
			"that it offers can neither be deactivated nor deleted. An administrator may enroll users in any authenticator.",
		access: administrators,
		query: PolicyCreateQuery,
		body: PolicyInput,
		answer: PolicyView,
		handle: async (ctx, { body, query }) => toPolicyView(ctx, await createPolicy(ctx, body, query)),
	}),
	route({
		method: "GET",
		path,
		tag,
		summary: "Retrieve a policy",
		access: readers,
		query: PolicyQuery,
		answer: PolicyView,
		handle: async (ctx, { params, query }) => toPolicyView(ctx, await getPolicy(ctx, params.policyId), query.expand),
	}),
	route({
		method: "PUT",
		path,
		tag,
		summary: "Replace a policy",
		description:
			"With another priority the policy moves there. Of the default policy only the description and the settings change.",
		access: administrators,
		body: PolicyInput,
		answer: PolicyView,
		handle: async (ctx, { params, body }) => toPolicyView(ctx, await replacePolicy(ctx, params.policyId, body)),
	}),
	route({
		method: "DELETE",
		path,
		tag,
		summary: "Delete a policy",
		description: "With its rules. The default policy stays.",
		access: administrators,
		handle: (ctx, { params }) => deletePolicy(ctx, params.policyId),
	}),
	...switchRoutes({
		path,
		tag,
		thing: "a policy",
		handle: (ctx, { policyId }, status) => setPolicyStatus(ctx, policyId, status),
	}),
];
