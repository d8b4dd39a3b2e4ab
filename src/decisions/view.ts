// A decision on the wire, perhaps with its trace.
import { actions } from "../policies/challenge/checkpoints";
import { traceOf } from "../policies/challenge/explain";
import type { DecisionView } from "./schema";
import type { Decision } from "./service";

export function toDecisionView({ decided, facts, revision }: Decision, explain: boolean): DecisionView {
	const { checkpoint, action, actionGroup, reason, score, riskClass, challengeTypes, alerts } = decided;
	return {
		checkpoint,
		action,
		actionGroup,
		reason,
		score,
		riskClass,
		challengeTypes: [...challengeTypes],
		alerts: [...alerts],
		revision,
		...(explain ? { trace: toTrace(decided, facts) } : {}),
	};
}

const toTrace = ({ evaluated, scoreOverride, actionOverride }: Decision["decided"], facts: Decision["facts"]) => ({
	policies: evaluated.flatMap((one) => traceOf(one, facts)),
	precedence: [...actions],
	scoreOverride: scoreOverride === -1 ? null : scoreOverride,
	actionOverride: actionOverride === -1 ? null : actionOverride,
});
