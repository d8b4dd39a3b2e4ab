// What awaits a person at the next sign-in, as far as it is known without the person's browser. Nothing is recorded.
import { readPerson } from "../challenges/person";
import { type OfferedChallenge, offeredChallenges } from "../challenges/service";
import type { Ctx } from "../context";
import { gatherFacts } from "../decisions/gather";
import type { Checkpoint } from "../policies/challenge/checkpoints";
import { type Decided, decide } from "../policies/challenge/decide";
import { rememberedRulebook } from "../policies/challenge/rulebook";
import { caredUser } from "./people";

/**
 * `BLOCK_BEFORE`: policies block before the password, and a temporary allow passes none of them. `NO_METHOD`: there is
 * nothing to be challenged by. `REGISTER`: there is nothing either, and the person registers first.
 */
type Outcome = "ALLOW" | "BLOCK_BEFORE" | "BLOCK" | "NO_METHOD" | "CHALLENGE" | "REGISTER";

export interface NextSignIn {
	outcome: Outcome;
	/** For `CHALLENGE`: what the person chooses from, the preferred one first. Numbers and addresses are masked. */
	offered: readonly { name: string; choices: readonly string[] }[];
}

interface Asked {
	/** Undefined: by the settings for all, and by the policies that hold in every application. */
	application: string | undefined;
	/** For names of challenges, in order. */
	languages: readonly string[];
}

/** With a browser and a place that nobody knows. An operator has no decision of its own: this shows no policy. */
export async function nextSignIn(ctx: Ctx, userId: string, { application, languages }: Asked): Promise<NextSignIn> {
	const user = await caredUser(ctx, userId);
	const ask = (checkpoint: Checkpoint) => decisionAt(ctx, checkpoint, user.id, application);
	const [before, after] = await Promise.all([ask("PRE_AUTHENTICATION"), ask("POST_AUTHENTICATION")]);
	if (before.action === "BLOCK") return without("BLOCK_BEFORE");
	if (after.action === "BLOCK") return without(after.reason === "no_method" ? "NO_METHOD" : "BLOCK");
	if (after.action === "ALLOW") return without("ALLOW");
	const { action, reason, challengeTypes } = await ask("CHALLENGE");
	if (action === "REGISTER" && reason === "no_method") return without("REGISTER");
	if (challengeTypes.length === 0) return without(reason === "no_method" ? "NO_METHOD" : "BLOCK");
	const all = await offeredChallenges(ctx, await readPerson(ctx, user, application, languages));
	const offered = challengeTypes.flatMap((key) => all.filter(({ type }) => type.key === key)).map(toOffered);
	return offered.length === 0 ? without("NO_METHOD") : { outcome: "CHALLENGE", offered };
}

const without = (outcome: Outcome): NextSignIn => ({ outcome, offered: [] });

/** Which question is asked is between the person and us. */
const toOffered = ({ type, choices }: OfferedChallenge) => ({
	name: type.name,
	choices: type.processor === "ChallengeQuestion" ? [] : choices.map(({ name }) => name).filter((name) => name !== ""),
});

async function decisionAt(
	ctx: Ctx,
	checkpoint: Checkpoint,
	user: string,
	application: string | undefined,
): Promise<Decided> {
	const compiled = (await rememberedRulebook.get(ctx)).checkpoints.get(checkpoint)!;
	const { facts } = await gatherFacts(ctx, { checkpoint, user, application, client: {}, record: false }, compiled);
	return decide(compiled, facts);
}
