// What a user may look at and change of what is registered: contact data, questions, a phrase, codes and devices.
import { findPhrase } from "../challenges/owned/phrase";
import { listOwnQuestions, questionMenus } from "../challenges/owned/questions";
import { findRecoveryCodes } from "../challenges/owned/recovery-lists";
import { findChoices } from "../contacts/choices";
import type { Ctx } from "../context";
import { listFactors } from "../factors/read";
import { type DeviceOffers, deviceOffers } from "./devices";
import { type FieldToRegister, readFields } from "./fields";
import { mayDecline } from "./open";
import { isPageOn, type Registrant } from "./registrant";

export interface Preferences {
	/** Null: the page for contact data is off, or codes are sent nowhere. */
	fields: readonly FieldToRegister[] | null;
	isOptedOut: boolean;
	mayDecline: boolean;
	/** Keys of questions, of each menu of which one is answered. */
	menus: readonly (readonly string[])[];
	hasAnswers: boolean;
	phrase: string | null;
	recoveryCodesLeft: number | null;
	devices: DeviceOffers;
}

export async function readPreferences(
	ctx: Ctx,
	registrant: Registrant,
	{ isChallenged, deviceToken }: { isChallenged: boolean; deviceToken: string | null },
): Promise<Preferences> {
	const { id } = registrant.user;
	const [fields, { isOptedOut }, menus, answers, phrase, codes, devices] = await Promise.all([
		readFields(ctx, registrant),
		findChoices(ctx, id),
		questionMenus(ctx, id),
		listOwnQuestions(ctx, id),
		findPhrase(ctx, id),
		findRecoveryCodes(ctx, id),
		deviceOffers(ctx, registrant, "userinfo", deviceToken),
	]);
	const isOn = isPageOn(fields.settings.snapshot, "PREFERENCES") && fields.settings.types.some((type) => type.isOn);
	return {
		fields: isOn ? fields.shown : null,
		isOptedOut,
		mayDecline: isOn && !isOptedOut && mayDecline(fields, "PREFERENCES", isChallenged),
		menus,
		hasAnswers: answers.length > 0,
		phrase,
		recoveryCodesLeft: codes?.left ?? null,
		devices,
	};
}

/**
 * Whether there is nothing by which the user could be challenged, whatever is switched on at the moment. Whoever
 * declined is sent nothing, so numbers and addresses don't count then. Throws while a directory of contact data is
 * down, because nobody knows.
 */
export async function isBare(ctx: Ctx, registrant: Registrant): Promise<boolean> {
	const { id } = registrant.user;
	const [factors, questions, codes, { isOptedOut }, { all }] = await Promise.all([
		listFactors(ctx, id),
		listOwnQuestions(ctx, id),
		findRecoveryCodes(ctx, id),
		findChoices(ctx, id),
		readFields(ctx, registrant),
	]);
	const hasOwned = factors.some(({ status }) => status === "ACTIVE") || questions.length > 0 || (codes?.left ?? 0) > 0;
	return !hasOwned && (isOptedOut || !all.some(({ hasProven }) => hasProven));
}
