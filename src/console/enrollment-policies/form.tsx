// The form of an enrolment policy: its groups, and a setting for each authenticator by its own name.
import type { FC } from "hono/jsx";
import * as z from "zod";
import type { AuthenticatorRow } from "../../authenticators/service";
import type { OfferedGroups } from "../../groups/service";
import type { EnrollSetting } from "../../policies/enrollment/evaluate";
import type { EnrollmentPolicy } from "../../policies/enrollment/read";
import { SelectField } from "../../ui/choices";
import { Field, Form } from "../../ui/form";
import type { PageState } from "../../web/page";
import { FormEnd } from "../frame";
import { GroupChoice, groupFields } from "../group-choice";
import { wordsIn } from "./parts";

/** A form has a field for each authenticator, whose name begins with this word. */
const settingField = "authenticator.";

/** As they are typed. What comes besides is a group or an authenticator. */
export const PolicyFields = z.looseObject({
	name: z.string().max(1_000).default(""),
	description: z.string().max(4_000).default(""),
	...groupFields,
});
type PolicyFields = z.infer<typeof PolicyFields>;

/** What the verbs take. An authenticator that the form didn't have stays out, which is NOT_ALLOWED. */
export const policyInputOf = (
	fields: PolicyFields,
	groupIds: readonly string[],
	authenticators: readonly Pick<AuthenticatorRow, "id" | "key">[],
) => ({
	type: "MFA_ENROLL",
	name: fields.name,
	description: fields.description,
	conditions: { people: { groups: { include: groupIds } } },
	settings: {
		authenticators: authenticators
			.filter(({ id }) => Object.hasOwn(fields, settingField + id))
			.map(({ id, key }) => ({ key, id, enroll: { self: fields[settingField + id] } })),
	},
});

/** The form's field for a path of the input. */
export const fieldOfInput = (path: string): string | null => (path === "name" || path === "description" ? path : null);

interface PolicyFormProps {
	state: PageState;
	/** Null for a new policy. */
	policy: EnrollmentPolicy | null;
	choice: OfferedGroups;
	authenticators: readonly AuthenticatorRow[];
	back: string;
}

export const PolicyForm: FC<PolicyFormProps> = (props) => {
	const { state, policy, back } = props;
	const { form } = state;
	const { language } = state.frame;
	const { form: words, ...all } = wordsIn(language);
	return (
		<Form state={form} action="save" language={language} class="fields">
			{policy?.isSystem ? (
				<>
					<p class="muted">{words.defaultHint}</p>
					<input type="hidden" name="name" value={policy.name} />
				</>
			) : (
				<Field state={form} name="name" label={all.name} value={policy?.name ?? ""} maxlength={255} autofocus />
			)}
			<Field
				state={form}
				name="description"
				label={words.description}
				value={policy?.description ?? ""}
				maxlength={1_024}
			/>
			{!policy?.isSystem && (
				<GroupChoice state={state} legend={words.groups} {...props.choice} chosen={policy?.groupIds ?? []} />
			)}
			<Settings {...props} />
			<FormEnd state={state} back={back}>
				{policy === null ? words.add : words.save}
			</FormEnd>
		</Form>
	);
};

const offers = ["NOT_ALLOWED", "OPTIONAL", "REQUIRED"] as const satisfies readonly EnrollSetting[];

const Settings: FC<PolicyFormProps> = ({ state, policy, authenticators }) => {
	const { language } = state.frame;
	const { form: words, settings } = wordsIn(language);
	const options = offers.map((value) => ({ value, text: settings[value] }));
	return (
		<fieldset class="fields">
			<legend>{words.authenticators}</legend>
			<p class="muted">{words.authenticatorsHint}</p>
			{authenticators.map(({ id, name, status }) =>
				status === "ACTIVE" ? (
					<SelectField
						state={state.form}
						name={settingField + id}
						label={<span translate="no">{name}</span>}
						options={options}
						value={policy?.offered.get(id) ?? "NOT_ALLOWED"}
					/>
				) : (
					<p>
						<strong translate="no">{name}</strong> <span class="muted">{words.inactive}</span>
					</p>
				),
			)}
		</fieldset>
	);
};
