// Transactions over HTTP: `/api/v1/transactions`, a route for each step.
import type * as z from "zod";
import type { Ctx } from "../context";
import { type Route, route } from "../web/router";
import {
	AnsweredView,
	AnswerInput,
	ChoiceInput,
	ContactsInput,
	CreatedView,
	ForgetInput,
	PasswordInput,
	PhraseInput,
	ProofAnswerInput,
	ProofInput,
	ProvenView,
	QuestionsInput,
	RecoveryCodesView,
	RedeemInput,
	ResultView,
	TransactionInput,
	TransactionView,
	WaitingView,
	WayBackView,
} from "./schema";
import { type AnswerResult, answerTransaction } from "./verbs/answer";
import { chooseChallenge, lookAtDelivery, resendCode } from "./verbs/challenge";
import { createTransaction } from "./verbs/create";
import { cancelTransaction, lookAtTransaction, tellPassword } from "./verbs/look";
import type { Key, Opened } from "./verbs/open";
import { finishPreferences, forgetDevices, makeCodes } from "./verbs/preferences";
import {
	declineContacts,
	proveContactField,
	registerContacts,
	registerPhrase,
	registerQuestions,
	sendContactProof,
	skipContacts,
} from "./verbs/register";
import { makeWayBack, redeemCode, takeResult } from "./verbs/result";
import { toTransactionView } from "./view";

const tag = "Transactions";
const path = "/api/v1/transactions/{transactionId}";
const access = ["VERIFIER", "ADMINISTRATOR"] as const;
const handleHeader = "transaction-handle";

const keyOf = (params: { transactionId: string }, request: Request): Key => ({
	id: params.transactionId,
	handle: request.headers.get(handleHeader),
});

/** A step that is a POST, and whose answer is where the transaction then stands. */
const stepRoute = <Body extends z.ZodType>(
	name: string,
	summary: string,
	body: Body,
	take: (ctx: Ctx, key: Key, body: z.infer<Body>) => Promise<Opened>,
	description?: string,
): Route =>
	route({
		method: "POST",
		path: `${path}/${name}`,
		tag,
		summary,
		...(description === undefined ? {} : { description }),
		access,
		body,
		answer: TransactionView,
		handle: async (ctx, { params, body, request }) =>
			toTransactionView(ctx, await take(ctx, keyOf(params, request), body as z.infer<Body>)),
	});

/** The same without a body. */
const plainRoute = (
	name: string,
	summary: string,
	take: (ctx: Ctx, key: Key) => Promise<Opened>,
	description?: string,
): Route =>
	route({
		method: "POST",
		path: `${path}/${name}`,
		tag,
		summary,
		...(description === undefined ? {} : { description }),
		access,
		answer: TransactionView,
		handle: async (ctx, { params, request }) => toTransactionView(ctx, await take(ctx, keyOf(params, request))),
	});

const results = { accepted: "RIGHT", wrong: "WRONG", replayed: "REPLAYED", expired: "EXPIRED" } as const;

const toProven = async (ctx: Ctx, answered: Opened & { result: AnswerResult }) => ({
	result: results[answered.result],
	transaction: await toTransactionView(ctx, answered),
});

