// English: what a page says where a transaction stands. The other languages have the same. PURE.
import type { TextsOf } from "../../languages";
import type { BlockReason } from "../states/state";

export const english = {
	PASSWORD: "Enter your password.",
	OFFERED: "Choose how you want to confirm that it is you.",
	REGISTERING: "Register the following so that you can go on.",
	PREFERENCES: "Change what you like. Each change counts at once.",
	ALLOWED: "You have been confirmed.",
	CANCELLED: "You have cancelled. Start again at the application.",
	EXPIRED: "This took too long. Start again at the application.",
	blocked: {
		PRE_AUTHENTICATION: "You can't sign in from here. Ask an administrator.",
		POST_AUTHENTICATION: "You can't sign in at the moment. Ask an administrator.",
		CHALLENGE: "You can't be confirmed any more. Start again later, or ask an administrator.",
		REGISTRATION: "You can't register at the moment. Ask an administrator.",
		PREFERENCES: "You can't change your preferences at the moment. Ask an administrator.",
		NO_METHOD: "There is no way to confirm that it is you. Ask an administrator.",
	} satisfies Record<BlockReason, string>,
};

export type TransactionWords = TextsOf<typeof english>;
