// Transactions at the door and on the wire: one typed state as the answer to every step.
import * as z from "zod";
import { DecisionInput } from "../decisions/schema";
import { locale, singleLine } from "../web/text";
import { purposes, purposesAsked } from "./facts";

const secretOfCaller = z.string().min(16).max(256);

export const TransactionInput = z.strictObject({
	user: z.string().min(1).max(100).meta({ description: "Id or login" }),
	application: DecisionInput.shape.application,
	checkpoint: z
		.enum(["PRE_AUTHENTICATION", "POST_AUTHENTICATION", "PREFERENCES"])
		.default("PRE_AUTHENTICATION")
		.meta({
			description:
				"POST_AUTHENTICATION: the application has checked the password already. PREFERENCES: the user is signed in, " +
				"and wants to change contact data and the like; the result then has the purpose `preferences`",
		}),
	purpose: z.enum(purposesAsked).default("sign-in"),
	client: DecisionInput.shape.client,
	locale: locale.optional().meta({ description: "Of the person. Left out: the user's own, then the application's" }),
	returnUrl: z.string().max(1024).optional().meta({
		description: "One of the application's return URLs, to the letter. It needs `state` and `nonce`",
	}),
	state: secretOfCaller.optional().meta({ description: "Comes back to the return URL" }),
	nonce: secretOfCaller.optional().meta({ description: "Comes back in the result" }),
	context: singleLine(200).min(1).optional().meta({ description: "What the person should read beside the challenge" }),
});
export type TransactionInput = z.output<typeof TransactionInput>;

export const PasswordInput = z.strictObject({
	result: z.enum(["right", "wrong", "error"]).meta({ description: "`error`: nobody could check it" }),
});

export const ChoiceInput = z.strictObject({
	type: z
		.string()
		.min(1)
		.max(100)
		.meta({ examples: ["ChallengeSMS"] }),
	choice: z.string().max(40).optional().meta({ description: "Id. Left out: the first choice" }),
});

const answer = z
	.string()
	.min(1)
	.max(200)
	.meta({ examples: ["12345"] });
const field = z
	.string()
	.min(1)
	.max(100)
	.meta({ examples: ["mobile"] });
export const AnswerInput = z.strictObject({
	answer,
	wantsKnownSource: z.boolean().default(false).meta({
		description: "Whether a right code makes the person's browser a known source",
	}),
});
export const ProofInput = z.strictObject({ field });
export const ProofAnswerInput = z.strictObject({ field, answer });
export const ContactsInput = z.strictObject({
	contacts: z
		.record(z.string().max(100), z.string().max(1000))
		.meta({ description: "By the keys of fields, as typed" }),
});
export const QuestionsInput = z.strictObject({
	answers: z.array(z.strictObject({ question: z.string().min(1).max(100), answer })).max(10),
});
export const PhraseInput = z.strictObject({ phrase: z.string().max(200) });

const Message = z.object({
	id: z.string().meta({ description: "Of the delivery" }),
	begun: z.iso.datetime(),
	status: z.enum(["SENT", "PERHAPS"]).meta({ description: "PERHAPS: nobody knows whether it has left" }),
});

const Offer = z.object({
	type: z.string(),
	name: z.string(),
	description: z.string(),
	choices: z.array(z.object({ id: z.string(), name: z.string() })),
	displayed: z.array(z.object({ name: z.string(), value: z.string().meta({ description: "Masked" }) })),
	isSent: z.boolean().meta({ description: "Choosing it sends a message" }),
});

const Asked = z.object({
	type: z.string(),
	choice: z.string(),
	device: z.string().meta({ description: "What the answer is typed on" }),
	isPersonal: z.boolean(),
	phrase: z.string().nullable().meta({
		description: "The person's security phrase, where the device is personal. It shows that the page is ours",
	}),
	label: z.string().nullable(),
	inputType: z.enum(["text", "password"]),
	continueButton: z.string(),
	incorrectMessage: z.string(),
	messages: z.array(Message),
});

