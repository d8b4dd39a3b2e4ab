// Authenticators over HTTP: `/api/v1/authenticators`.
import * as z from "zod";
import { switchRoutes } from "../web/lifecycle";
import { administrators, type Route, readers, route } from "../web/router";
import {
	AuthenticatorInput,
	AuthenticatorQuery,
	AuthenticatorReplacement,
	AuthenticatorView,
	MethodView,
	OtpMethodInput,
	OtpMethodView,
} from "./schema";
import {
	createAuthenticator,
	deleteAuthenticator,
	getAuthenticator,
	listAuthenticators,
	replaceAuthenticator,
	setAuthenticatorStatus,
	setOtpSettings,
} from "./service";
import { toAuthenticatorView, toMethodView, toMethodViews, toOtpMethodView } from "./view";

const tag = "Authenticators";
const path = "/api/v1/authenticators/{authenticatorId}";

export const authenticatorRoutes: Route[] = [
	route({
		method: "GET",
		path: "/api/v1/authenticators",
		tag,
		summary: "List authenticators",
		access: readers,
		answer: z.array(AuthenticatorView),
		handle: async (ctx) => (await listAuthenticators(ctx)).map((row) => toAuthenticatorView(ctx, row)),
	}),
	route({
		method: "POST",
		path: "/api/v1/authenticators",
		tag,
		summary: "Create a custom OTP authenticator",
		description:
			"The OTP settings may be given here, or once by `PUT …/methods/otp`. They can't be changed after that.",
		access: administrators,
		query: AuthenticatorQuery,
		body: AuthenticatorInput,
		answer: AuthenticatorView,
		handle: async (ctx, { body, query }) => toAuthenticatorView(ctx, await createAuthenticator(ctx, body, query)),
	}),
	route({
		method: "GET",
		path,
		tag,
		summary: "Retrieve an authenticator",
		access: readers,
		answer: AuthenticatorView,
		handle: async (ctx, { params }) => toAuthenticatorView(ctx, await getAuthenticator(ctx, params.authenticatorId)),
	}),
	route({
		method: "PUT",
		path,
		tag,
		summary: "Rename an authenticator",
		access: administrators,
		body: AuthenticatorReplacement,
		answer: AuthenticatorView,
		handle: async (ctx, { params, body }) =>
			toAuthenticatorView(ctx, await replaceAuthenticator(ctx, params.authenticatorId, body)),
	}),
	route({
		method: "DELETE",
		path,
		tag,
		summary: "Delete an authenticator",
		description:
			"Refused while any user is enrolled in it or a policy offers it, and for the built-in ones, Phone and Email.",
		access: administrators,
		handle: (ctx, { params }) => deleteAuthenticator(ctx, params.authenticatorId),
	}),
	...switchRoutes({
		path,
		tag,
		thing: "an authenticator",
		description: {
			deactivate:
				"Its codes are refused within 30 seconds, and nobody is enrolled in it. Nobody loses an enrolment. Refused while " +
				"any policy offers it.",
		},
		answer: AuthenticatorView,
		handle: async (ctx, { authenticatorId }, status) =>
			toAuthenticatorView(ctx, await setAuthenticatorStatus(ctx, authenticatorId, status)),
	}),
	route({
		method: "GET",
		path: `${path}/methods`,
		tag,
		summary: "List the methods of an authenticator",
		access: readers,
		answer: z.array(MethodView),
		handle: async (ctx, { params }) => toMethodViews(ctx, await getAuthenticator(ctx, params.authenticatorId)),
	}),
	route({
		method: "GET",
		path: `${path}/methods/{methodType}`,
		tag,
		summary: "Retrieve a method",
		description:
			"`otp` of a custom OTP authenticator, with its settings; `sms` and `voice` of Phone; `email` of Email.",
		access: readers,
		answer: MethodView,
		handle: async (ctx, { params }) =>
			toMethodView(ctx, await getAuthenticator(ctx, params.authenticatorId), params.methodType),
	}),
	route({
		method: "PUT",
		path: `${path}/methods/otp`,
		tag,
		summary: "Set the OTP settings, once",
		description: "Settings flat in the body, or under `settings`. The same values again are accepted, others refused.",
		access: administrators,
		body: OtpMethodInput,
		answer: OtpMethodView,
		handle: async (ctx, { params, body }) =>
			toOtpMethodView(ctx, await setOtpSettings(ctx, params.authenticatorId, body)),
	}),
];
