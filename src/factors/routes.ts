// Factors over HTTP: `/api/v1/users/{userId}/factors`.
import * as z from "zod";
import { getUserById } from "../users/service";
import { Reply } from "../web/reply";
import { administrators, helpDesk, type Route, readers, route } from "../web/router";
import { challengeFactor, resendCode } from "./challenge";
import { enrollFactor } from "./enroll";
import { listEnrollments } from "./enrollments";
import { drawFactorQr } from "./qr";
import { questions } from "./questions";
import { getFactor, listCatalog, listFactors } from "./read";
import { deleteFactor, resetFactors } from "./remove";
import {
	ActivateInput,
	CatalogEntryView,
	EnrollQuery,
	FactorInput,
	FactorView,
	QuestionView,
	ResendInput,
	ResyncInput,
	SendQuery,
	UserEnrollmentView,
	VerifyInput,
	VerifyView,
} from "./schema";
import { readIdempotencyKey, readSendHeaders } from "./send-headers";
import { activateFactor, resyncFactor, verifyFactor } from "./verify";
import { toCatalogEntryView, toChallengeView, toEnrollmentView, toFactorView } from "./view";

const tag = "Factors";
const factorsPath = "/api/v1/users/{userId}/factors";
const path = `${factorsPath}/{factorId}` as const;

const sendHeadersNote =
	"An `Idempotency-Key` header makes a repeated request answer as the first one did, for a day. `X-Forwarded-For` tells " +
	"the end user's address, whose messages are counted too. It is read from its end, without private addresses and " +
	"without as many proxies as `ownProxies` of `/api/v1/send-limits` says.";

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
			"question is active at once.\n\n" +
			"For `sms`, `call` and `email` a code is sent at once, which proves the number or address; with `activate=true` " +
			"the caller vouches for it, and nothing is sent. A mailbox is reached from anywhere, so `email` proves no " +
			"possession of a device: it is not an out-of-band authenticator in the sense of NIST SP 800-63B-4.\n\n" +
			sendHeadersNote,
		access: administrators,
		query: EnrollQuery,
		body: FactorInput,
		answer: FactorView,
		handle: async (ctx, { params, body, query, request }) =>
			toEnrollmentView(ctx, await enrollFactor(ctx, params.userId, body, query, await readSendHeaders(ctx, request))),
	}),
	route({
		method: "GET",
		path: `${factorsPath}/catalog`,
		tag,
		summary: "List the factors a user can be enrolled in",
		description:
			"Those that the user's enrollment policy offers or requires. Authenticator apps and security questions belong to no " +
			"authenticator, so no policy speaks of them.",
		access: readers,
		answer: z.array(CatalogEntryView),
		handle: async (ctx, { params }) =>
			(await listCatalog(ctx, params.userId)).map((entry) => toCatalogEntryView(ctx, params.userId, entry)),
	}),
	route({
		method: "GET",
		path: "/api/v1/users/{userId}/enrollments",
		tag,
		summary: "List a user's enrollments",
		description:
			"Every authenticator with what the user's enrollment policy says of it, and whether the user is enrolled. A factor " +
			"of an authenticator that isn't allowed goes on being verified.",
		access: readers,
		answer: z.array(UserEnrollmentView),
		handle: (ctx, { params }) => listEnrollments(ctx, params.userId),
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
		description: "Takes the token's current code, or the one that was sent, which is used up by this.",
		access: helpDesk,
		body: ActivateInput,
		answer: FactorView,
		handle: async (ctx, { params, body }) =>
			toFactorView(ctx, await activateFactor(ctx, params.userId, params.factorId, body.passCode)),
	}),
	route({
		method: "POST",
		path: `${path}/resend`,
		tag,
		summary: "Send the activation code again",
		description: `A new code; the earlier one is no longer accepted. ${sendHeadersNote}`,
		access: helpDesk,
		query: SendQuery,
		body: ResendInput,
		hasOptionalBody: true,
		answer: FactorView,
		handle: async (ctx, { params, body, query, request }) => {
			const options = { ...query, ...(await readSendHeaders(ctx, request)) };
			const sent = await resendCode(ctx, params.userId, params.factorId, body, options);
			return toEnrollmentView(ctx, { ...sent, newSecret: null });
		},
	}),
	route({
		method: "POST",
		path: `${path}/verify`,
		tag,
		summary: "Verify a code, or send one",
		description:
			"Without a code in the body a new one is sent (`sms`, `call`, `email`), and the answer is a CHALLENGE, which masks " +
			`the number for a token of role VERIFIER. ${sendHeadersNote}\n\n` +
			"A code is accepted once. Five failures within five minutes, over all factors of the user, and every further " +
			"attempt is refused with 429 until the oldest of them is five minutes old; no code is sent meanwhile.\n\n" +
			"A caller that lost the answer asks again with the same `Idempotency-Key`. For a minute, and for the last eight " +
			"attempts of the user, the second request gets the verdict of the first and counts no failure. The key belongs to " +
			"the token and the factor. With another code it is refused with 400.\n\n" +
			"A browser that a transaction made a known source of the user has five failures of its own: its token comes in the " +
			"header `Known-Source`.",
		access: ["VERIFIER", "HELP_DESK", "ADMINISTRATOR"],
		query: SendQuery,
		body: VerifyInput,
		hasOptionalBody: true,
		answer: VerifyView,
		handle: async (ctx, { params, body, query, request }) => {
			if (body.passCode === undefined && body.answer === undefined) {
				const options = { ...query, ...(await readSendHeaders(ctx, request)) };
				return toChallengeView(ctx, await challengeFactor(ctx, params.userId, params.factorId, options));
			}
			await verifyFactor(ctx, params.userId, params.factorId, body, readIdempotencyKey(request.headers));
			return { factorResult: "SUCCESS" as const };
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
			new Reply(await drawFactorQr(ctx, params.userId, params.factorId, params.token), {
				"content-type": "image/png",
				"cross-origin-resource-policy": "cross-origin",
			}),
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
