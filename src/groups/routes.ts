// Groups over HTTP: `/api/v1/groups`.
import * as z from "zod";
import { pageReply } from "../web/links";
import { administrators, type Route, readers, route } from "../web/router";
import { memberRoutes } from "./member-routes";
import { GroupInput, GroupListQuery, GroupView } from "./schema";
import { createGroup, deleteGroup, getGroup, listGroups, replaceGroup } from "./service";
import { toGroupView } from "./view";

const tag = "Groups";

export const groupRoutes: Route[] = [
	route({
		method: "GET",
		path: "/api/v1/groups",
		tag,
		summary: "List groups",
		access: readers,
		query: GroupListQuery,
		answer: z.array(GroupView),
		handle: async (ctx, { query }) => {
			const page = await listGroups(ctx, query);
			return pageReply(ctx, { ...page, items: page.items.map((group) => toGroupView(ctx, group)) }, query);
		},
	}),
	route({
		method: "POST",
		path: "/api/v1/groups",
		tag,
		summary: "Create a group",
		access: administrators,
		body: GroupInput,
		answer: GroupView,
		handle: async (ctx, { body }) => toGroupView(ctx, await createGroup(ctx, body)),
	}),
	route({
		method: "GET",
		path: "/api/v1/groups/{groupId}",
		tag,
		summary: "Retrieve a group",
		access: readers,
		answer: GroupView,
		handle: async (ctx, { params }) => toGroupView(ctx, await getGroup(ctx, params.groupId)),
	}),
	route({
		method: "PUT",
		path: "/api/v1/groups/{groupId}",
		tag,
		summary: "Replace a group's name and description",
		access: administrators,
		body: GroupInput,
		answer: GroupView,
		handle: async (ctx, { params, body }) => toGroupView(ctx, await replaceGroup(ctx, params.groupId, body)),
	}),
	route({
		method: "DELETE",
		path: "/api/v1/groups/{groupId}",
		tag,
		summary: "Delete a group",
		access: administrators,
		handle: (ctx, { params }) => deleteGroup(ctx, params.groupId),
	}),
	...memberRoutes,
];
