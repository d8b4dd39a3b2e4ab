// Transactions on the wire: where one stands, and what a page would show and say there.
import { questionMenus } from "../challenges/owned/questions";
import { questionText } from "../challenges/owned/words";
import { type ConfiguredType, readType } from "../challenges/type";
import type { Ctx } from "../context";
import { openRegistration } from "../registration/open";
import { settingsFor } from "../settings/snapshot";
import type { TransactionView } from "./schema";
import type { Send, StateOf } from "./states/state";
import { type Opened, registrantOf } from "./verbs/open";
import { textOfState } from "./words";

type ViewOf<Status extends TransactionView["status"]> = Extract<TransactionView, { status: Status }>;

export async function toTransactionView(ctx: Ctx, opened: Opened): Promise<TransactionView> {
	const { facts, state } = opened.kept;
	const { id, purpose, context, languages } = facts;
	const common = { id, purpose, context, expires: new Date(facts.expiresAt).toISOString() };
	switch (state.name) {
		case "PASSWORD":
			return { ...common, status: "CONTINUE", text: textOfState(state, languages) };
		case "OFFERED":
		case "ANSWERING": {
			const settings = await settingsFor(ctx, facts.applicationId);
			const typed = (typeKey: string) => readType(settings, typeKey, languages);
			return { ...common, ...toChallenge(state, languages, typed) };
		}
		case "REGISTERING":
			return { ...common, text: textOfState(state, languages), ...(await toRegistration(ctx, opened, state)) };
		case "ALLOWED":
			return { ...common, status: "ALLOW", text: textOfState(state, languages) };
		case "BLOCKED":
			return { ...common, status: "BLOCK", reason: state.reason, text: textOfState(state, languages) };
		case "CANCELLED":
		case "EXPIRED":
			return { ...common, status: state.name, text: textOfState(state, languages) };
		default:
			throw new Error(`a transaction is shown while ${state.name} is to be done`);
	}
}

function toChallenge(
	state: StateOf<"OFFERED" | "ANSWERING">,
	languages: readonly string[],
	typed: (typeKey: string) => ConfiguredType,
): Pick<ViewOf<"CHALLENGE">, "status" | "text" | "offer" | "asked"> {
	const offer = state.offer.map(({ typeKey, choices, displayed, isSent }) => {
		const { name, description } = typed(typeKey);
		return { type: typeKey, name, description, choices: [...choices], displayed: [...displayed], isSent };
	});
	if (state.name === "OFFERED") {
		return { status: "CHALLENGE", text: textOfState(state, languages), offer, asked: null };
	}
	const { typeKey, choiceId, pad } = state.asked;
	const { message, continueButton, incorrectMessage } = typed(typeKey);
	const { device, isPersonal, label, inputType } = pad;
	const messages = (state.sends[typeKey] ?? []).map(toMessage);
	return {
		status: "CHALLENGE",
		text: message,
		offer,
		asked: {
			...{ type: typeKey, choice: choiceId, device, isPersonal, label, inputType },
			...{ continueButton, incorrectMessage, messages },
		},
	};
}

async function toRegistration(
	ctx: Ctx,
	opened: Opened,
	{ action, ground, open: { parts, maySkip, mayDecline }, proof }: StateOf<"REGISTERING">,
): Promise<Omit<ViewOf<"REGISTER">, "id" | "purpose" | "context" | "expires" | "text">> {
	const { languages } = opened.kept.facts;
	const [{ fields }, menus] = await Promise.all([
		openRegistration(ctx, registrantOf(opened), action, { isChallenged: ground?.by === "ANSWER" }),
		parts.includes("QUESTIONS") ? questionMenus(ctx, opened.user.id) : [],
	]);
	return {
		status: "REGISTER",
		parts: [...parts],
		fields: fields.map(({ key: field, kind, name, description, isRequired, maxLength, value, state }) => ({
			...{ field, kind, name, description, isRequired, maxLength, value, state },
		})),
		menus: menus.map((menu) => menu.map((question) => ({ question, text: questionText(question, languages) }))),
		maySkip,
		mayDecline,
		proof: proof && { field: proof.fieldKey, messages: proof.sends.map(toMessage) },
	};
}

const toMessage = ({ deliveryId, at, outcome }: Send) => ({
	id: deliveryId,
	begun: new Date(at).toISOString(),
	status: outcome,
});
