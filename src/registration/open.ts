// What a user still has to register, as policies decided and the settings allow: on which page, and with which choices.
import { findPhrase } from "../challenges/owned/phrase";
import { listOwnQuestions } from "../challenges/owned/questions";
import { findChoices } from "../contacts/choices";
import type { Ctx } from "../context";
import type { Action } from "../policies/challenge/checkpoints";
import { type Fields, type FieldToRegister, readFields } from "./fields";
import { hasDecline, isPageOn, type Registrant, type RegistrationPage } from "./registrant";

/** PREFERENCES: the security phrase. RECOVERY_CODES: on our own pages, at the end of a whole registration. */
export type Part = "CONTACTS" | "QUESTIONS" | "PREFERENCES" | "RECOVERY_CODES";

/** Action of a decision → what it asks a user to register, as far as it is missing. Other actions ask for nothing. */
const partsOf: Readonly<Partial<Record<Action, readonly Part[]>>> = {
	REGISTER: ["PREFERENCES", "QUESTIONS", "CONTACTS"],
	REGISTER_PREFERENCES: ["PREFERENCES"],
	REGISTER_QUESTIONS: ["QUESTIONS"],
	REGISTER_USER_INFO: ["CONTACTS"],
	REGISTER_OPTIONAL: ["CONTACTS"],
	REGISTRATION_REQUIRED: ["CONTACTS"],
};

/** A page that may be skipped is shown so often. The next one has no "Skip". */
export const mostSkips = 3;

export interface OpenRegistration {
	/** In the order of their pages; empty: there is nothing to register. */
	parts: readonly Part[];
	/** Of the page for contact data. */
	fields: readonly FieldToRegister[];
	maySkip: boolean;
	mayDecline: boolean;
}

/**
 * @param action of a decision
 * @param isChallenged the user has passed a challenge in this sign-in
 */
export async function openRegistration(
	ctx: Ctx,
	registrant: Registrant,
	action: Action,
	{ isChallenged }: { isChallenged: boolean },
): Promise<OpenRegistration> {
	const [fields, choices, answers, phrase] = await Promise.all([
		readFields(ctx, registrant),
		findChoices(ctx, registrant.user.id),
		listOwnQuestions(ctx, registrant.user.id),
		findPhrase(ctx, registrant.user.id),
	]);
	const isMissing: Partial<Record<Part, boolean>> = {
		PREFERENCES: phrase === null,
		QUESTIONS: answers.length === 0,
		CONTACTS: asksForContacts(fields) && !choices.isOptedOut,
	};
	const parts = (partsOf[action] ?? []).filter((part) => isMissing[part]);
	const hasPage = parts.includes("CONTACTS");
	return {
		parts,
		fields: hasPage ? fields.shown : [],
		maySkip: hasPage && action === "REGISTER_OPTIONAL" && choices.skips < mostSkips,
		mayDecline: hasPage && mayDecline(fields, "REGISTRATION", isChallenged),
	};
}

/** The page is on, codes are sent, and something that is required is missing or waits. */
const asksForContacts = ({ settings, shown }: Fields): boolean =>
	isPageOn(settings.snapshot, "REGISTRATION") &&
	settings.types.some(({ isOn }) => isOn) &&
	shown.some(({ isRequired, state }) => isRequired && state !== "DONE");

/** Otherwise a stranger who knows the password alone could take a proven number out of use. */
export const mayDecline = ({ settings, shown }: Fields, page: RegistrationPage, isChallenged: boolean): boolean =>
	hasDecline(settings.snapshot, page) && (isChallenged || !shown.some(({ hasProven }) => hasProven));
