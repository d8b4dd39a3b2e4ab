// The code of a challenge: its shape by the settings, its life by its type.
import { newCode } from "../../factors/code";
import type { CodeShape } from "../../guard/types";
import { findValue, type Snapshot } from "../../settings/values";
import type { ConfiguredType } from "../type";

interface ChallengeCode {
	code: string;
	shape: CodeShape;
	/** Epoch ms. From then on the code is refused. */
	expiresAt: number;
}

/** The shape that the settings say. A factor's code has another one as long as nobody has set it (decision 0040). */
export const challengeShape = (settings: Snapshot): CodeShape => ({
	length: Number(findValue(settings, "otp.generate.code.length")?.value),
	alphabet: findValue(settings, "otp.generate.code.characters")?.value ?? "",
});

export function makeChallengeCode(settings: Snapshot, { lifeMs }: ConfiguredType, now: number): ChallengeCode {
	const shape = challengeShape(settings);
	return { code: newCode(shape), shape, expiresAt: now + lifeMs };
}
