// The registry of challenge processors, by the shipped type that each belongs to. Another processor is a line here.
import { email, im, sms, voice } from "./by-message";
import { helpDesk } from "./help-desk";
import type { Processor } from "./processor";
import { question } from "./question";
import { recoveryCode } from "./recovery-code";
import { token } from "./token";

const processors: Readonly<Record<string, Processor>> = {
	ChallengeSMS: sms,
	ChallengeEmail: email,
	ChallengeIM: im,
	ChallengeVoice: voice,
	ChallengeToken: token,
	ChallengeQuestion: question,
	ChallengeRecoveryCode: recoveryCode,
	ChallengeHelpDesk: helpDesk,
};

/** Null where nothing of ours stands for the type's class. Then the type stays unavailable. */
export const findProcessor = ({ processor }: { processor: string | null }): Processor | null =>
	processor !== null && Object.hasOwn(processors, processor) ? (processors[processor] ?? null) : null;
