// Proving whose a number or address is: a code goes to the value that waits, and its answer makes the value count.
import type { MessageOptions, SentMessage } from "../challenges/challenge";
import type { CodeKeeper } from "../challenges/codes/store";
import { readPerson } from "../challenges/person";
import { answerChallenge, deliverChallenge } from "../challenges/service";
import { readType } from "../challenges/type";
import { contactSettings } from "../contacts/fields";
import { type Contact, hashOf } from "../contacts/read";
import { findWaiting, proveContact } from "../contacts/register";
import type { Ctx } from "../context";
import { invalid } from "../errors";
import type { Verdict } from "../guard/types";
import { typeFor } from "./fields";
import type { Registrant } from "./registrant";

/** What is proven, within which transaction. */
export interface Proof {
	transactionId: string;
	fieldKey: string;
	/** See `Challenge`. */
	attemptId?: string | undefined;
}

/**
 * Sends a code to the value that waits, the first time and again. Throws why it hasn't left, and E0000001 when nothing
 * waits, or no challenge type that is on brings codes there.
 * @param keeper the object of the transaction
 */
export async function sendProof(
	ctx: Ctx,
	keeper: CodeKeeper,
	registrant: Registrant,
	proof: Proof,
	options: MessageOptions,
): Promise<SentMessage> {
	const { waiting, challenge } = await readProof(ctx, registrant, proof);
	const person = await readPerson(ctx, registrant.user, registrant.applicationId, registrant.languages);
	const { key, kind, name } = waiting.field;
	// For this message alone, the value stands among those that count.
	const reached = { ...person, contacts: [{ key, kind, name, value: waiting.value }] };
	const delivered = await deliverChallenge(ctx, keeper, reached, challenge, options);
	if (delivered.result === "failed") throw delivered.error;
	return delivered;
}

/** Judges the code. When it is right, the value counts. */
export async function proveField(
	ctx: Ctx,
	keeper: CodeKeeper,
	registrant: Registrant,
	proof: Proof,
	answer: string,
): Promise<Verdict> {
	const { waiting, challenge, settings } = await readProof(ctx, registrant, proof);
	const verdict = await answerChallenge(ctx, keeper, challenge, answer);
	if (verdict.result === "accepted") {
		await proveContact(ctx, registrant.user, settings, proof.fieldKey, waiting.value);
	}
	return verdict;
}

async function readProof(
	ctx: Ctx,
	{ user, applicationId, languages }: Registrant,
	{ transactionId, fieldKey, attemptId }: Proof,
) {
	const settings = await contactSettings(ctx, applicationId, languages);
	const waiting = await findWaiting(ctx, user, settings, fieldKey);
	const type = waiting && typeFor(settings, waiting.field);
	if (!type) throw invalid(fieldKey, "contact-unknown");
	const challenge = {
		transactionId: `${transactionId}/${await nameOf(ctx, waiting)}`,
		userId: user.id,
		// The other fields of the type may be missing yet.
		type: { ...readType(settings.snapshot, type.key, languages), requiredInfo: [fieldKey] },
		choiceId: "",
		purpose: "enrollment",
		attemptId,
	} as const;
	return { settings, waiting, challenge };
}

const nameDigits = 16;

/** The code belongs to the field and the value: it proves no other value that somebody types meanwhile. */
const nameOf = async (ctx: Ctx, { field, value }: Contact): Promise<string> =>
	`${field.key}/${(await hashOf(ctx, field.kind, value)).slice(0, nameDigits)}`;
