// The trace of a decision as a path: the facts, each policy with its rules and combinations, and what came out.
import type { Child, FC } from "hono/jsx";
import { consoleWords } from "../../console/frame";
import type { DecisionView } from "../../decisions/schema";
import type { Names } from "../../policies/challenge/choices";
import { Card, Facts } from "../../ui/card";
import { Badge } from "../../ui/parts";
import type { PageState } from "../../web/page";
import { policyAt, setAt, termsIn, toneOf, wordsIn } from "./parts";
import { ConditionText } from "./rules/condition-text";

interface TraceProps {
	state: PageState;
	decision: DecisionView;
	names: Names;
}

type Trace = NonNullable<DecisionView["trace"]>;
type PolicyTrace = Trace["policies"][number];
type RuleTrace = PolicyTrace["rules"][number];

export const TraceCard: FC<TraceProps> = ({ state, decision, names }) => {
	const { language } = state.frame;
	const words = wordsIn(language).trace;
	const terms = termsIn(language);
	const { checkpoint, action, reason, score, riskClass, challengeTypes, alerts, trace } = decision;
	const overrides = overridesOf(trace, wordsIn(language).sets);
	const actionBadge = <Badge tone={toneOf(action)}>{terms.actions[action]}</Badge>;
	return (
		<Card id="trace" title={words.title} lead={words.lead}>
			<p role="status">
				{words.outcome}: {actionBadge}
			</p>
			<ol class="path">
				<li>
					<h3>{words.facts}</h3>
					<KnownFacts state={state} facts={trace?.facts ?? {}} names={names} />
				</li>
				{trace?.policies.length === 0 && <li>{words.noPolicies}</li>}
				{trace?.policies.map((policy) => (
					<Policy state={state} policy={policy} names={names} />
				))}
				<li>
					<h3>{words.outcome}</h3>
					<Facts
						facts={[
							[wordsIn(language).action, actionBadge],
							[words.why, reason === null ? null : words.reasons[reason]],
							[wordsIn(language).score, `${score} (${terms.riskClasses[riskClass]})`],
							[words.overrides, overrides === null ? null : <a href={setAt(checkpoint)}>{overrides}</a>],
							[words.offered, challengeTypes.map((type) => terms.actions[type]).join(", ") || null],
							[wordsIn(language).alerts, alerts.map(({ text }) => text).join(", ") || null],
						]}
					/>
				</li>
			</ol>
		</Card>
	);
};

function overridesOf(trace: Trace | undefined, words: ReturnType<typeof wordsIn>["sets"]): string | null {
	const { scoreOverride = null, actionOverride = null } = trace ?? {};
	const texts = [
		scoreOverride === null ? null : words.scoreOverrides.one(scoreOverride + 1),
		actionOverride === null ? null : words.actionOverrides.one(actionOverride + 1),
	];
	return texts.filter((text) => text !== null).join(", ") || null;
}

const KnownFacts: FC<{ state: PageState; facts: Trace["facts"]; names: Names }> = ({ state, facts, names }) => {
	const { language } = state.frame;
	const { trace: words } = wordsIn(language);
	const titles = termsIn(language).facts;
	const shown = Object.entries(facts).map(([name, value]): [string, Child] => [
		titles[name] ?? name,
		value === null ? <span class="muted">{words.unknown}</span> : <Value value={value} names={names} state={state} />,
	]);
	return shown.length === 0 ? <p class="muted">{words.noFacts}</p> : <Facts facts={shown} />;
};

const Value: FC<{ state: PageState; value: unknown; names: Names }> = ({ state, value, names }) => {
	const { yes, no } = consoleWords[state.frame.language];
	if (typeof value === "boolean") return <>{value ? yes : no}</>;
	const named = (one: unknown) => names.get(String(one)) ?? String(one);
	const text = Array.isArray(value)
		? value.map(named).join(", ")
		: typeof value === "object"
			? Object.entries(value as object)
					.map(([key, one]) => `${key}: ${one}`)
					.join(", ")
			: named(value);
	return <span translate="no">{text || "–"}</span>;
};

const Policy: FC<{ state: PageState; policy: PolicyTrace; names: Names }> = ({ state, policy, names }) => {
	const { language } = state.frame;
	const { trace: words, ...all } = wordsIn(language);
	const { actions } = termsIn(language);
	const asked = policy.actions.map((action) => actions[action]).join(", ") || all.noAction;
	return (
		<li>
			<h3>
				<a href={policyAt(policy.policyId)} translate="no">
					{policy.policy}
				</a>
			</h3>
			<p class="muted">
				{policy.ranBy !== null && `${words.ranBy(names.get(policy.ranBy) ?? policy.ranBy)} · `}
				{all.score}: {policy.score} · {all.action}: {asked}
			</p>
			<ul class="path-rules">
				{policy.rules.map((rule) => (
					<Rule state={state} rule={rule} names={names} />
				))}
				{policy.combinations.map(({ rules, matched }) => (
					<li>
						<Badge tone={matched ? "success" : "neutral"}>{matched ? words.matched : words.notMatched}</Badge>{" "}
						{all.place}
						<small>
							{Object.entries(rules).map(([name, answer], place) => (
								<>
									{place > 0 && " · "}
									<span translate="no">{name}</span>: {all.answers[answer as keyof typeof all.answers]}
								</>
							))}
						</small>
					</li>
				))}
			</ul>
		</li>
	);
};

const Rule: FC<{ state: PageState; rule: RuleTrace; names: Names }> = ({ state, rule, names }) => {
	const { language } = state.frame;
	const words = wordsIn(language).trace;
	return (
		<li>
			<Badge tone={rule.result === "TRUE" ? "success" : "neutral"}>{words.results[rule.result]}</Badge>{" "}
			<strong translate="no">{rule.rule}</strong>
			<ul>
				{rule.conditions.map((condition) => (
					<li>
						{condition.holds ? words.met : words.notMet}:{" "}
						<ConditionText use={condition} names={names} language={language} />
						{condition.isUnknown && <small>{words.guessed}</small>}
					</li>
				))}
			</ul>
		</li>
	);
};
