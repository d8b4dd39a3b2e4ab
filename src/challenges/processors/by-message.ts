// The processors whose codes are sent, to a number, an address or a name that the person has registered.
import { emailAuthenticatorId, phoneAuthenticatorId } from "../../authenticators/built-in";
import type { ContactKind } from "../../contacts/fields";
import type { Ctx } from "../../context";
import { destinationHashOf } from "../../delivery/records/list";
import { isStopped } from "../../delivery/replies/stops";
import { wrongStatus } from "../../errors";
import { typedCode } from "../../factors/code";
import { askGuardAbout } from "../../factors/lesson";
import { noteUsed, toAttempt } from "../../factors/verify";
import { judgedBy } from "../../guard/client";
import type { Verdict } from "../../guard/types";
import { rememberedActiveHook } from "../../hooks/target";
import type { Channel } from "../../messages/message";
import { maskDestination } from "../../phone/mask";
import { rememberedAccounts } from "../../providers/accounts/remembered";
import { settingsFor } from "../../settings/snapshot";
import { attemptOf, holderIdOf } from "../challenge";
import { challengeShape } from "../codes/code";
import { contactFor, destinationOf } from "../destination";
import { knownChallenge } from "../known-challenge";
import { mayUse } from "../person";
import { sendChallengeCode } from "../send";
import { waitingStep } from "../waiting-step";
import type { Processor } from "./processor";

interface Way {
	channel: Channel;
	/** Which of the required fields the code goes to. */
	kind: ContactKind;
	/** Which authenticator switches it on and off; null: none. */
	authenticatorId: string | null;
}

const byMessage = ({ channel, kind, authenticatorId }: Way): Processor => ({
	message: {
		async deliver(ctx, keeper, challenge, person, options) {
			const contact = contactFor(person, challenge.type, kind);
			if (contact === null) throw wrongStatus("challenge-unavailable");
			const destination = destinationOf(channel, contact.value);
			return sendChallengeCode(ctx, keeper, challenge, { person, destination, authenticatorId, options });
		},
		deliveryStatus: waitingStep,
	},

	async choices(ctx, person, type) {
		const contact = contactFor(person, type, kind);
		if (contact === null) return "INFO";
		if (!mayUse(person, authenticatorId)) return "POLICY";
		if (!(await isServed(ctx, channel))) return "SENDER";
		const { to } = destinationOf(channel, contact.value);
		if (channel === "SMS" && (await isStopped(ctx, await destinationHashOf(ctx, to)))) return "STOPPED";
		return [{ id: "", name: maskDestination(to) }];
	},

	isDrawn: false,

	async validate(ctx, challenge, answer) {
		const { userId, type } = challenge;
		const factorId = holderIdOf(challenge);
		const attempt = await toAttempt(ctx, {
			...attemptOf(challenge),
			purpose: "verify",
			factorId,
			code: typedCode(answer),
		});
		const readKnown = async () => {
			// The guard's codes have shapes of their own. This one counts where the guard has no code.
			const shape = challengeShape(await settingsFor(ctx));
			return knownChallenge(challenge, { shape, authenticatorId, neededUntil: ctx.now() + type.lifeMs });
		};
		const verdict = await askGuardAbout<Verdict>(
			ctx,
			userId,
			(guard, lesson) => judgedBy(guard, attempt, lesson),
			readKnown,
		);
		noteUsed(ctx, verdict);
		return verdict;
	},
});

/** Whether anybody sends by the channel at the moment. In development the inbox takes what nobody else does. */
async function isServed(ctx: Ctx, channel: Channel): Promise<boolean> {
	if (ctx.env.isDevelopment) return true;
	const { active } = await rememberedAccounts.get(ctx);
	if ([...active.values()].some(({ driver }) => driver.channels.includes(channel))) return true;
	return (channel === "SMS" || channel === "CALL") && (await rememberedActiveHook.get(ctx)) !== null;
}

export const sms = byMessage({ channel: "SMS", kind: "PHONE", authenticatorId: phoneAuthenticatorId });
export const voice = byMessage({ channel: "CALL", kind: "PHONE", authenticatorId: phoneAuthenticatorId });
export const email = byMessage({ channel: "EMAIL", kind: "EMAIL", authenticatorId: emailAuthenticatorId });
/** No authenticator stands for instant messages, so no enrolment policy forbids them. */
export const im = byMessage({ channel: "IM", kind: "IM", authenticatorId: null });
