// The form of a challenge policy without its rules: name, step, engine, weight, and whom it holds.
import type { FC } from "hono/jsx";
import * as z from "zod";
import { FormEnd } from "../../console/frame";
import { chosenGroups, GroupChoice, groupFields, typedGroups } from "../../console/group-choice";
import { invalid } from "../../errors";
import type { OfferedGroups } from "../../groups/service";
import type { Checkpoint } from "../../policies/challenge/checkpoints";
import type { ChallengePolicyRow } from "../../policies/challenge/service";
import { optionsOf, SelectField } from "../../ui/choices";
import { Field, Form } from "../../ui/form";
import type { PageState } from "../../web/page";
import { checkpointOptions, numberIn, termsIn, wordsIn } from "./parts";

/** As they are typed. What comes besides is a group. */
export const PolicyFields = z.looseObject({
	name: z.string().max(1_000).default(""),
	description: z.string().max(4_000).default(""),
	checkpoint: z.string().max(40).optional(),
	engine: z.string().max(40),
	weight: z.string().max(20).default(""),
	whom: z.enum(["EVERYBODY", "GROUPS", "NESTED"]),
	...groupFields,
});

/** Names or ids of groups that count, beside those that are switched on. */
export const furtherGroups = (fields: z.infer<typeof PolicyFields>): string[] =>
	fields.whom === "GROUPS" ? typedGroups(fields) : [];

/** What the verbs take, but for rules and combinations. */
export function policyInputOf(fields: z.infer<typeof PolicyFields>, further: readonly string[]) {
	const { name, description, engine, weight, whom } = fields;
	const chosen = [...chosenGroups(fields), ...further];
	if (whom === "GROUPS" && chosen.length === 0) throw invalid("whom", "too-few", { minimum: 1 });
	const groupIds = whom === "EVERYBODY" ? null : whom === "NESTED" ? [] : chosen;
	return { name, description, engine, weight: numberIn(weight), groupIds };
}

const own: ReadonlySet<string> = new Set(["name", "description", "checkpoint", "engine", "weight", "whom"]);

/** The form's field for a path of the input. */
export const fieldOfInput = (path: string): string | null => (own.has(path) ? path : null);

interface PolicyFormProps {
	state: PageState;
	/** Null for a new policy. */
	policy: ChallengePolicyRow | null;
	/** Where a new policy belongs at first. */
	checkpoint?: Checkpoint | undefined;
	choice: OfferedGroups;
	back: string;
}

export const PolicyForm: FC<PolicyFormProps> = ({ state, policy, checkpoint, choice, back }) => {
	const { form, frame } = state;
	const { language } = frame;
	const words = wordsIn(language);
	const whoms = { EVERYBODY: words.everybody, GROUPS: words.groups, NESTED: words.nested };
	const groupIds = policy?.groupIds ?? null;
	return (
		<Form state={form} action="save" language={language} class="fields">
			<Field state={form} name="name" label={words.name} value={policy?.name ?? ""} maxlength={255} autofocus />
			<Field
				state={form}
				name="description"
				label={words.description}
				value={policy?.description ?? ""}
				maxlength={255}
			/>
			{policy === null && (
				<SelectField
					state={form}
					name="checkpoint"
					label={words.checkpoint}
					options={checkpointOptions(language)}
					value={checkpoint ?? "PRE_AUTHENTICATION"}
				/>
			)}
			<SelectField
				state={form}
				name="engine"
				label={words.engine}
				hint={words.engineHint}
				options={optionsOf(termsIn(language).engines)}
				value={policy?.engine ?? "AVERAGE"}
			/>
			<Field
				state={form}
				name="weight"
				label={words.weight}
				hint={words.weightHint}
				value={String(policy?.weight ?? 100)}
				inputmode="numeric"
				maxlength={3}
			/>
			<SelectField
				state={form}
				name="whom"
				label={words.whom}
				options={optionsOf(whoms)}
				value={groupIds === null ? "EVERYBODY" : groupIds.length === 0 ? "NESTED" : "GROUPS"}
			/>
			<GroupChoice state={state} legend={words.groupsLegend} {...choice} chosen={groupIds ?? []} />
			<FormEnd state={state} back={back}>
				{policy === null ? words.add : words.save}
			</FormEnd>
		</Form>
	);
};
