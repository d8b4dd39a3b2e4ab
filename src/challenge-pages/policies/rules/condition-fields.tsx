// The fields of one condition: its parameters by their kinds, the answer that is wanted, and the one on error.
import type { FC } from "hono/jsx";
import * as z from "zod";
import { isOn } from "../../../console/input";
import { paths } from "../../../console/paths";
import type { Choices } from "../../../policies/challenge/choices";
import type { ConditionUse } from "../../../policies/challenge/conditions";
import { Notice } from "../../../ui/card";
import { type Option, optionsOf, SelectField, Switch } from "../../../ui/choices";
import { Field } from "../../../ui/form";
import type { PageState } from "../../../web/page";
import { termsIn, wordsIn } from "../parts";
import { valueText } from "./condition-text";
import { type FindGroups, GroupField } from "./group-field";
import { type ConditionView, type Parameter, parameterField, parametersOf, typedParameters } from "./parameters";

/** As they are typed. What comes besides are the parameters. */
export const conditionFields = { is: z.enum(["true", "false"]), valueOnError: isOn };

interface Typed extends Readonly<Record<string, unknown>> {
	is: "true" | "false";
	valueOnError: boolean;
}

/**
 * The condition as the verbs take it.
 * @param findGroups returns the ids of groups that a field names by id or by name
 */
export async function conditionOfForm(condition: ConditionView, typed: Typed, findGroups: FindGroups) {
	const parameters = typedParameters(condition, typed);
	if (typeof parameters.groupId === "string") {
		[parameters.groupId] = await findGroups(parameterField("groupId"), [parameters.groupId]);
	}
	return { condition: condition.id, parameters, is: typed.is === "true", valueOnError: typed.valueOnError };
}

interface ConditionFieldsProps {
	state: PageState;
	choices: Choices;
	condition: ConditionView;
	/** Null for a new condition. */
	use: ConditionUse | null;
}

export const ConditionFields: FC<ConditionFieldsProps> = (props) => {
	const { state, condition, use } = props;
	const words = wordsIn(state.frame.language);
	return (
		<>
			{parametersOf(condition).map((parameter) => (
				<ParameterField parameter={parameter} given={given(parameter, use)} {...props} />
			))}
			<SelectField
				state={state.form}
				name="is"
				label={words.answer}
				options={optionsOf({ true: words.holds, false: words.holdsNot })}
				value={String(use?.is ?? true)}
			/>
			<Switch
				state={state.form}
				name="valueOnError"
				label={words.valueOnError}
				hint={words.valueOnErrorHint}
				isOn={use?.valueOnError ?? false}
			/>
		</>
	);
};

const given = (parameter: Parameter, use: ConditionUse | null): unknown =>
	use === null ? parameter.default : use.parameters[parameter.name];

const ParameterField: FC<ConditionFieldsProps & { parameter: Parameter; given: unknown }> = (props) => {
	const { state, parameter, given } = props;
	const { name, kind, values, isNullable } = parameter;
	const { form, frame } = state;
	const { language } = frame;
	const shared = {
		state: form,
		name: parameterField(name),
		label: termsIn(language).parameters[name] ?? name,
	};
	const value = given === undefined || given === null ? "" : String(given);
	const option = (one: string): Option => ({ value: one, text: valueText(name, one, language) });
	switch (kind) {
		case "naming":
			return <NamingField {...props} value={value} />;
		case "one": {
			const any = isNullable ? [{ value: "", text: wordsIn(language).any }] : [];
			return <SelectField {...shared} options={[...any, ...values.map(option)]} value={value} />;
		}
		case "some":
			return (
				<fieldset>
					<legend>{shared.label}</legend>
					<div class="choice-grid">
						{values.map((one) => (
							<Switch
								state={form}
								name={parameterField(name, one)}
								label={valueText(name, one, language)}
								isOn={Array.isArray(given) && given.includes(one)}
							/>
						))}
					</div>
				</fieldset>
			);
		case "switch":
			return <Switch {...shared} isOn={given === true} />;
		case "whole":
			return <Field {...shared} value={value} inputmode="numeric" maxlength={12} />;
		case "text":
			return <Field {...shared} value={value} maxlength={200} autocomplete="off" />;
	}
};

/** A choice among things that there are, or a word on what is missing. */
const NamingField: FC<ConditionFieldsProps & { parameter: Parameter; value: string }> = (props) => {
	const { state, choices, condition, parameter, value } = props;
	const { language } = state.frame;
	const { parameters, listKinds } = termsIn(language);
	const label = parameters[parameter.name] ?? parameter.name;
	const name = parameterField(parameter.name);
	if (parameter.name === "groupId") {
		return <GroupField state={state} name={name} label={label} groups={choices.groups} value={value} />;
	}
	const { list } = condition;
	const { policy, policies, lists, applications, names } = choices;
	const things = {
		listId: lists.filter(({ kind }) => kind === list),
		policyId: policies.filter(({ id, checkpoint }) => checkpoint === policy.checkpoint && id !== policy.id),
		applicationId: applications,
	}[parameter.name];
	const kind = list === null ? label : listKinds[list as keyof typeof listKinds];
	if (!things?.length) {
		return (
			<Notice tone="warning">
				{wordsIn(language).nothingToName(kind)}{" "}
				{list !== null && (
					<a href={`${paths.challengePolicies}/lists/new?kind=${list}`}>{wordsIn(language).lists.add}</a>
				)}
			</Notice>
		);
	}
	const options = things.map(({ id }) => ({ value: id, text: names.get(id) ?? id, isName: true }));
	return <SelectField state={state.form} name={name} label={label} options={options} value={value} />;
};