const Field = z.object({
	field: z.string(),
	kind: z.enum(["PHONE", "EMAIL", "IM", "CHECK", "TEXT"]),
	name: z.string(),
	description: z.string(),
	isRequired: z.boolean(),
	maxLength: z.int(),
	value: z.string().nullable().meta({ description: "Masked" }),
	state: z.enum(["MISSING", "WAITING", "DONE"]).meta({ description: "WAITING: it has to be proven" }),
});

const Menus = z.array(z.array(z.object({ question: z.string(), text: z.string() })));
const Proof = z.object({ field: z.string(), messages: z.array(Message) }).nullable();

const common = {
	id: z.string(),
	purpose: z.enum(purposes),
	expires: z.iso.datetime(),
	context: z.string().nullable(),
	text: z.string().meta({ description: "What a page says, in the person's language" }),
};

export const TransactionView = z
	.discriminatedUnion("status", [
		z.object({ status: z.literal("CONTINUE"), ...common }),
		z.object({ status: z.literal("CHALLENGE"), ...common, offer: z.array(Offer), asked: Asked.nullable() }),
		z.object({
			status: z.literal("REGISTER"),
			...common,
			parts: z.array(z.enum(["CONTACTS", "QUESTIONS", "PREFERENCES", "RECOVERY_CODES"])).meta({
				description: "RECOVERY_CODES: on the hosted pages alone",
			}),
			fields: z.array(Field),
			menus: Menus,
			maySkip: z.boolean(),
			mayDecline: z.boolean(),
			proof: Proof,
		}),
		z.object({
			status: z.literal("PREFERENCES"),
			...common,
			changesUntil: z.iso.datetime(),
			fields: z.array(Field).nullable().meta({ description: "Null: contact data can't be changed here" }),
			menus: Menus,
			hasAnswers: z.boolean(),
			hasPhrase: z.boolean(),
			recoveryCodesLeft: z.int().nullable().meta({ description: "Null: there is no list of codes" }),
			isOptedOut: z.boolean().meta({ description: "The user has declined codes. Registering contact data ends this" }),
			mayDecline: z.boolean(),
			mayForgetThisDevice: z.boolean(),
			mayForgetAllDevices: z.boolean(),
			proof: Proof,
		}),
		z.object({ status: z.literal("ALLOW"), ...common }),
		z.object({
			status: z.literal("BLOCK"),
			...common,
			reason: z.enum([
				"PRE_AUTHENTICATION",
				"POST_AUTHENTICATION",
				"CHALLENGE",
				"REGISTRATION",
				"PREFERENCES",
				"NO_METHOD",
			]),
		}),
		z.object({ status: z.enum(["CANCELLED", "EXPIRED"]), ...common }),
	])
	.meta({ id: "Transaction" });
export type TransactionView = z.output<typeof TransactionView>;

export const CreatedView = z.object({
	handle: z.string().meta({ description: "Given this once. Every step needs it in the header Transaction-Handle" }),
	hostedUrl: z.string().nullable().meta({
		description: "Where the application may send the person's browser, once; null without a `returnUrl`",
	}),
	transaction: TransactionView,
});

const result = z.enum(["RIGHT", "WRONG", "REPLAYED", "EXPIRED"]);

export const AnsweredView = z.object({
	result,
	knownSource: z
		.string()
		.nullable()
		.meta({
			description:
				"Given this once, where it was wanted: keep it in the browser, and send it in the header Known-Source with this " +
				"user's attempts. Null also where the request bore a known one",
		}),
	transaction: TransactionView,
});

export const ProvenView = z.object({ result, transaction: TransactionView });

export const RecoveryCodesView = z.object({ codes: z.array(z.string()).meta({ description: "Told this once" }) });
export const ForgetInput = z.strictObject({ devices: z.enum(["this", "all"]) });

export const WaitingView = z.object({
	next: z.enum(["wait", "challenge", "error"]).nullable().meta({
		description: "What a waiting page does. `error`: offer another way. Null: nothing was sent",
	}),
});

export const RedeemInput = z.strictObject({ code: z.string().min(1).max(100) });

export const ResultView = z.object({
	result: z.string().meta({ description: "A JSON Web Token, signed by a key of `/.well-known/jwks.json`" }),
});

export const WayBackView = z.object({
	redirectTo: z.string().meta({ description: "The return URL with `code`, which counts for 60 seconds, and `state`" }),
});
