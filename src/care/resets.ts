// Resets by customer care. Each of them ends the codes that are under way, too: they may be in the wrong hands.
import { answersReset } from "../challenges/owned/answers";
import { helpDeskCodeEnd } from "../challenges/owned/help-desk-codes";
import { phraseReset } from "../challenges/owned/phrase";
import { recoveryCodesReset } from "../challenges/owned/recovery-codes";
import { findRecoveryCodes } from "../challenges/owned/recovery-lists";
import { contactsErasure, contactsReset } from "../contacts/end";
import type { Ctx } from "../context";
import { sentTypes } from "../decisions/ways";
import { devicesReset } from "../devices/service";
import { changeGuarded, eraseFactors, forgetSources } from "../guard/client";
import type { EventType } from "../log/event-types";
import { type ChallengeType, challengeTypes } from "../policies/challenge/checkpoints";
import { type CareAction, type Part, refuseAction, takeAction } from "./action";
import { newClaim } from "./claim";
import { caredUser } from "./people";
import type { CareNote } from "./schema";

export const resets = ["otp-profile", "questions", "phrase", "all"] as const;
export type Reset = (typeof resets)[number];

const eventTypeOf = {
	"otp-profile": "user.contact.reset",
	questions: "user.security_question.reset",
	phrase: "user.security_phrase.reset",
	all: "user.account.reset",
} as const satisfies Record<Reset, EventType>;

/** Whose failures policies count no more. The guard's own limits go on. */
const typesOf: Readonly<Record<Reset, readonly ChallengeType[]>> = {
	"otp-profile": sentTypes,
	questions: ["ChallengeQuestion"],
	phrase: [],
	all: challengeTypes,
};

/** Factors of the Factors API stay: they have resets of their own. */
export async function resetUser(ctx: Ctx, userId: string, reset: Reset, note: CareNote): Promise<void> {
	const user = await caredUser(ctx, userId);
	const claim = newClaim(ctx);
	const parts = [...partsOf(ctx, userId, reset, claim.isTaken), helpDeskCodeEnd(ctx, userId, claim.isTaken)];
	const action: CareAction = { claim, user, eventType: eventTypeOf[reset], note, parts };
	// The guard ends codes before D1 is asked, and a refused action ends none.
	await refuseAction(ctx, action);
	const list = reset === "all" ? await findRecoveryCodes(ctx, userId) : null;
	await changeGuarded(ctx, { userId, endsCodes: true }, () => takeAction(ctx, action));
	await eraseFactors(ctx, userId, list === null ? [] : [list.id], typesOf[reset]);
}

function partsOf(ctx: Ctx, userId: string, reset: Reset, isTaken: CareAction["claim"]["isTaken"]): Part[] {
	switch (reset) {
		case "otp-profile":
			return [contactsReset(ctx, userId, isTaken)];
		case "questions":
			// The menus stay, so that nobody has them drawn until an easy question comes.
			return [answersReset(ctx, userId, isTaken, { drawsAgain: false })];
		case "phrase":
			return [phraseReset(ctx, userId, isTaken)];
		case "all":
			return [
				contactsErasure(ctx, userId, isTaken),
				answersReset(ctx, userId, isTaken, { drawsAgain: true }),
				phraseReset(ctx, userId, isTaken),
				recoveryCodesReset(ctx, userId, isTaken),
			];
	}
}

/** No browser is the user's own any more, neither for policies nor for the guard. */
export async function unregisterDevices(ctx: Ctx, userId: string, note: CareNote): Promise<void> {
	const user = await caredUser(ctx, userId);
	const claim = newClaim(ctx);
	const parts = [devicesReset(ctx, userId, claim.isTaken)];
	await takeAction(ctx, { claim, user, eventType: "device.user.remove", note, parts });
	await forgetSources(ctx, userId);
}
