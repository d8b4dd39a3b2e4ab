// Choosing how to be challenged, the messages that bring the code, and what became of them.
import type { Challenge, MessageOptions, WaitingStep } from "../../challenges/challenge";
import { findSealedPhrase } from "../../challenges/owned/phrase";
import { padFor } from "../../challenges/pad";
import { readPerson } from "../../challenges/person";
import { deliverChallenge, deliveryStep } from "../../challenges/service";
import { type ConfiguredType, readType } from "../../challenges/type";
import type { Ctx } from "../../context";
import { wrongStatus } from "../../errors";
import type { Purpose } from "../../messages/message";
import { settingsFor } from "../../settings/snapshot";
import { keeperOf, takeStep } from "../client";
import type { TransactionFacts, TransactionPurpose } from "../facts";
import type { EventOf } from "../states/event";
import type { StateOf } from "../states/state";
import { ask } from "./advance";
import { lookForPerson } from "./look";
import { inState, type Key, type Opened, openTransaction } from "./open";

/** What the messages say, and what a telephony hook is told. */
const purposeOf = {
	"sign-in": "verification",
	"account-unlock": "unlock",
	"password-reset": "reset",
	preferences: "verification",
} as const satisfies Record<TransactionPurpose, Purpose>;

/** Chooses a type, and sends its code. A type whose code was sent before sends nothing until somebody asks again. */
export async function chooseChallenge(ctx: Ctx, key: Key, typeKey: string, choiceId?: string): Promise<Opened> {
	const opened = await lookForPerson(ctx, key);
	const { kept } = opened;
	const state = inState(kept, "OFFERED", "ANSWERING");
	const offer = state.offer.find((one) => one.typeKey === typeKey);
	if (!offer) throw wrongStatus("challenge-unavailable");
	const [type, { decided }, phraseSealed] = await Promise.all([
		typeOf(ctx, kept.facts, typeKey),
		ask(ctx, kept.facts, "AUTHENTIPAD", { record: false }),
		kept.way?.by === "PAGES" ? findSealedPhrase(ctx, kept.facts.user.id) : null,
	]);
	const pad = padFor(await settingsOf(ctx, kept.facts), type, decided.action, kept.facts.languages);
	const chosen = choiceId ?? offer.choices[0]?.id ?? "";
	const event: EventOf<"CHOSEN"> = { type: "CHOSEN", typeKey, choiceId: chosen, pad };
	if (phraseSealed !== null) event.phraseSealed = phraseSealed;
	const after = { ...opened, kept: await takeStep(ctx, kept, event) };
	const isFirst = (state.sends[typeKey] ?? []).length === 0;
	return offer.isSent && isFirst ? sendCode(ctx, after) : after;
}

/** Sends the same code again. The object allows three messages. */
export const resendCode = async (ctx: Ctx, key: Key): Promise<Opened> => sendCode(ctx, await lookForPerson(ctx, key));

/** Throws why the message hasn't left. Then it doesn't count, and other types stay on offer. */
async function sendCode(ctx: Ctx, opened: Opened): Promise<Opened> {
	const { kept, user } = opened;
	const { facts } = kept;
	const state = inState(kept, "ANSWERING");
	const [challenge, person] = await Promise.all([
		challengeOf(ctx, facts, state),
		readPerson(ctx, user, facts.applicationId, facts.languages),
	]);
	const delivered = await deliverChallenge(ctx, keeperOf(ctx, facts), person, challenge, optionsOf(facts));
	if (delivered.result === "failed") throw delivered.error;
	return { ...opened, kept: await takeStep(ctx, kept, { type: "SENT", deliveryId: delivered.deliveryId }) };
}

/** What a waiting page does next. Null: nothing was sent, so there is nothing to wait for. */
export async function lookAtDelivery(ctx: Ctx, key: Key): Promise<WaitingStep | null> {
	const { kept } = await openTransaction(ctx, key, { isPersons: true });
	const state = inState(kept, "ANSWERING");
	const last = state.sends[state.asked.typeKey]?.at(-1);
	return last ? deliveryStep(ctx, await challengeOf(ctx, kept.facts, state), last.deliveryId) : null;
}

export async function challengeOf(
	ctx: Ctx,
	facts: TransactionFacts,
	{ asked }: Pick<StateOf<"ANSWERING">, "asked">,
): Promise<Challenge> {
	return {
		transactionId: facts.id,
		userId: facts.user.id,
		type: await typeOf(ctx, facts, asked.typeKey),
		choiceId: asked.choiceId,
		purpose: purposeOf[facts.purpose],
	};
}

/** The person's own browser, as the application told of it at the start. */
export const optionsOf = ({ client, languages }: TransactionFacts): MessageOptions => ({
	acceptLanguage: languages.join(","),
	ipAddress: client.ip ?? null,
	originCountry: client.country ?? null,
});

const settingsOf = (ctx: Ctx, { applicationId }: TransactionFacts) => settingsFor(ctx, applicationId);

export const typeOf = async (ctx: Ctx, facts: TransactionFacts, typeKey: string): Promise<ConfiguredType> =>
	readType(await settingsOf(ctx, facts), typeKey, facts.languages);
