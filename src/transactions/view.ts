// Transactions on the wire: where one stands, and what a page would show and say there.
import { findPhrase } from "../challenges/owned/phrase";
import { questionMenus } from "../challenges/owned/questions";
import { questionText } from "../challenges/owned/words";
import { type ConfiguredType, readType } from "../challenges/type";
import type { Ctx } from "../context";
import type { FieldToRegister } from "../registration/fields";
import { openRegistration } from "../registration/open";
import { settingsFor } from "../settings/snapshot";
import type { TransactionView } from "./schema";
import type { Proof, Send, StateOf } from "./states/state";
import { type Opened, registrantOf } from "./verbs/open";
import { preferencesOf } from "./verbs/preferences";
import { textOfState } from "./words";

type ViewOf<Status extends TransactionView["status"]> = Extract<TransactionView, { status: Status }>;
/** What every state has. */
type Common = Omit<ViewOf<"ALLOW">, "status">;

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
			const isPersonal = state.name === "ANSWERING" && state.asked.pad.isPersonal;
			const phrase = isPersonal ? await findPhrase(ctx, opened.user.id) : null;
			return { ...common, ...toChallenge(state, languages, typed, phrase) };
		}
		case "REGISTERING":
			return { ...common, text: textOfState(state, languages), ...(await toRegistration(ctx, opened, state)) };
		case "PREFERENCES":
			return { ...common, text: textOfState(state, languages), ...(await toPreferences(ctx, opened, state)) };
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
	phrase: string | null,
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
			...{ continueButton, incorrectMessage, messages, phrase },
		},
	};
}

async function toRegistration(
	ctx: Ctx,
	opened: Opened,
	{ action, ground, open: { parts, maySkip, mayDecline }, proof }: StateOf<"REGISTERING">,
): Promise<Omit<ViewOf<"REGISTER">, keyof Common>> {
	const [{ fields }, menus] = await Promise.all([
		openRegistration(ctx, registrantOf(opened), action, { isChallenged: ground?.by === "ANSWER" }),
		parts.includes("QUESTIONS") ? questionMenus(ctx, opened.user.id) : [],
	]);
	return {
		status: "REGISTER",
		parts: [...parts],
		fields: fields.map(toField),
		menus: toMenus(menus, opened),
		maySkip,
		mayDecline,
		proof: toProof(proof),
	};
}

async function toPreferences(
	ctx: Ctx,
	opened: Opened,
	{ changesUntil, proof }: StateOf<"PREFERENCES">,
): Promise<Omit<ViewOf<"PREFERENCES">, keyof Common>> {
	const { fields, menus, phrase, devices, ...more } = await preferencesOf(ctx, opened);
	return {
		status: "PREFERENCES",
		changesUntil: new Date(changesUntil).toISOString(),
		...more,
		fields: fields?.map(toField) ?? null,
		menus: toMenus(menus, opened),
		hasPhrase: phrase !== null,
		mayForgetThisDevice: devices.mayUnregisterThis,
		mayForgetAllDevices: devices.mayUnregisterAll,
		proof: toProof(proof),
	};
}

const toField = ({ key: field, kind, name, description, isRequired, maxLength, value, state }: FieldToRegister) => ({
	...{ field, kind, name, description, isRequired, maxLength, value, state },
});

const toMenus = (menus: readonly (readonly string[])[], { kept: { facts } }: Opened) =>
	menus.map((menu) => menu.map((question) => ({ question, text: questionText(question, facts.languages) })));

const toProof = (proof: Proof | null) => proof && { field: proof.fieldKey, messages: proof.sends.map(toMessage) };

const toMessage = ({ deliveryId, at, outcome }: Send) => ({
	id: deliveryId,
	begun: new Date(at).toISOString(),
	status: outcome,
});
