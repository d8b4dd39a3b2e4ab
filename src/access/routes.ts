// API tokens over HTTP: `/api/v1/api-tokens`.
import * as z from "zod";
import { pageReply } from "../web/links";
import { administrators, type Route, route } from "../web/router";
import { ApiTokenInput, ApiTokenListQuery, ApiTokenView, NewApiTokenView } from "./schema";
import { createApiToken, getApiToken, listApiTokens, revokeApiToken } from "./service";
import { toApiTokenView, toNewApiTokenView } from "./view";

const tag = "API tokens";

export const accessRoutes: Route[] = [
	route({
		method: "GET",
		path: "/api/v1/api-tokens",
		tag,
		summary: "List API tokens",
		access: administrators,
		query: ApiTokenListQuery,
		answer: z.array(ApiTokenView),
		handle: async (ctx, { query }) => {
			const page = await listApiTokens(ctx, query);
			return pageReply(ctx, { ...page, items: page.items.map(toApiTokenView) }, query);
		},
	}),
	route({
		method: "POST",
		path: "/api/v1/api-tokens",
		tag,
		summary: "Create an API token",
		description:
			"A token that is tied to an application acts in its name: the System Log names the application, with the token's id " +
			"in `transaction.detail`. Such a token can't have the role ADMINISTRATOR, because an administrator could act for " +
			"every application. A token with the role SOURCE tells outcomes for its inbound source, and does nothing else.",
		access: administrators,
		body: ApiTokenInput,
		answer: NewApiTokenView,
		handle: async (ctx, { body }) => toNewApiTokenView(await createApiToken(ctx, body)),
	}),
	route({
		method: "GET",
		path: "/api/v1/api-tokens/{apiTokenId}",
		tag,
		summary: "Retrieve an API token's description",
		access: administrators,
		answer: ApiTokenView,
		handle: async (ctx, { params }) => toApiTokenView(await getApiToken(ctx, params.apiTokenId)),
	}),
	route({
		method: "DELETE",
		path: "/api/v1/api-tokens/{apiTokenId}",
		tag,
		summary: "Revoke an API token",
		access: administrators,
		handle: (ctx, { params }) => revokeApiToken(ctx, params.apiTokenId),
	}),
];
