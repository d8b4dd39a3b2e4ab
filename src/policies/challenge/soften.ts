// What a temporary allow of a user makes of BLOCK: a challenge, and nothing milder. PURE.
import type { ChallengeType, Checkpoint } from "./checkpoints";
import type { Facts } from "./facts";

/** Before the password, addresses, countries and devices are checked. Nobody is let past these. */
const softened: readonly Checkpoint[] = ["POST_AUTHENTICATION", "CHALLENGE"];

export const isSoftened = (checkpoint: Checkpoint): boolean => softened.includes(checkpoint);

/** A user with another status may not sign in, whatever anybody has allowed. */
const signingIn: readonly (string | undefined)[] = ["ACTIVE", "PROVISIONED"];

/** What a user whom a policy blocks may be challenged by in its place. None: the block stays. */
export const typesInsteadOfBlock = (checkpoint: Checkpoint, facts: Facts): readonly ChallengeType[] =>
	isSoftened(checkpoint) && facts.isTemporarilyAllowed === true && signingIn.includes(facts.accountStatus)
		? (facts.availableTypes ?? [])
		: [];
