// Users over HTTP: `/api/v1/users`. The groups mount the routes that touch groups too, such as creating a user.
import * as z from "zod";
import { pageReply } from "../web/links";
import { administrators, helpDesk, type Route, readers, route } from "../web/router";
import { activateUser, deactivateUser, deleteUser, getLock, suspendUser, unlockUser, unsuspendUser } from "./lifecycle";
import { listUsers } from "./list";
import { Done, LockView, UserChange, UserListQuery, UserReplacement, UserView } from "./schema";
import { changeUser, getUser, replaceUser } from "./service";
import { toLockView, toUserView } from "./view";

const tag = "Users";

const unlockNote =
	"The help desk clears the failures of the last five minutes, three times an hour for one user. In the hour after it, at " +
	"most 20 failed attempts of this user are judged. An administrator also clears the failures in a row, which would " +
	"refuse a factor for longer.";

export const userRoutes: Route[] = [
	route({
		method: "GET",
		path: "/api/v1/users",
		tag,
		summary: "List users",
		description:
			"`q` matches the start of a first, last or display name or of a login; an e-mail address only as a whole, " +
			"because addresses are stored sealed. For the same reason `profile.email`, `profile.secondEmail`, " +
			"`profile.mobilePhone` and `profile.primaryPhone` take only `eq`, `ne` and `pr` in `filter` and `search`. " +
			"Deactivated users are listed only when `filter` or `search` is given.",
		access: readers,
		query: UserListQuery,
		answer: z.array(UserView),
		handle: async (ctx, { query }) => {
			const page = await listUsers(ctx, query);
			return pageReply(ctx, { ...page, items: page.items.map((user) => toUserView(ctx, user)) }, query);
		},
	}),
	route({
		method: "GET",
		path: "/api/v1/users/{userId}",
		tag,
		summary: "Retrieve a user by id or login",
		access: readers,
		answer: UserView,
		handle: async (ctx, { params }) => toUserView(ctx, await getUser(ctx, params.userId)),
	}),
	route({
		method: "POST",
		path: "/api/v1/users/{userId}",
		tag,
		summary: "Change parts of a user",
		description: "Attributes that are left out stay as they are; null clears one.",
		access: administrators,
		body: UserChange,
		answer: UserView,
		handle: async (ctx, { params, body }) => toUserView(ctx, await changeUser(ctx, params.userId, body)),
	}),
	route({
		method: "PUT",
		path: "/api/v1/users/{userId}",
		tag,
		summary: "Replace a user's profile",
		description: "Attributes that are left out are cleared.",
		access: administrators,
		body: UserReplacement,
		answer: UserView,
		handle: async (ctx, { params, body }) => toUserView(ctx, await replaceUser(ctx, params.userId, body)),
	}),
	route({
		method: "DELETE",
		path: "/api/v1/users/{userId}",
		tag,
		summary: "Deactivate a user, or delete a deactivated one",
		access: administrators,
		handle: (ctx, { params }) => deleteUser(ctx, params.userId),
	}),
	route({
		method: "GET",
		path: "/api/v1/users/{userId}/lock",
		tag,
		summary: "Retrieve how many failed attempts count against a user",
		access: readers,
		answer: LockView,
		handle: async (ctx, { params }) => toLockView(await getLock(ctx, params.userId)),
	}),
	lifecycleRoute("activate", "Activate a staged or deactivated user", administrators, activateUser),
	lifecycleRoute("deactivate", "Deactivate a user", administrators, deactivateUser),
	lifecycleRoute("suspend", "Suspend an active user", helpDesk, suspendUser),
	lifecycleRoute("unsuspend", "End a user's suspension", helpDesk, unsuspendUser),
	lifecycleRoute("unlock", "Clear a user's failed attempts", helpDesk, unlockUser, unlockNote),
];

function lifecycleRoute(
	step: string,
	summary: string,
	access: typeof administrators | typeof helpDesk,
	takeStep: typeof activateUser,
	description?: string,
): Route {
	return route({
		method: "POST",
		path: `/api/v1/users/{userId}/lifecycle/${step}`,
		tag,
		summary,
		...(description === undefined ? {} : { description }),
		access,
		answer: Done,
		handle: async (ctx, { params }) => {
			await takeStep(ctx, params.userId);
			return {};
		},
	});
}
