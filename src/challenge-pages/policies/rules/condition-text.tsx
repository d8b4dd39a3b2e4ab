// A condition in words: what it asks, its parameters, and what counts where a fact is unknown.
import type { FC } from "hono/jsx";
import { consoleWords } from "../../../console/frame";
import type { Language } from "../../../languages";
import type { Names } from "../../../policies/challenge/choices";
import type { ConditionUse } from "../../../policies/challenge/conditions";
import { termsIn, wordsIn } from "../parts";
import { namingParameters } from "./parameters";

/** A value of a parameter as people read it. */
export function valueText(parameter: string, value: unknown, language: Language, names: Names = new Map()): string {
	const terms = termsIn(language);
	const { yes, no, userList } = consoleWords[language];
	if (value === null) return wordsIn(language).any;
	if (typeof value === "boolean") return value ? yes : no;
	if (Array.isArray(value)) return value.map((one) => valueText(parameter, one, language, names)).join(", ");
	if (namingParameters.has(parameter)) return names.get(String(value)) ?? String(value);
	if (parameter === "checkpoint") return named(terms.checkpoints, value)?.name ?? String(value);
	const texts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
		action: terms.actions,
		challengeType: terms.actions,
		riskClass: terms.riskClasses,
		days: terms.days,
		key: terms.sessionLists,
		status: userList.statuses,
	};
	return named(texts[parameter] ?? {}, value) ?? String(value);
}

const named = <T,>(texts: Readonly<Record<string, T>>, value: unknown): T | undefined => texts[String(value)];

interface ConditionTextProps {
	use: Pick<ConditionUse, "condition" | "parameters" | "is">;
	names: Names;
	language: Language;
}

export const ConditionText: FC<ConditionTextProps> = ({ use: { condition, parameters, is }, names, language }) => {
	const { conditions, parameters: titles } = termsIn(language);
	const title = conditions[condition] ?? condition;
	const given = Object.entries(parameters);
	return (
		<>
			{is ? title : wordsIn(language).isNot(title)}
			{given.length > 0 && (
				<small>
					{given.map(([name, value], index) => (
						<>
							{index > 0 && " · "}
							{titles[name] ?? name}: <span translate="no">{valueText(name, value, language, names)}</span>
						</>
					))}
				</small>
			)}
		</>
	);
};
