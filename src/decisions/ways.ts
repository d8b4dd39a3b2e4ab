// How a user can be challenged, as far as policies ask: by factors, contact data, questions and recovery codes. And not
// by what the user declined.
import type { SQL } from "drizzle-orm";
import { helpDeskCodeStatement } from "../challenges/owned/help-desk-codes";
import { questionsStatement } from "../challenges/owned/questions";
import { recoveryCodesStatement } from "../challenges/owned/recovery-lists";
import { choicesOf, choicesStatement } from "../contacts/choices";
import { contactFactsOf, contactFlagsStatement } from "../contacts/facts";
import { settingsIn } from "../contacts/fields";
import type { Ctx } from "../context";
import { stoppedContactsStatement } from "../delivery/replies/stops";
import { availableTypesOf, factorFactsStatement } from "../factors/facts";
import { type ChallengeType, isChallengeType } from "../policies/challenge/checkpoints";
import type { Facts } from "../policies/challenge/facts";
import { defaultScope } from "../settings/catalogue";
import { rememberedSnapshot } from "../settings/snapshot";

/** Whoever declines gets no codes of these types. */
export const sentTypes: readonly ChallengeType[] = ["ChallengeSMS", "ChallengeEmail", "ChallengeIM", "ChallengeVoice"];

/** What the statements find. Empty for a user whom nobody named. */
export interface Ways {
	factors: Awaited<ReturnType<typeof factorFactsStatement>>;
	flags: Awaited<ReturnType<typeof contactFlagsStatement>>;
	stopped: Awaited<ReturnType<typeof stoppedContactsStatement>>;
	choices: Awaited<ReturnType<typeof choicesStatement>>;
	questions: Awaited<ReturnType<typeof questionsStatement>>;
	recoveryCodes: Awaited<ReturnType<typeof recoveryCodesStatement>>;
	helpDeskCodes: Awaited<ReturnType<typeof helpDeskCodeStatement>>;
}

/** For the batch of all facts. */
export const wayStatements = (ctx: Ctx, userId: SQL<string>) => ({
	factors: factorFactsStatement(ctx, userId),
	flags: contactFlagsStatement(ctx, userId),
	stopped: stoppedContactsStatement(ctx, userId),
	choices: choicesStatement(ctx, userId),
	questions: questionsStatement(ctx, userId),
	recoveryCodes: recoveryCodesStatement(ctx, userId),
	helpDeskCodes: helpDeskCodeStatement(ctx, userId),
});

/** By the settings of the application. */
export async function wayFacts(
	ctx: Ctx,
	application: string | undefined,
	{ factors, flags, stopped, choices, questions, recoveryCodes, helpDeskCodes }: Ways,
): Promise<Facts> {
	const settings = settingsIn(await rememberedSnapshot.get(ctx, application ?? defaultScope), null);
	const contacts = contactFactsOf(settings, flags, new Set(stopped.map(({ contactHash }) => contactHash)));
	const { isOptedOut } = choicesOf(choices);
	const byFactors = await availableTypesOf(ctx, factors);
	const byOwned: ChallengeType[] = [
		...(questions.length > 0 ? (["ChallengeQuestion"] as const) : []),
		...(recoveryCodes.length > 0 ? (["ChallengeRecoveryCode"] as const) : []),
	];
	const byHelpDesk: ChallengeType[] = helpDeskCodes.some(({ applicationId }) => applicationId === application)
		? ["ChallengeHelpDesk"]
		: [];
	const types = new Set([...byFactors, ...contacts.types.filter(isChallengeType), ...byOwned, ...byHelpDesk]);
	return {
		availableTypes: [...types].filter((type) => !isOptedOut || !sentTypes.includes(type)),
		hasQuestions: questions.length > 0 || factors.some(({ factorType }) => factorType === "question"),
		isUnregistered: factors.length + byOwned.length === 0 && !contacts.hasProven,
		// Nobody asks a person for anything who has declined.
		requiredInfo: isOptedOut ? [] : contacts.requiredInfo,
		hasRequiredInfo: isOptedOut || contacts.hasRequiredInfo,
		hasUnverifiedContact: contacts.hasUnverified,
		isOptedOut,
	};
}
