// Codes of a list that the person has noted down: for whoever has lost everything else.
import { attemptOf } from "../challenge";
import { useRecoveryCode } from "../owned/recovery-codes";
import type { Processor } from "./processor";

export const recoveryCode: Processor = {
	message: null,

	async choices(_, { recoveryCodes }) {
		return recoveryCodes === null || recoveryCodes.left === 0
			? []
			: [{ id: recoveryCodes.id, name: String(recoveryCodes.left) }];
	},

	isDrawn: false,

	validate: (ctx, challenge, answer) =>
		useRecoveryCode(ctx, challenge.userId, challenge.choiceId, answer, attemptOf(challenge)),
};
