// A decision on the wire, perhaps with its trace.

import type * as z from "zod";
import { actions } from "../policies/challenge/checkpoints";
import type { Decided } from "../policies/challenge/decide";
import { maskedFacts, tracesOf } from "../policies/challenge/explain";
import type { DecisionView, WhatIfView } from "./schema";
import type { Decision } from "./service";
import type { WhatIf } from "./what-if";

export function toDecisionView({ id, decided, revision }: Decision, explain: boolean): DecisionView {
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
		...(explain ? { trace: toTrace(decided) } : {}),
	};
}

const toTrace = (decided: Decided) => ({
	facts: maskedFacts(decided.factsAsked, decided.answers.facts),
	policies: tracesOf(decided),
	precedence: [...actions],
	scoreOverride: decided.scoreOverride === -1 ? null : decided.scoreOverride,
	actionOverride: decided.actionOverride === -1 ? null : decided.actionOverride,
});

export const toWhatIfView = ({ examined, notRecorded, changes, next }: WhatIf): z.input<typeof WhatIfView> => ({
	examined,
	changed: changes.reduce((sum, { count }) => sum + count, 0),
	notRecorded,
	changes: changes.map(({ examples, ...change }) => ({ ...change, examples: examples.map(({ id }) => id) })),
	next,
});
