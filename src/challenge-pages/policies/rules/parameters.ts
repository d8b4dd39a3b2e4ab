// The parameters of a condition as fields of a form, drawn from the condition's schema.
import type { Choices } from "../../../policies/challenge/choices";
import { on } from "../../../ui/choices";
import { numberIn } from "../parts";

export type ParameterKind = "naming" | "whole" | "switch" | "one" | "some" | "text";

export interface Parameter {
	name: string;
	kind: ParameterKind;
	/** What may be chosen. */
	values: readonly string[];
	isNullable: boolean;
	default: unknown;
}

interface Schema {
	type?: string;
	enum?: string[];
	items?: Schema;
	anyOf?: Schema[];
	default?: unknown;
}

/** The ids, each a choice among things that there are. */
export const namingParameters: ReadonlySet<string> = new Set(["listId", "groupId", "policyId", "applicationId"]);

export type ConditionView = Choices["conditions"][number];

export function parametersOf({ parameters }: ConditionView): Parameter[] {
	const properties = (parameters.properties ?? {}) as Record<string, Schema>;
	return Object.entries(properties).map(([name, schema]) => {
		const inner = schema.anyOf?.find(({ type }) => type !== "null") ?? schema;
		return {
			name,
			kind: kindOf(name, inner),
			values: inner.enum ?? inner.items?.enum ?? [],
			isNullable: schema.anyOf !== undefined,
			default: schema.default,
		};
	});
}

function kindOf(name: string, { type, enum: values }: Schema): ParameterKind {
	if (namingParameters.has(name)) return "naming";
	if (values) return "one";
	if (type === "array") return "some";
	if (type === "integer") return "whole";
	return type === "boolean" ? "switch" : "text";
}

/** The form's field for a parameter, and for one value of a parameter that takes several. */
export const parameterField = (name: string, value?: string): string =>
	value === undefined ? `p.${name}` : `p.${name}.${value}`;

/** What a form says of the parameters, as the condition's schema takes it. */
export const typedParameters = (condition: ConditionView, fields: Readonly<Record<string, unknown>>) =>
	Object.fromEntries(parametersOf(condition).map((parameter) => [parameter.name, typedValue(parameter, fields)]));

function typedValue({ name, kind, values, isNullable }: Parameter, fields: Readonly<Record<string, unknown>>): unknown {
	const typed = fields[parameterField(name)];
	if (kind === "some") return values.filter((value) => fields[parameterField(name, value)] === on);
	if (kind === "switch") return typed === on;
	if (typeof typed !== "string" || typed === "") return isNullable ? null : undefined;
	return kind === "whole" ? numberIn(typed) : typed;
}
