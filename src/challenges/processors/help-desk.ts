// Codes that the help desk has told the person, for the transactions of one application.
import { findHelpDeskCode, useHelpDeskCode } from "../owned/help-desk-codes";
import type { Processor } from "./processor";

export const helpDesk: Processor = {
	message: null,

	async choices(ctx, { user, applicationId }) {
		const code = await findHelpDeskCode(ctx, user.id);
		return code !== null && code.applicationId === applicationId ? [{ id: code.id, name: "" }] : [];
	},

	isDrawn: false,

	validate: (ctx, { userId, choiceId, attemptId }, answer) => useHelpDeskCode(ctx, userId, choiceId, answer, attemptId),
};
