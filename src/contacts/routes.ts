// Contact data over HTTP: what a user has registered, masked, and the directory that fields may be kept in.
import * as z from "zod";
import { getUser } from "../users/service";
import { administrators, type Route, readers, route } from "../web/router";
import { directoryCallbacks } from "./directory/contract";
import { ContactDirectoryInput, ContactDirectoryView } from "./directory/schema";
import { deleteDirectory, findDirectory, replaceDirectory, toDirectoryView } from "./directory/service";
import { contactSettings } from "./fields";
import { listContacts } from "./read";
import { ContactQuery, ContactView } from "./schema";
import { toContactView } from "./view";

const directoryPath = "/api/v1/contact-directory";
const tag = "Contacts";

export const contactRoutes: Route[] = [
	route({
		method: "GET",
		path: "/api/v1/users/{userId}/contacts",
		tag,
		summary: "List the contact data of a user",
		description:
			"By the fields of the settings, masked. What was reset isn't there. 503 while a directory that keeps a field " +
			"doesn't answer.",
		access: readers,
		query: ContactQuery,
		answer: z.array(ContactView),
		handle: async (ctx, { params, query }) => {
			const [user, settings] = await Promise.all([
				getUser(ctx, params.userId),
				contactSettings(ctx, query.application),
			]);
			return (await listContacts(ctx, user, settings)).map(toContactView);
		},
	}),
	route({
		method: "GET",
		path: directoryPath,
		tag,
		summary: "Retrieve the contact directory",
		access: readers,
		answer: ContactDirectoryView,
		handle: async (ctx) => toDirectoryView(await findDirectory(ctx)),
	}),
	route({
		method: "PUT",
		path: directoryPath,
		tag,
		summary: "Replace the contact directory",
		description:
			"An HTTPS service that keeps the values of fields whose `managerClass` is `HttpDirectoryContactInfoManager`. It " +
			"gets the requests below, each once and without redirects, and has 3 seconds and 64 KiB for an answer. Other " +
			"isolates see the change within 30 seconds.",
		access: administrators,
		body: ContactDirectoryInput,
		answer: ContactDirectoryView,
		callbacks: directoryCallbacks,
		handle: async (ctx, { body }) => toDirectoryView(await replaceDirectory(ctx, body)),
	}),
	route({
		method: "DELETE",
		path: directoryPath,
		tag,
		summary: "Remove the contact directory",
		description: "Values stay where they are. Fields that are kept there can't be read or registered without it.",
		access: administrators,
		handle: (ctx) => deleteDirectory(ctx),
	}),
];