export const transactionRoutes: Route[] = [
	route({
		method: "POST",
		path: "/api/v1/transactions",
		tag,
		summary: "Begin a transaction",
		description:
			"An application hands a user over. Each later step needs a token of the same application and, in the header " +
			"`Transaction-Handle`, the handle of this answer. A transaction lives for 15 minutes.",
		access,
		body: TransactionInput,
		answer: CreatedView,
		handle: async (ctx, { body }) => {
			const created = await createTransaction(ctx, body);
			const { handle, hostedUrl } = created;
			return { handle, hostedUrl, transaction: await toTransactionView(ctx, created) };
		},
	}),
	route({
		method: "GET",
		path,
		tag,
		summary: "Retrieve a transaction",
		description: "A step whose request died is finished here as well.",
		access,
		answer: TransactionView,
		handle: async (ctx, { params, request }) =>
			toTransactionView(ctx, await lookAtTransaction(ctx, keyOf(params, request))),
	}),
	stepRoute("password", "Tell the outcome of the password", PasswordInput, (ctx, key, { result }) =>
		tellPassword(ctx, key, result),
	),
	stepRoute(
		"choose",
		"Choose a challenge",
		ChoiceInput,
		(ctx, key, { type, choice }) => chooseChallenge(ctx, key, type, choice),
		"Sends the code of a type that is chosen for the first time.",
	),
	plainRoute("resend", "Send the code again", resendCode, "The same code, at most three times in all."),
	route({
		method: "GET",
		path: `${path}/delivery`,
		tag,
		summary: "See what became of the code's message",
		access,
		answer: WaitingView,
		handle: async (ctx, { params, request }) => ({ next: await lookAtDelivery(ctx, keyOf(params, request)) }),
	}),
	route({
		method: "POST",
		path: `${path}/answer`,
		tag,
		summary: "Answer the challenge",
		description:
			"Five failures in five minutes stop all attempts of the user. A browser that is a known source has five of its " +
			"own: its token comes in the header `Known-Source`, with this step, `choose`, `resend` and `proof`.",
		access,
		body: AnswerInput,
		answer: AnsweredView,
		handle: async (ctx, { params, body, request }) => {
			const answered = await answerTransaction(ctx, keyOf(params, request), body);
			return { ...(await toProven(ctx, answered)), knownSource: answered.knownSource };
		},
	}),
	stepRoute("contacts", "Register contact data", ContactsInput, (ctx, key, { contacts }) =>
		registerContacts(ctx, key, contacts),
	),
	stepRoute("questions", "Answer security questions for later", QuestionsInput, (ctx, key, { answers }) =>
		registerQuestions(ctx, key, answers),
	),
	stepRoute("phrase", "Set the security phrase", PhraseInput, (ctx, key, { phrase }) =>
		registerPhrase(ctx, key, phrase),
	),
	stepRoute("proof", "Send a code to what waits in a field", ProofInput, (ctx, key, { field }) =>
		sendContactProof(ctx, key, field),
	),
	route({
		method: "POST",
		path: `${path}/proof/answer`,
		tag,
		summary: "Prove what waits in a field",
		access,
		body: ProofAnswerInput,
		answer: ProvenView,
		handle: async (ctx, { params, body, request }) =>
			toProven(ctx, await proveContactField(ctx, keyOf(params, request), body.field, body.answer)),
	}),
	route({
		method: "POST",
		path: `${path}/recovery-codes`,
		tag,
		summary: "Make new recovery codes among the preferences",
		access,
		answer: RecoveryCodesView,
		handle: async (ctx, { params, request }) => ({ codes: await makeCodes(ctx, keyOf(params, request)) }),
	}),
	stepRoute("forget", "Forget devices among the preferences", ForgetInput, (ctx, key, { devices }) =>
		forgetDevices(ctx, key, devices),
	),
	plainRoute("finish", "Finish changing preferences", finishPreferences),
	plainRoute("skip", "Register contact data another time", skipContacts),
	plainRoute("decline", "Decline to register contact data, for good", declineContacts),
	route({
		method: "POST",
		path: `${path}/redirect`,
		tag,
		summary: "Make the way back to the application",
		access,
		answer: WayBackView,
		handle: async (ctx, { params, request }) => ({ redirectTo: await makeWayBack(ctx, keyOf(params, request)) }),
	}),
	route({
		method: "POST",
		path: `${path}/result`,
		tag,
		summary: "Get the signed result",
		description: "Signed for the first time within five minutes after ALLOW, and answered unchanged until it expires.",
		access,
		answer: ResultView,
		handle: async (ctx, { params, request }) => ({ result: await takeResult(ctx, keyOf(params, request)) }),
	}),
	route({
		method: "POST",
		path: "/api/v1/transactions/redeem",
		tag,
		summary: "Redeem a code for the signed result",
		description: "Once, within 60 seconds, with a token of the transaction's application.",
		access,
		body: RedeemInput,
		answer: ResultView,
		handle: async (ctx, { body }) => ({ result: await redeemCode(ctx, body.code) }),
	}),
	plainRoute("cancel", "Cancel a transaction", cancelTransaction),
];
