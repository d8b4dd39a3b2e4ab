// All that decides how a user can be challenged: contact data that counts, factors, questions, codes, and policies.
import { sql } from "drizzle-orm";
import { inactiveAuthenticatorIds } from "../authenticators/service";
import { findChoices } from "../contacts/choices";
import { type ContactKind, contactSettings } from "../contacts/fields";
import { listContacts } from "../contacts/read";
import type { Ctx } from "../context";
import { isUnavailable } from "../errors";
import { type ActiveFactor, factorFactsStatement } from "../factors/facts";
import { wantedLanguages } from "../languages";
import type { Offered } from "../policies/enrollment/evaluate";
import { effectivePolicy } from "../policies/enrollment/read";
import type { Snapshot } from "../settings/values";
import type { User } from "../users/user";
import { listOwnQuestions, type SecurityQuestionRow } from "./owned/questions";
import { findRecoveryCodes } from "./owned/recovery-lists";

/** Contact data that counts: it is proven, or needs no proof. */
export interface ProvenContact {
	key: string;
	kind: ContactKind;
	/** As the settings call the field. */
	name: string;
	value: string;
}

export interface Person {
	user: User;
	/** Whose settings these are; undefined: those for all. */
	applicationId: string | undefined;
	settings: Snapshot;
	/** The reader's languages in order, for texts. */
	languages: readonly string[];
	contacts: readonly ProvenContact[];
	/** The directory of contact data has answered, where there is one. */
	isReachable: boolean;
	/** The user has declined codes that are sent. */
	isOptedOut: boolean;
	factors: readonly ActiveFactor[];
	questions: readonly SecurityQuestionRow[];
	recoveryCodes: { id: string; left: number } | null;
	/** By the enrolment policy that holds the user. */
	offered: Offered;
	/** Authenticators that are switched off. */
	inactiveIds: readonly string[];
}

export async function readPerson(
	ctx: Ctx,
	user: User,
	applicationId?: string,
	languages: readonly string[] = wantedLanguages(null, user.locale),
): Promise<Person> {
	const fields = await contactSettings(ctx, applicationId, languages);
	const [found, { isOptedOut }, factors, questions, recoveryCodes, { offered }, inactiveIds] = await Promise.all([
		listContacts(ctx, user, fields).catch(nothingReachable),
		findChoices(ctx, user.id),
		factorFactsStatement(ctx, sql`${user.id}`),
		listOwnQuestions(ctx, user.id),
		findRecoveryCodes(ctx, user.id),
		effectivePolicy(ctx, user.id),
		inactiveAuthenticatorIds(ctx),
	]);
	return {
		user,
		applicationId,
		settings: fields.snapshot,
		languages,
		contacts: (found ?? []).flatMap(({ field: { key, kind, name }, value, isProven }) =>
			isProven ? [{ key, kind, name, value }] : [],
		),
		isReachable: found !== null,
		isOptedOut,
		factors,
		questions,
		recoveryCodes,
		offered,
		inactiveIds,
	};
}

/** While the directory of contact data doesn't answer, nobody can be sent anything, but other types go on. */
function nothingReachable(error: unknown): null {
	if (isUnavailable(error)) return null;
	throw error;
}

/** Whether the person may use an authenticator: it is switched on, and the enrolment policy has it. */
export const mayUse = ({ offered, inactiveIds }: Person, authenticatorId: string | null): boolean =>
	authenticatorId === null || (offered.has(authenticatorId) && !inactiveIds.includes(authenticatorId));
