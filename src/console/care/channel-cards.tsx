// The cards of a cared person's page about channels and all else to be challenged by, and about failures.
import type { FC } from "hono/jsx";
import { Card, type Fact, Facts } from "../../ui/card";
import { Badge } from "../../ui/parts";
import { consoleWords } from "../frame";
import { FactorBadge, factorTitle } from "../users/factor-title";
import { lockFacts } from "../users/person-cards";
import { type CareProps, wordsIn } from "./parts";

export const Channels: FC<CareProps> = ({ state, cared: { contacts, factors, questions, hasPhrase, ...cared } }) => {
	const all = consoleWords[state.frame.language];
	const { channels: words } = all.care;
	return (
		<Card id="channels" title={words.title}>
			{contacts?.length === 0 && factors.length === 0 && <p class="muted">{words.none}</p>}
			<ul class="rows">
				{contacts?.map(({ field, kind, value, status }) => (
					<li>
						<div class="row-main">
							<strong>{words.kinds[kind]}</strong> <Badge tone={tones[status]}>{words.statuses[status]}</Badge>
							<p>
								{kind !== "CHECK" && <span translate="no">{value} · </span>}
								<code>{field}</code>
							</p>
						</div>
					</li>
				))}
				{factors.map((factor) => (
					<li>
						<div class="row-main">
							<strong translate="no">{factorTitle(all, factor)}</strong> <FactorBadge state={state} factor={factor} />
						</div>
					</li>
				))}
			</ul>
			<Facts
				facts={[
					[words.questions, questions === 0 ? all.none : words.answered(questions)],
					[words.phrase, hasPhrase ? words.hasPhrase : all.none],
					[words.recoveryCodes, cared.recoveryCodesLeft === null ? all.none : words.left(cared.recoveryCodesLeft)],
				]}
			/>
		</Card>
	);
};

const tones = { REGISTERED: "success", WAITING: "warning" } as const;

export const Failures: FC<CareProps> = ({ state, cared }) => {
	const { person } = consoleWords[state.frame.language];
	const words = wordsIn(state.frame.language);
	const { lock, failures } = cared;
	const ofPolicies = Object.entries(failures).map(
		([type, count]): Fact => [words.types[type] ?? type, words.policyFailures(count)],
	);
	const hasAny = lock.failures > 0 || lock.lockedUntil !== null || lock.inARow.length > 0 || ofPolicies.length > 0;
	return (
		<Card id="failures" title={person.lock}>
			{hasAny ? (
				<Facts facts={[...lockFacts(state, cared), ...ofPolicies]} />
			) : (
				<p class="muted">{person.noFailures}</p>
			)}
		</Card>
	);
};
