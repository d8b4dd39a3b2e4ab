// The fields of a rule without its conditions: name, result, weight, and when it isn't looked at.
import type { FC } from "hono/jsx";
import * as z from "zod";
import { isOn } from "../../../console/input";
import type { Choices } from "../../../policies/challenge/choices";
import type { Rule } from "../../../policies/challenge/definition";
import { Switch } from "../../../ui/choices";
import { Field } from "../../../ui/form";
import type { PageState } from "../../../web/page";
import { numberIn, wordsIn } from "../parts";
import { ResultFields, resultFields, resultsOf } from "../result-fields";
import { type FindGroups, GroupField } from "./group-field";
import { parameterField } from "./parameters";

const typed = z.string().max(1_000).default("");

export const ruleFields = {
	name: typed,
	isActive: isOn,
	weight: typed,
	excludedGroupId: typed,
	minimum: typed,
	maximum: typed,
	...resultFields,
};
type Typed = z.infer<z.ZodObject<typeof ruleFields>>;

/** The rule as the verbs take it, but for its conditions. */
export async function ruleOfForm(fields: Typed, findGroups: FindGroups) {
	const { name, isActive, weight, excludedGroupId, minimum, maximum } = fields;
	const [groupId = null] = excludedGroupId === "" ? [] : await findGroups("excludedGroupId", [excludedGroupId]);
	const isRanged = minimum !== "" || maximum !== "";
	return {
		name,
		status: isActive ? "ACTIVE" : "INACTIVE",
		weight: numberIn(weight),
		preconditions: {
			excludedGroupId: groupId,
			deviceRisk: isRanged ? { minimum: numberIn(minimum), maximum: numberIn(maximum) } : null,
		},
		...resultsOf(fields),
	};
}

const own: ReadonlySet<string> = new Set(Object.keys(ruleFields));

/** The form's field for a path such as `rules.3.conditions.0.parameters.listId`. */
export function fieldOfRule(path: string): string | null {
	const parts = path.split(".");
	const parameters = parts.indexOf("parameters");
	if (parameters !== -1) return parameterField(parts[parameters + 1] ?? "");
	const last = parts.at(-1)!;
	if (last === "deviceRisk") return "minimum";
	return own.has(last) ? last : null;
}

export const RuleFields: FC<{ state: PageState; choices: Choices; rule: Rule | null }> = ({ state, choices, rule }) => {
	const { form, frame } = state;
	const words = wordsIn(frame.language);
	const { excludedGroupId = null, deviceRisk = null } = rule?.preconditions ?? {};
	const risk = (name: "minimum" | "maximum", label: string) => (
		<Field
			state={form}
			name={name}
			label={label}
			value={deviceRisk === null ? "" : String(deviceRisk[name])}
			inputmode="numeric"
			maxlength={4}
		/>
	);
	return (
		<>
			<Field state={form} name="name" label={words.name} value={rule?.name ?? ""} maxlength={255} />
			<Switch state={form} name="isActive" label={words.ruleIsOn} isOn={rule?.status !== "INACTIVE"} />
			<fieldset class="fields">
				<legend>{words.result}</legend>
				<ResultFields state={state} results={rule} lists={choices.lists} />
				<Field
					state={form}
					name="weight"
					label={words.weight}
					hint={words.ruleWeightHint}
					value={String(rule?.weight ?? 100)}
					inputmode="numeric"
					maxlength={3}
				/>
			</fieldset>
			<fieldset class="fields">
				<legend>{words.preconditions}</legend>
				<p class="muted">{words.preconditionsHint}</p>
				<GroupField
					state={state}
					name="excludedGroupId"
					label={words.excludedGroup}
					groups={choices.groups}
					value={excludedGroupId ?? ""}
					none={words.noAction}
				/>
				<div class="field-grid">
					{risk("minimum", words.riskFrom)}
					{risk("maximum", words.riskTo)}
				</div>
			</fieldset>
		</>
	);
};
