// What several pages of challenge policies show: addresses, status, checkpoints, actions and groups by their names.
import type { Child, FC } from "hono/jsx";
import { consoleWords } from "../../console/frame";
import { paths } from "../../console/paths";
import type { Language } from "../../languages";
import type { Checkpoint } from "../../policies/challenge/checkpoints";
import type { Rulebook } from "../../policies/challenge/rulebook";
import type { ChallengePolicyRow } from "../../policies/challenge/service";
import type { Option } from "../../ui/choices";
import { Badge, type Tone } from "../../ui/parts";

export const wordsIn = (language: Language) => consoleWords[language].challengePolicies;

/** The words of what policies are made of. */
export const termsIn = (language: Language) => consoleWords[language].challengeTerms;

export const policyAt = (id: string, ...step: string[]): string => [paths.challengePolicies, id, ...step].join("/");

export const setsPath = `${paths.challengePolicies}/sets` as const;

export const setAt = (checkpoint: string, ...step: string[]): string => [setsPath, checkpoint, ...step].join("/");

/** A typed number. What is none stays text, so that the schema says what is wrong with it. */
export function numberIn(typed: string | undefined): number | string | undefined {
	const plain = typed?.normalize("NFKC").trim() ?? "";
	if (plain === "") return undefined;
	const number = Number(plain);
	return Number.isNaN(number) ? plain : number;
}

export const PolicyStatus: FC<{ policy: Pick<ChallengePolicyRow, "status">; language: Language }> = ({
	policy,
	language,
}) => <OnOff isOn={policy.status === "ACTIVE"} {...wordsOfStatus(language)} />;

const wordsOfStatus = (language: Language) => ({ on: wordsIn(language).active, off: wordsIn(language).inactive });

const OnOff: FC<{ isOn: boolean; on: string; off: string }> = ({ isOn, on, off }) =>
	isOn ? <Badge tone="success">{on}</Badge> : <Badge>{off}</Badge>;

/** Whether a rule is on. */
export const RuleStatus: FC<{ rule: { status: "ACTIVE" | "INACTIVE" }; language: Language }> = ({ rule, language }) => {
	const { on, off } = wordsIn(language);
	return <OnOff isOn={rule.status === "ACTIVE"} on={on} off={off} />;
};

export const checkpointName = (checkpoint: Checkpoint, language: Language): string =>
	termsIn(language).checkpoints[checkpoint].name;

/** Checkpoints as a choice, in the order of a sign-in. */
export const checkpointOptions = (language: Language): Option[] =>
	Object.entries(termsIn(language).checkpoints).map(([value, { name }]) => ({ value, text: name }));

export type Lists = Rulebook["lists"];

/** An action by its name, or a list of actions by the name that somebody gave it. Null: none is asked for. */
export const ActionGroup: FC<{ group: string | null; lists: Lists; language: Language }> = ({
	group,
	lists,
	language,
}) => {
	if (group === null) return <span class="muted">{wordsIn(language).noAction}</span>;
	const text = (termsIn(language).actions as Readonly<Record<string, string>>)[group];
	return text === undefined ? (
		<span translate="no">{lists.find(({ id }) => id === group)?.name ?? group}</span>
	) : (
		<Badge tone={toneOf(group)}>{text}</Badge>
	);
};

export const toneOf = (action: string): Tone =>
	action === "BLOCK" ? "danger" : action === "ALLOW" ? "success" : /^CHALLENGE/i.test(action) ? "warning" : "info";

/** Whom a policy holds. */
export const Whom: FC<{ policy: ChallengePolicyRow; groups: ReadonlyMap<string, string>; language: Language }> = ({
	policy: { groupIds },
	groups,
	language,
}) => {
	const words = wordsIn(language);
	if (groupIds === null) return <>{words.everybody}</>;
	if (groupIds.length === 0) return <span class="muted">{words.nested}</span>;
	return <span translate="no">{groupIds.map((id) => groups.get(id) ?? id).join(", ")}</span>;
};

/** A button that leads to a step of a policy. */
export const StepLink: FC<{ href: string; isDanger?: boolean; children?: Child }> = ({ href, isDanger, children }) => (
	<a class={isDanger ? "button button-danger" : "button"} href={href}>
		{children}
	</a>
);
