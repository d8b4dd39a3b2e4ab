// Administrators over HTTP: `/api/v1/administrators`.
import * as z from "zod";
import { switchRoutes } from "../web/lifecycle";
import { pageReply } from "../web/links";
import { Reply } from "../web/reply";
import { administrators, type Route, route } from "../web/router";
import { getAdministrator } from "./administrator";
import {
	AdministratorChange,
	AdministratorInput,
	AdministratorListQuery,
	AdministratorView,
	InvitedAdministratorView,
} from "./schema";
import {
	changeAdministrator,
	inviteAdministrator,
	listAdministrators,
	resetAdministrator,
	setAdministratorStatus,
	unlockAdministrator,
} from "./service";
import { toAdministratorView, toInvitedAdministratorView } from "./view";

const tag = "Administrators";
const one = "/api/v1/administrators/{administratorId}";

export const administratorRoutes: Route[] = [
	route({
		method: "GET",
		path: "/api/v1/administrators",
		tag,
		summary: "List administrators",
		access: administrators,
		query: AdministratorListQuery,
		answer: z.array(AdministratorView),
		handle: async (ctx, { query }) => {
			const page = await listAdministrators(ctx, query);
			return pageReply(ctx, { ...page, items: page.items.map(toAdministratorView) }, query);
		},
	}),
	route({
		method: "POST",
		path: "/api/v1/administrators",
		tag,
		summary: "Invite an administrator",
		description: "The one-time password is valid for three days, until the administrator has chosen a password.",
		access: administrators,
		body: AdministratorInput,
		answer: InvitedAdministratorView,
		handle: async (ctx, { body }) => toInvitedAdministratorView(await inviteAdministrator(ctx, body)),
	}),
	route({
		method: "GET",
		path: one,
		tag,
		summary: "Retrieve an administrator",
		access: administrators,
		answer: AdministratorView,
		handle: async (ctx, { params }) => toAdministratorView(await getAdministrator(ctx, params.administratorId)),
	}),
	route({
		method: "POST",
		path: one,
		tag,
		summary: "Change an administrator's name or role",
		description: "A new role counts from the next request on. The last active administrator keeps the role.",
		access: administrators,
		body: AdministratorChange,
		answer: AdministratorView,
		handle: async (ctx, { params, body }) =>
			toAdministratorView(await changeAdministrator(ctx, params.administratorId, body)),
	}),
	...switchRoutes({
		path: one,
		tag,
		thing: "an administrator",
		description: {
			activate: "An administrator without a password is INVITED again.",
			deactivate: "All sessions end at once. The last active administrator stays.",
		},
		answer: AdministratorView,
		handle: async (ctx, { administratorId }, status) =>
			toAdministratorView(await setAdministratorStatus(ctx, administratorId, status)),
	}),
	route({
		method: "POST",
		path: `${one}/lifecycle/reset`,
		tag,
		summary: "Reset an administrator",
		description: "Forgets password, authenticator app, recovery codes and sessions, and makes a one-time password.",
		access: administrators,
		answer: InvitedAdministratorView,
		handle: async (ctx, { params }) =>
			new Reply(toInvitedAdministratorView(await resetAdministrator(ctx, params.administratorId))),
	}),
	route({
		method: "POST",
		path: `${one}/lifecycle/unlock`,
		tag,
		summary: "Clear an administrator's failed codes",
		access: administrators,
		handle: (ctx, { params }) => unlockAdministrator(ctx, params.administratorId),
	}),
];
