// Codes that a token or an authenticator app shows: the person's own factors.
import { recentAuthenticator } from "../../authenticators/service";
import { typedCode } from "../../factors/code";
import { challengeTypeOf } from "../../factors/facts";
import { judgeFactor } from "../../factors/verify";
import { attemptOf } from "../challenge";
import { mayUse } from "../person";
import type { Processor } from "./processor";

const challengeType = "ChallengeToken";

/** What an app is called that belongs to no authenticator, by its provider. */
const appNames = { GOOGLE: "Google Authenticator", OKTA: "Okta Verify", CUSTOM: "OTP" } as const;

export const token: Processor = {
	message: null,

	choices: async (ctx, person) => {
		const own = person.factors.filter(({ factorType }) => challengeTypeOf[factorType] === challengeType);
		const usable = own.filter(({ authenticatorId }) => mayUse(person, authenticatorId));
		if (own.length > 0 && usable.length === 0) return "POLICY";
		return Promise.all(
			usable.map(async ({ id, authenticatorId, provider }) => ({
				id,
				name: authenticatorId === null ? appNames[provider] : (await recentAuthenticator(ctx, authenticatorId)).name,
			})),
		);
	},

	isDrawn: false,

	validate(ctx, challenge, answer) {
		const asked = { purpose: "verify", factorId: challenge.choiceId, challengeType } as const;
		return judgeFactor(ctx, challenge.userId, { ...attemptOf(challenge), ...asked, code: typedCode(answer) });
	},
};
