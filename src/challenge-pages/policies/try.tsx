// Trying the policies of a step on one user and on what an application would tell. The trace is shown as a path.
import type { FC } from "hono/jsx";
import * as z from "zod";
import { applicationNames } from "../../applications/service";
import { consolePage, MainButton } from "../../console/frame";
import { optional } from "../../console/input";
import { paths, signInFor } from "../../console/paths";
import { DecisionInput, type DecisionView } from "../../decisions/schema";
import { tryDecision } from "../../decisions/try";
import { toDecisionView } from "../../decisions/view";
import { namesFor } from "../../policies/challenge/choices";
import { readRulebook } from "../../policies/challenge/rulebook";
import type { ChallengePolicyRow } from "../../policies/challenge/service";
import { SelectField } from "../../ui/choices";
import { Field, Form } from "../../ui/form";
import { getUserOfField } from "../../users/service";
import { atFields, lastPart } from "../../web/at-fields";
import { action, Finding, type PageState, page } from "../../web/page";
import { administrators } from "../../web/router";
import { check } from "../../web/validate";
import { checkpointName, checkpointOptions, numberIn, wordsIn } from "./parts";
import { TraceCard } from "./trace";

class Tried extends Finding {
	readonly decision: DecisionView;

	constructor(decision: DecisionView) {
		super();
		this.decision = decision;
	}
}

const typed = z.string().trim().max(1_000).default("");
const given = (text: string) => (text === "" ? undefined : text);

export const tryPoliciesPage = page({
	path: `${paths.challengePolicies}/try`,
	access: administrators,
	signIn: signInFor,
	query: z.object({ policy: z.string().max(40).optional() }),
	load: async (ctx, { query }) => {
		const rulebook = await readRulebook(ctx);
		const policy = rulebook.policies.find(({ id }) => id === query.policy) ?? null;
		const { policies } = rulebook;
		const [applications, names] = await Promise.all([applicationNames(ctx), namesFor(ctx, rulebook, policies)]);
		return { actor: ctx.actor, policy, policies, applications, names };
	},
	view: (state, { actor, names, ...shown }) => {
		const words = wordsIn(state.frame.language).trial;
		const { finding } = state;
		return consolePage(state, {
			title: words.title,
			lead: words.lead,
			actor,
			children: (
				<>
					{finding instanceof Tried && <TraceCard state={state} decision={finding.decision} names={names} />}
					<TryForm state={state} {...shown} />
				</>
			),
		});
	},
	actions: {
		try: action({
			fields: z.object({
				checkpoint: typed,
				policyId: optional(z.string().max(40)),
				user: typed,
				application: typed,
				ip: typed,
				country: typed,
				asn: typed,
				latitude: typed,
				longitude: typed,
				userAgent: typed,
				deviceToken: typed,
			}),
			run: async (ctx, { policyId = null, ...fields }) => {
				const user = fields.user === "" ? undefined : (await getUserOfField(ctx, "user", fields.user)).id;
				const input = {
					checkpoint: fields.checkpoint,
					user,
					application: given(fields.application),
					client: {
						ip: given(fields.ip),
						country: given(fields.country.toUpperCase()),
						asn: numberIn(fields.asn),
						latitude: numberIn(fields.latitude),
						longitude: numberIn(fields.longitude),
						userAgent: given(fields.userAgent),
						deviceToken: given(fields.deviceToken),
					},
				};
				const decision = await atFields(lastPart, () => tryDecision(ctx, check(DecisionInput, input), policyId));
				return new Tried(toDecisionView(decision, true));
			},
		}),
	},
});

interface TryFormProps {
	state: PageState;
	/** The policy from whose page the reader comes. */
	policy: ChallengePolicyRow | null;
	policies: readonly ChallengePolicyRow[];
	applications: readonly { id: string; name: string }[];
}

const TryForm: FC<TryFormProps> = ({ state, policy, policies, applications }) => {
	const { form, frame } = state;
	const { language } = frame;
	const { trial: words, ...all } = wordsIn(language);
	const inactive = policies
		.filter(({ status }) => status === "INACTIVE")
		.map(({ id, name, checkpoint }) => ({
			value: id,
			text: name,
			isName: true,
			group: checkpointName(checkpoint, language),
		}));
	const text = (name: keyof typeof words.fields, inputmode?: "numeric") => (
		<Field
			state={form}
			name={name}
			label={words.fields[name]}
			autocomplete="off"
			maxlength={1000}
			{...(inputmode === undefined ? {} : { inputmode })}
		/>
	);
	return (
		<Form state={form} action="try" language={language} class="fields">
			<SelectField
				state={form}
				name="checkpoint"
				label={all.checkpoint}
				options={checkpointOptions(language)}
				value={policy?.checkpoint ?? "POST_AUTHENTICATION"}
			/>
			<SelectField
				state={form}
				name="policyId"
				label={words.also}
				hint={words.alsoHint}
				options={[{ value: "", text: words.onlyActive }, ...inactive]}
				value={policy?.status === "INACTIVE" ? policy.id : ""}
			/>
			<Field state={form} name="user" label={words.user} hint={words.userHint} autocomplete="off" maxlength={100} />
			<SelectField
				state={form}
				name="application"
				label={words.application}
				options={[
					{ value: "", text: all.noAction },
					...applications.map(({ id, name }) => ({ value: id, text: name, isName: true })),
				]}
			/>
			<fieldset>
				<legend>{words.browser}</legend>
				<p class="muted">{words.browserHint}</p>
				<div class="field-grid">
					{text("ip")}
					{text("country")}
					{text("asn", "numeric")}
					{text("userAgent")}
					{text("deviceToken")}
					{text("latitude")}
					{text("longitude")}
				</div>
			</fieldset>
			<div class="form-end">
				<MainButton>{words.button}</MainButton>
			</div>
		</Form>
	);
};
