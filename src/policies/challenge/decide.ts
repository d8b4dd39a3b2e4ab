// The decision of a checkpoint: its policies together, the overrides of its set, and what may be offered. PURE.
import { Answers } from "./answers";
import {
	type Action,
	type Alert,
	type ChallengeType,
	type Checkpoint,
	finalAction,
	isChallengeType,
} from "./checkpoints";
import { type Asked, type AskedAction, type CompiledCheckpoint, type CompiledPolicy, overrideCount } from "./compile";
import { type Evaluated, evaluatePolicy, joined, nobodyAsks } from "./evaluate";
import { countKey, type FactName, type Facts } from "./facts";
import { type RiskClass, riskClassOf, Tally } from "./score";
import { typesInsteadOfBlock } from "./soften";

export interface Decided {
	checkpoint: Checkpoint;
	action: Action;
	/** The group by which a policy asked for the action; null where nobody asked for this action. */
	actionGroup: string | null;
	/** `no_method`: there is no challenge type to offer. `temporary_allow`: a policy blocks, and customer care allows. */
	reason: "no_method" | "temporary_allow" | null;
	score: number;
	riskClass: RiskClass;
	/** What may be offered to a user who has to be challenged, the preferred type first. */
	challengeTypes: readonly ChallengeType[];
	alerts: readonly Alert[];
	evaluated: readonly Evaluated[];
	answers: Answers;
	/** The facts that the policies ask for. */
	factsAsked: ReadonlySet<FactName>;
	/** The places of the overrides that took effect; -1 when none did. */
	scoreOverride: number;
	actionOverride: number;
}

export function decide(compiled: CompiledCheckpoint, facts: Facts): Decided {
	const { checkpoint, set } = compiled;
	const answers = new Answers(compiled.questions, facts);
	const evaluated: Evaluated[] = [];
	const tally = new Tally(set.engine);
	let together: Asked = nobodyAsks;
	for (const policy of compiled.policies) {
		if (!holds(policy, facts)) continue;
		const found = evaluatePolicy(policy, answers);
		evaluated.push(found);
		tally.add(found.score, policy.policy.weight);
		together = joined(together, found);
	}
	const score = tally.score();
	const scoreOverride = compiled.scoreOverrides.findIndex(
		({ minimum, maximum }) => minimum <= score && score <= maximum,
	);
	const override = compiled.scoreOverrides[scoreOverride];
	const wanted =
		override && override.actions.length > 0 ? override.actions : actionsOf(checkpoint, evaluated, together);
	const action = finalAction(wanted.map((one) => one.action));
	const actionOverride = actionOverrideFor(compiled, action, facts);
	const replacement = set.actionOverrides[actionOverride]?.to;
	const asked = replacement === undefined ? wanted : [{ action: replacement, group: replacement }];
	const settled = soften(checkpoint, settle(replacement ?? action, asked, { checkpoint, score, facts }), facts);
	return {
		checkpoint,
		...settled,
		actionGroup: asked.find((one) => one.action === settled.action)?.group ?? null,
		score,
		riskClass: riskClassOf(score),
		alerts: [...together.alerts, ...(override?.alerts ?? [])],
		evaluated,
		answers,
		factsAsked: compiled.needs.facts,
		scoreOverride,
		actionOverride,
	};
}

/** Of a user whose groups aren't known, no policy of a group holds. */
const holds = ({ policy: { groupIds } }: CompiledPolicy, facts: Facts): boolean =>
	groupIds === null || groupIds.some((id) => facts.groupIds?.includes(id));

/** Where no policy says how somebody is challenged, every type will do. */
const actionsOf = (
	checkpoint: Checkpoint,
	evaluated: readonly Evaluated[],
	{ actions }: Asked,
): readonly AskedAction[] =>
	checkpoint === "CHALLENGE" && evaluated.length === 0 ? [{ action: "CHALLENGE", group: "CHALLENGE" }] : actions;

/** A count that isn't known makes nothing milder. */
function actionOverrideFor({ set }: CompiledCheckpoint, action: Action, facts: Facts): number {
	if (!set.allowActionOverrides) return -1;
	return set.actionOverrides.findIndex((override) => {
		const count = facts.counts?.[countKey(overrideCount(set, override))];
		return override.from === action && count !== undefined && count >= override.count;
	});
}

type Settled = Pick<Decided, "action" | "reason" | "challengeTypes">;

interface Circumstances {
	checkpoint: Checkpoint;
	score: number;
	facts: Facts;
}

/** A block for want of something to be challenged by stays. So nobody is let in without an answer. */
function soften(checkpoint: Checkpoint, settled: Settled, facts: Facts): Settled {
	if (settled.action !== "BLOCK" || settled.reason !== null) return settled;
	const challengeTypes = typesInsteadOfBlock(checkpoint, facts);
	return challengeTypes.length === 0 ? settled : { action: "CHALLENGE", reason: "temporary_allow", challengeTypes };
}

/** A challenge without a type to offer never becomes ALLOW. The challenge checkpoint has to name a type. */
function settle(action: Action, asked: readonly AskedAction[], { checkpoint, score, facts }: Circumstances): Settled {
	const isUnanswered = checkpoint === "CHALLENGE" && asked.length === 0;
	if (!isUnanswered && action !== "CHALLENGE" && !isChallengeType(action)) {
		return { action, reason: null, challengeTypes: [] };
	}
	const available = facts.availableTypes ?? [];
	const named = asked.map((one) => one.action).filter(isChallengeType);
	const isAny = action === "CHALLENGE";
	const challengeTypes = isAny ? [...available] : [...new Set(named)].filter((type) => available.includes(type));
	const first = challengeTypes[0];
	if (first !== undefined) {
		const isOffered = isAny || challengeTypes.some((type) => type === action);
		return { action: isOffered ? action : first, reason: null, challengeTypes };
	}
	const hasDeclined = facts.isOptedOut === true;
	const mayRegister = facts.isUnregistered === true && !hasDeclined && isRiskBelowHigh(checkpoint, score, facts);
	return { action: mayRegister ? "REGISTER" : "BLOCK", reason: "no_method", challengeTypes };
}

/** The challenge checkpoint scores no risk itself: there it has to be known. */
function isRiskBelowHigh(checkpoint: Checkpoint, score: number, { riskClass }: Facts): boolean {
	if (riskClass === "HIGH" || riskClassOf(score) === "HIGH") return false;
	return checkpoint !== "CHALLENGE" || riskClass !== undefined;
}
