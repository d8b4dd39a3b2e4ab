// Customer care over HTTP: looking a person up, and what an operator may do for the person, each with a reason.
import * as z from "zod";
import { ContactQuery } from "../contacts/schema";
import type { Ctx } from "../context";
import { listEventsAbout } from "../log/about";
import { LogEventView } from "../log/schema";
import { helpDesk, type Route, route } from "../web/router";
import { giveHelpDeskCode } from "./help-desk-code";
import { lookAt } from "./overview";
import { caredUser, lookUp } from "./people";
import { type Reset, resetUser, unregisterDevices } from "./resets";
import {
	CaredPersonView,
	CareLookup,
	CareNote,
	FoundPersonView,
	HelpDeskCodeInput,
	HelpDeskCodeView,
	TemporaryAllowInput,
	TemporaryAllowView,
	TimelineQuery,
} from "./schema";
import { allowTemporarily, cancelTemporaryAllow } from "./temporary-allow";
import { unlockByCare } from "./unlock";
import { toCaredPersonView, toFoundPersonView, toTemporaryAllowView } from "./view";

const tag = "Customer care";
const one = "/api/v1/care/users/{userId}";

const unlockNote =
	"Clears the failures of the last five minutes, and those that policies count. Three times an hour for one user; in the " +
	"hour after it, at most 20 failed attempts of the user are judged. Failures in a row stay.";

export const careRoutes: Route[] = [
	route({
		method: "POST",
		path: "/api/v1/care/lookups",
		tag,
		summary: "Look people up by a whole login, number or address",
		description:
			"Numbers and addresses are those of the profile, and contact data that was proven. Several people may share one. " +
			"Administrators are never found.",
		access: helpDesk,
		body: CareLookup,
		answer: z.array(FoundPersonView),
		handle: async (ctx, { body }) => (await lookUp(ctx, body)).map(toFoundPersonView),
	}),
	route({
		method: "GET",
		path: one,
		tag,
		summary: "Retrieve what care may see of a person",
		description: "Registered channels are masked. 404 for an administrator, as for nobody.",
		access: helpDesk,
		query: ContactQuery,
		answer: CaredPersonView,
		handle: async (ctx, { params, query }) =>
			toCaredPersonView(ctx, await lookAt(ctx, params.userId, query.application)),
	}),
	route({
		method: "GET",
		path: `${one}/timeline`,
		tag,
		summary: "List the newest events about a person",
		description: "Newest first. The events of a code that was just judged arrive some seconds later.",
		access: helpDesk,
		query: TimelineQuery,
		answer: z.array(LogEventView),
		handle: async (ctx, { params, query }) =>
			listEventsAbout(ctx, (await caredUser(ctx, params.userId)).id, query.limit),
	}),
	resetRoute("otp-profile", "Reset contact data, and end an opt-out", "The person is asked to register again."),
	resetRoute("questions", "Reset the answers to security questions", "The person chooses from the same menus again."),
	resetRoute("phrase", "Reset the security phrase", "The person chooses another one."),
	resetRoute(
		"all",
		"Reset everything that a person is challenged by",
		"Contact data with an opt-out, questions with their menus, phrase and recovery codes. Factors stay: the Factors API " +
			"removes them.",
	),
	actionRoute("unlock", "Clear a person's failed attempts", unlockNote, unlockByCare),
	actionRoute(
		"unregister-devices",
		"Unregister all devices of a person",
		"Policies that ask for a registered device ask the person again.",
		unregisterDevices,
	),
	route({
		method: "POST",
		path: `${one}/temporary-allow`,
		tag,
		summary: "Let a person be challenged where policies block",
		description:
			"With the permission `temporaryAllow`. After the password and at the challenge, BLOCK becomes CHALLENGE, and never " +
			"ALLOW. It passes no check before the password, no lock of the guard, and nothing for a person who may not sign in.",
		access: helpDesk,
		body: TemporaryAllowInput,
		answer: TemporaryAllowView,
		handle: async (ctx, { params, body }) => toTemporaryAllowView(await allowTemporarily(ctx, params.userId, body)),
	}),
	actionRoute(
		"temporary-allow/cancel",
		"Have policies block a person as before",
		"With the permission `temporaryAllow`.",
		cancelTemporaryAllow,
	),
	route({
		method: "POST",
		path: `${one}/help-desk-code`,
		tag,
		summary: "Give a person a code by telephone",
		description:
			"With the permission `helpDeskCode`. Eight digits for ten minutes, for one transaction of the application, by the " +
			"challenge type `ChallengeHelpDesk`. One at a time, and three a day. Any reset ends it. A locked person gets none.",
		access: helpDesk,
		body: HelpDeskCodeInput,
		answer: HelpDeskCodeView,
		handle: async (ctx, { params, body }) => {
			const { code, endsAt } = await giveHelpDeskCode(ctx, params.userId, body);
			return { code, expires: new Date(endsAt).toISOString() };
		},
	}),
];

function resetRoute(reset: Reset, summary: string, description: string): Route {
	const ends = "Codes that were sent end, and so does a code of the help desk.";
	return actionRoute(`reset-${reset}`, summary, `${description} ${ends}`, (ctx, userId, note) =>
		resetUser(ctx, userId, reset, note),
	);
}

function actionRoute(
	name: string,
	summary: string,
	description: string,
	act: (ctx: Ctx, userId: string, note: CareNote) => Promise<void>,
): Route {
	return route({
		method: "POST",
		path: `${one}/${name}`,
		tag,
		summary,
		description,
		access: helpDesk,
		body: CareNote,
		handle: (ctx, { params, body }) => act(ctx, params.userId, body),
	});
}
