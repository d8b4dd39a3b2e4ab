// Provider accounts over HTTP: `/api/v1/provider-accounts`, and the drivers that they can be made with.
import * as z from "zod";
import { switchRoutes } from "../../web/lifecycle";
import { administrators, type Route, readers, route } from "../../web/router";
import {
	ProviderAccountInput,
	ProviderAccountQuery,
	ProviderAccountReplaceInput,
	ProviderAccountView,
	ProviderDriverView,
	TestMessageInput,
	TestMessageView,
} from "./schema";
import { createAccount, deleteAccount, getAccount, listAccounts, replaceAccount, setAccountStatus } from "./service";
import { sendTestMessage } from "./test-message";
import { driverViews, toAccountView, toTestMessageView } from "./view";

const tag = "Providers";
const path = "/api/v1/provider-accounts/{providerAccountId}";

export const providerRoutes: Route[] = [
	route({
		method: "GET",
		path: "/api/v1/provider-drivers",
		tag,
		summary: "List provider drivers",
		description: "Each with the JSON Schemas of its settings, for a form. Those of development are shown there only.",
		access: readers,
		answer: z.array(ProviderDriverView),
		handle: (ctx) => driverViews(ctx),
	}),
	route({
		method: "GET",
		path: "/api/v1/provider-accounts",
		tag,
		summary: "List provider accounts",
		access: readers,
		answer: z.array(ProviderAccountView),
		handle: async (ctx) => (await listAccounts(ctx)).map((row) => toAccountView(ctx, row)),
	}),
	route({
		method: "POST",
		path: "/api/v1/provider-accounts",
		tag,
		summary: "Create a provider account",
		description: "Messages that no delivery route matches go through it as soon as it is ACTIVE.",
		access: administrators,
		query: ProviderAccountQuery,
		body: ProviderAccountInput,
		answer: ProviderAccountView,
		handle: async (ctx, { body, query }) => toAccountView(ctx, await createAccount(ctx, body, query)),
	}),
	route({
		method: "GET",
		path,
		tag,
		summary: "Retrieve a provider account",
		access: readers,
		answer: ProviderAccountView,
		handle: async (ctx, { params }) => toAccountView(ctx, await getAccount(ctx, params.providerAccountId)),
	}),
	route({
		method: "PUT",
		path,
		tag,
		summary: "Replace a provider account",
		description: "Secrets that are left out stay. The driver can't be changed. An open breaker closes.",
		access: administrators,
		body: ProviderAccountReplaceInput,
		answer: ProviderAccountView,
		handle: async (ctx, { params, body }) =>
			toAccountView(ctx, await replaceAccount(ctx, params.providerAccountId, body)),
	}),
	route({
		method: "DELETE",
		path,
		tag,
		summary: "Delete a provider account",
		description: "Refused while a delivery route names it.",
		access: administrators,
		handle: (ctx, { params }) => deleteAccount(ctx, params.providerAccountId),
	}),
	...switchRoutes({
		path,
		tag,
		thing: "a provider account",
		description: {
			activate: "Messages go through it within 30 seconds, with its breaker closed.",
			deactivate: "No message goes through it after 30 seconds at the most.",
		},
		answer: ProviderAccountView,
		handle: async (ctx, { providerAccountId }, status) =>
			toAccountView(ctx, await setAccountStatus(ctx, providerAccountId, status)),
	}),
	route({
		method: "POST",
		path: `${path}/test`,
		tag,
		summary: "Send a test message",
		description: `
Sends through this account, active or not, and waits five seconds at the most. What the provider says is the answer: a
failure is a 200, too. The message says that it is a test; templates that hold nothing but a code show 123456.`.trim(),
		access: administrators,
		body: TestMessageInput,
		answer: TestMessageView,
		handle: async (ctx, { params, body }) =>
			toTestMessageView(await sendTestMessage(ctx, params.providerAccountId, body)),
	}),
];
