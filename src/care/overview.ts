// What an operator sees of a person: by what the person can be reached and challenged, and what keeps the person out.
import { findHelpDeskCode } from "../challenges/owned/help-desk-codes";
import { hasPhrase } from "../challenges/owned/phrase";
import { listOwnQuestions } from "../challenges/owned/questions";
import { findRecoveryCodes } from "../challenges/owned/recovery-lists";
import { findChoices } from "../contacts/choices";
import { contactSettings } from "../contacts/fields";
import { type Contact, listContacts } from "../contacts/read";
import type { Ctx } from "../context";
import { findTemporaryAllow } from "../decisions/temporary-allow";
import { listRegisteredDevices } from "../devices/service";
import { isUnavailable } from "../errors";
import { type FactorSummary, summarizeFactors } from "../factors/overview";
import { listStoppedNumbers } from "../factors/stopped-numbers";
import { withGuard } from "../guard/client";
import type { LockStatus } from "../guard/types";
import { rememberedRulebook } from "../policies/challenge/rulebook";
import type { User } from "../users/user";
import { caredUser } from "./people";

export interface CaredPerson {
	user: User;
	/** Null while a directory doesn't answer. */
	contacts: readonly Contact[] | null;
	isOptedOut: boolean;
	/** Numbers that have answered STOP. */
	stoppedNumbers: Awaited<ReturnType<typeof listStoppedNumbers>>;
	factors: readonly FactorSummary[];
	questions: number;
	hasPhrase: boolean;
	recoveryCodesLeft: number | null;
	lock: LockStatus;
	/** By challenge type. */
	failures: Readonly<Record<string, number>>;
	devices: Awaited<ReturnType<typeof listRegisteredDevices>>;
	/** Epoch ms when a temporary allow ends; null where there is none. */
	allowedUntil: number | null;
	helpDeskCode: Awaited<ReturnType<typeof findHelpDeskCode>>;
}

/** @param applicationId whose fields of contact data are meant; undefined: the default's */
export async function lookAt(ctx: Ctx, userId: string, applicationId: string | undefined): Promise<CaredPerson> {
	const user = await caredUser(ctx, userId);
	const [
		contacts,
		{ isOptedOut },
		stoppedNumbers,
		factors,
		questions,
		isPhrase,
		codes,
		lock,
		failures,
		devices,
		allowedUntil,
		helpDeskCode,
	] = await Promise.all([
		contactsOf(ctx, user, applicationId),
		findChoices(ctx, userId),
		listStoppedNumbers(ctx, userId),
		summarizeFactors(ctx, userId),
		listOwnQuestions(ctx, userId),
		hasPhrase(ctx, userId),
		findRecoveryCodes(ctx, userId),
		withGuard(ctx, userId, (guard) => guard.lockStatus(ctx.now())),
		failuresOf(ctx, userId),
		listRegisteredDevices(ctx, userId),
		findTemporaryAllow(ctx, userId),
		findHelpDeskCode(ctx, userId),
	]);
	return {
		user,
		contacts,
		isOptedOut,
		stoppedNumbers,
		factors,
		questions: questions.length,
		hasPhrase: isPhrase,
		recoveryCodesLeft: codes?.left ?? null,
		lock,
		failures,
		devices,
		allowedUntil,
		helpDeskCode,
	};
}

async function contactsOf(ctx: Ctx, user: User, applicationId: string | undefined): Promise<Contact[] | null> {
	try {
		return await listContacts(ctx, user, await contactSettings(ctx, applicationId));
	} catch (error) {
		if (isUnavailable(error)) return null;
		throw error;
	}
}

/** As the policies of the challenge count them. */
async function failuresOf(ctx: Ctx, userId: string): Promise<Record<string, number>> {
	const { checkpoints } = await rememberedRulebook.get(ctx);
	const lockDuration = checkpoints.get("CHALLENGE")!.set.lockDuration;
	return withGuard(ctx, userId, (guard) => guard.policyFailures(lockDuration, ctx.now()));
}
