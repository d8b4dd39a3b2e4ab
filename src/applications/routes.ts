// Applications over HTTP: `/api/v1/applications`.
import * as z from "zod";
import { pageReply } from "../web/links";
import { administrators, type Route, readers, route } from "../web/router";
import { brandFile } from "./brand";
import { ApplicationInput, ApplicationListQuery, ApplicationView } from "./schema";
import { createApplication, deleteApplication, getApplication, listApplications, replaceApplication } from "./service";
import { toApplicationView } from "./view";

const tag = "Applications";
const path = "/api/v1/applications/{applicationId}";

export const applicationRoutes: Route[] = [
	route({
		method: "GET",
		path: "/api/v1/applications",
		tag,
		summary: "List applications",
		access: readers,
		query: ApplicationListQuery,
		answer: z.array(ApplicationView),
		handle: async (ctx, { query }) => {
			const page = await listApplications(ctx, query);
			return pageReply(ctx, { ...page, items: page.items.map((row) => toApplicationView(ctx, row)) }, query);
		},
	}),
	route({
		method: "POST",
		path: "/api/v1/applications",
		tag,
		summary: "Create an application",
		description: "An application hands its users over. An API token may be tied to it.",
		access: administrators,
		body: ApplicationInput,
		answer: ApplicationView,
		handle: async (ctx, { body }) => toApplicationView(ctx, await createApplication(ctx, body)),
	}),
	route({
		method: "GET",
		path,
		tag,
		summary: "Retrieve an application",
		access: readers,
		answer: ApplicationView,
		handle: async (ctx, { params }) => toApplicationView(ctx, await getApplication(ctx, params.applicationId)),
	}),
	route({
		method: "PUT",
		path,
		tag,
		summary: "Replace an application",
		description: "What is left out gets its default.",
		access: administrators,
		body: ApplicationInput,
		answer: ApplicationView,
		handle: async (ctx, { params, body }) =>
			toApplicationView(ctx, await replaceApplication(ctx, params.applicationId, body)),
	}),
	route({
		method: "GET",
		path: "/brands/{applicationId}/{file}",
		tag,
		summary: "Load a file of an application's brand",
		description: "`logo` and `style.css`. The pages that people see name them with a version, so they may be kept.",
		access: "public",
		answer: z.any(),
		mediaType: "*/*",
		handle: (ctx, { params }) => brandFile(ctx, params.applicationId, params.file),
	}),
	route({
		method: "DELETE",
		path,
		tag,
		summary: "Delete an application",
		description: "Refused while an API token is tied to it that isn't revoked, and while other applications extend it.",
		access: administrators,
		handle: (ctx, { params }) => deleteApplication(ctx, params.applicationId),
	}),
];
