// Factors over HTTP: `/api/v1/users/{userId}/factors`.
import * as z from "zod";
import { Reply } from "../web/reply";
import { administrators, helpDesk, type Route, readers, route } from "../web/router";
import { enrollFactor } from "./enroll";
import { drawFactorQr } from "./qr";
import { questions } from "./questions";
import { getFactor, getUserById, listCatalog, listFactors } from "./read";
import { deleteFactor, resetFactors } from "./remove";
import {
	ActivateInput,
	CatalogEntryView,
	EnrollQuery,
	FactorInput,
	FactorView,
	QuestionView,
	ResyncInput,
	VerifyInput,
	VerifyView,
} from "./schema";
import { activateFactor, resyncFactor, verifyFactor } from "./verify";
import { toCatalogEntryView, toEnrollmentView, toFactorView } from "./view";

const tag = "Factors";
const factorsPath = "/api/v1/users/{userId}/factors";
const path = `${factorsPath}/{factorId}` as const;

export const factorRoutes: Route[] = [
	route({
		method: "GET",
		path: factorsPath,
		tag,
		summary: "List the factors of a user",
		access: readers,
		answer: z.array(FactorView),
		handle: async (ctx, { params }) =>
			Promise.all((await listFactors(ctx, params.userId)).map((factor) => toFactorView(ctx, factor))),
	}),
	route({
		method: "POST",
		path: factorsPath,
		tag,
		summary: "Enroll a factor",
		description:
			"A custom OTP token (`token:hotp`) brings its own secret and is active at once with `activate=true`. An " +
			"authenticator app (`token:software:totp`) gets a secret made here, shown in this answer only. A security " +
			"question is active at once.",
		access: administrators,
		query: EnrollQuery,
		body: FactorInput,
		answer: FactorView,
		handle: async (ctx, { params, body, query }) =>
			toEnrollmentView(ctx, await enrollFactor(ctx, params.userId, body, query)),
	}),
	route({
		method: "GET",
		path: `${factorsPath}/catalog`,
		tag,
		summary: "List the factors a user can be enrolled in",
		access: readers,
		answer: z.array(CatalogEntryView),
		handle: async (ctx, { params }) =>
			(await listCatalog(ctx, params.userId)).map((entry) => toCatalogEntryView(ctx, params.userId, entry)),
	}),
	route({
		method: "GET",
		path: `${factorsPath}/questions`,
		tag,
		summary: "List the security questions to choose from",
		access: readers,
		answer: z.array(QuestionView),
		handle: async (ctx, { params }) => {
			await getUserById(ctx, params.userId);
			return Object.entries(questions).map(([question, questionText]) => ({ question, questionText }));
		},
	}),
	route({
		method: "GET",
		path,
		tag,
		summary: "Retrieve a factor",
		access: readers,
		answer: FactorView,
		handle: async (ctx, { params }) => toFactorView(ctx, await getFactor(ctx, params.userId, params.factorId)),
	}),
	route({
		method: "DELETE",
		path,
		tag,
		summary: "Remove a factor",
		description: "Its codes are refused from this moment on, wherever a request for them is under way.",
		access: helpDesk,
		handle: (ctx, { params }) => deleteFactor(ctx, params.userId, params.factorId),
	}),
	route({
		method: "POST",
		path: `${path}/lifecycle/activate`,
		tag,
		summary: "Activate a pending factor",
		description: "Takes the token's current code, which is used up by this.",
		access: helpDesk,
		body: ActivateInput,
		answer: FactorView,
		handle: async (ctx, { params, body }) =>
			toFactorView(ctx, await activateFactor(ctx, params.userId, params.factorId, body.passCode)),
	}),
	route({
		method: "POST",
		path: `${path}/verify`,
		tag,
		summary: "Verify a code",
		description:
			"A code is accepted once. Five failures within five minutes, over all factors of the user, and every further " +
			"attempt is refused with 429 until the oldest of them is five minutes old.",
		access: ["VERIFIER", "HELP_DESK", "ADMINISTRATOR"],
		body: VerifyInput,
		hasOptionalBody: true,
		answer: VerifyView,
		handle: async (ctx, { params, body }) => {
			await verifyFactor(ctx, params.userId, params.factorId, body);
			return { factorResult: "SUCCESS" };
		},
	}),
	route({
		method: "POST",
		path: `${path}/resync`,
		tag,
		summary: "Resynchronize a token",
		description: "Two codes in a row bring a token back whose clock or counter has run away.",
		access: helpDesk,
		body: ResyncInput,
		answer: FactorView,
		handle: async (ctx, { params, body }) =>
			toFactorView(ctx, await resyncFactor(ctx, params.userId, params.factorId, body)),
	}),
	route({
		method: "GET",
		path: `${path}/qr/{token}`,
		tag,
		summary: "Draw the QR code of a pending authenticator app",
		description: "Needs no API token, so that a page can show it: the address itself is the secret, for an hour.",
		access: "public",
		answer: z.instanceof(Uint8Array),
		mediaType: "image/png",
		handle: async (ctx, { params }) =>
			new Reply(await drawFactorQr(ctx, params.userId, params.factorId, params.token), { "content-type": "image/png" }),
	}),
	route({
		method: "POST",
		path: "/api/v1/users/{userId}/lifecycle/reset_factors",
		tag,
		summary: "Remove all factors of a user",
		access: helpDesk,
		answer: z.object({}),
		handle: async (ctx, { params }) => {
			await resetFactors(ctx, params.userId);
			return {};
		},
	}),
];
