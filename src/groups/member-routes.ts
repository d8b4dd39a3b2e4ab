// Membership over HTTP, from both sides: a group's users, a user's groups, and a user created into groups.
import * as z from "zod";
import { UserCreateQuery, UserInput, UserView } from "../users/schema";
import { toUserView } from "../users/view";
import { pageReply } from "../web/links";
import { administrators, type Route, readers, route } from "../web/router";
import { addMember, createUserInGroups, listGroupsOfUser, listMembers, removeMember } from "./members";
import { GroupMembersQuery, GroupPageQuery, GroupView } from "./schema";
import { toGroupView } from "./view";

export const memberRoutes: Route[] = [
	route({
		method: "POST",
		path: "/api/v1/users",
		tag: "Users",
		summary: "Create a user",
		description:
			"Only the login is required. A user created with a password is ACTIVE, without one PROVISIONED, with " +
			"`activate=false` STAGED. The password itself is not kept.",
		access: administrators,
		query: UserCreateQuery,
		body: UserInput,
		answer: UserView,
		handle: async (ctx, { query, body }) => toUserView(ctx, await createUserInGroups(ctx, body, query)),
	}),
	route({
		method: "GET",
		path: "/api/v1/users/{userId}/groups",
		tag: "Users",
		summary: "List a user's groups",
		access: readers,
		query: GroupPageQuery,
		answer: z.array(GroupView),
		handle: async (ctx, { params, query }) => {
			const page = await listGroupsOfUser(ctx, params.userId, query);
			return pageReply(ctx, { ...page, items: page.items.map((group) => toGroupView(ctx, group)) }, query);
		},
	}),
	route({
		method: "GET",
		path: "/api/v1/groups/{groupId}/users",
		tag: "Groups",
		summary: "List a group's members",
		access: readers,
		query: GroupMembersQuery,
		answer: z.array(UserView),
		handle: async (ctx, { params, query }) => {
			const page = await listMembers(ctx, params.groupId, query);
			return pageReply(ctx, { ...page, items: page.items.map((user) => toUserView(ctx, user)) }, query);
		},
	}),
	route({
		method: "PUT",
		path: "/api/v1/groups/{groupId}/users/{userId}",
		tag: "Groups",
		summary: "Put a user into a group",
		access: administrators,
		handle: (ctx, { params }) => addMember(ctx, params.groupId, params.userId),
	}),
	route({
		method: "DELETE",
		path: "/api/v1/groups/{groupId}/users/{userId}",
		tag: "Groups",
		summary: "Take a user out of a group",
		access: administrators,
		handle: (ctx, { params }) => removeMember(ctx, params.groupId, params.userId),
	}),
];
