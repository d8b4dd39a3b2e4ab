// The stock of tokens over HTTP: `/api/v1/otp-tokens`.
import * as z from "zod";
import { switchRoutes } from "../../web/lifecycle";
import { pageReply } from "../../web/links";
import { administrators, type Route, readers, route } from "../../web/router";
import { TokenAssignment, TokenListQuery, TokenView } from "./schema";
import { assignToken, deleteToken, getToken, listTokens, setTokenStatus, unassignToken } from "./service";
import { toTokenView } from "./view";

const tag = "OTP tokens";
const path = "/api/v1/otp-tokens/{tokenId}";

export const tokenRoutes: Route[] = [
	route({
		method: "GET",
		path: "/api/v1/otp-tokens",
		tag,
		summary: "List OTP tokens",
		description:
			"Tokens that came by an import and have a serial number, whether a user has them or not. When a user's factor is " +
			"removed, its token is `UNASSIGNED` again, and its used codes stay used.",
		access: readers,
		query: TokenListQuery,
		answer: z.array(TokenView),
		handle: async (ctx, { query }) => {
			const page = await listTokens(ctx, query);
			return pageReply(ctx, { ...page, items: page.items.map((row) => toTokenView(ctx, row)) }, query);
		},
	}),
	route({
		method: "GET",
		path,
		tag,
		summary: "Retrieve an OTP token",
		access: readers,
		answer: TokenView,
		handle: async (ctx, { params }) => toTokenView(ctx, await getToken(ctx, params.tokenId)),
	}),
	route({
		method: "POST",
		path: `${path}/assign`,
		tag,
		summary: "Assign an OTP token",
		description: "Enrolls a user with the token. The factor is active at once.",
		access: administrators,
		body: TokenAssignment,
		answer: TokenView,
		handle: async (ctx, { params, body }) => toTokenView(ctx, await assignToken(ctx, params.tokenId, body.user)),
	}),
	route({
		method: "POST",
		path: `${path}/unassign`,
		tag,
		summary: "Unassign an OTP token",
		description: "Removes the user's factor. The token can then be assigned to somebody else.",
		access: administrators,
		answer: TokenView,
		handle: async (ctx, { params }) => toTokenView(ctx, await unassignToken(ctx, params.tokenId)),
	}),
	...switchRoutes({
		path,
		tag,
		thing: "an OTP token",
		description: {
			deactivate: "For a token that is lost: its user's factor is removed, and nobody can get the token.",
		},
		answer: TokenView,
		handle: async (ctx, { tokenId }, status) => toTokenView(ctx, await setTokenStatus(ctx, tokenId, status)),
	}),
	route({
		method: "DELETE",
		path,
		tag,
		summary: "Delete an OTP token",
		description: "Only a token that is nobody's. Its secret is gone then.",
		access: administrators,
		handle: (ctx, { params }) => deleteToken(ctx, params.tokenId),
	}),
];
