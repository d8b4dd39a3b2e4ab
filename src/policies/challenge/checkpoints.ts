// The moments of a login at which policies are asked, and what they may answer there. PURE.

export const checkpoints = [
	"PRE_AUTHENTICATION",
	"DEVICE",
	"AUTHENTIPAD",
	"POST_AUTHENTICATION",
	"REGISTRATION",
	"CHALLENGE",
	"PREFERENCES",
] as const;
export type Checkpoint = (typeof checkpoints)[number];

/** Challenge type → action of the same name. Another type is another entry. */
export const challengeTypes = [
	"ChallengeSMS",
	"ChallengeEmail",
	"ChallengeIM",
	"ChallengeVoice",
	"ChallengeToken",
	"ChallengeQuestion",
	"ChallengeRecoveryCode",
	"ChallengeHelpDesk",
] as const;
export type ChallengeType = (typeof challengeTypes)[number];

const registrations = ["REGISTER", "REGISTER_USER_INFO", "REGISTER_QUESTIONS", "REGISTER_PREFERENCES"] as const;

const pads = [
	"QUESTION_PAD",
	"PIN_PAD",
	"KEY_PAD_ALPHANUMERIC",
	"KEY_PAD",
	"TEXT_PAD_PERSONALIZED",
	"TEXT_PAD",
	"HTML_PAD",
] as const;

/** Every action, by precedence: where policies ask for several, the first of them here is the final one. */
export const actions = [
	"BLOCK",
	"REGISTRATION_REQUIRED",
	...challengeTypes,
	"CHALLENGE",
	...registrations,
	"REGISTER_OPTIONAL",
	...pads,
	"ALLOW",
] as const;
export type Action = (typeof actions)[number];

/** ALLOW when nobody asks for anything. */
export const finalAction = (asked: readonly Action[]): Action =>
	actions.find((action) => asked.includes(action)) ?? "ALLOW";

export const isChallengeType = (action: string): action is ChallengeType =>
	(challengeTypes as readonly string[]).includes(action);

export const alertLevels = ["HIGH", "MEDIUM", "LOW"] as const;

export interface Alert {
	level: (typeof alertLevels)[number];
	type: string;
	text: string;
}
