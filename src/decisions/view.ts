// A decision on the wire, perhaps with its trace.

import type * as z from "zod";
import { actions } from "../policies/challenge/checkpoints";
import { traceOf } from "../policies/challenge/explain";
import type { DecisionView, WhatIfView } from "./schema";
import type { Decision } from "./service";
import type { WhatIf } from "./what-if";

export function toDecisionView({ id, decided, facts, revision }: Decision, explain: boolean): DecisionView {
	const { checkpoint, action, actionGroup, reason, score, riskClass, challengeTypes, alerts } = decided;
	return {
		id,
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

export const toWhatIfView = ({ examined, notRecorded, changes, next }: WhatIf): z.input<typeof WhatIfView> => ({
	examined,
	changed: changes.reduce((sum, { count }) => sum + count, 0),
	notRecorded,
	changes,
	next,
});
