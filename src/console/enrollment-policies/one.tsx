// One enrolment policy: its groups, its settings, whom it reaches, and when people are asked to enrol.
import type { FC } from "hono/jsx";
import * as z from "zod";
import { type AuthenticatorRow, listAuthenticators } from "../../authenticators/service";
import { hasRole } from "../../context";
import { groupNames } from "../../groups/service";
import { settingOf } from "../../policies/enrollment/evaluate";
import { type Reach, reachOf } from "../../policies/enrollment/reach";
import { type EnrollmentPolicy, getPolicy } from "../../policies/enrollment/read";
import { type EnrollmentRule, listPolicyRules } from "../../policies/enrollment/rules/service";
import { setPolicyStatus } from "../../policies/enrollment/service";
import { Card, Facts, Notice } from "../../ui/card";
import { Form } from "../../ui/form";
import { type Column, nameColumn, Table } from "../../ui/table";
import { action, type PageState, page } from "../../web/page";
import { administrators } from "../../web/router";
import { done } from "../flash";
import { consolePage } from "../frame";
import { overseers } from "../menu";
import { authenticatorAt, groupAt, paths, signInFor } from "../paths";
import { PolicyStatus, policyPath, ReachText, SettingBadge, wordsIn } from "./parts";

export const enrollmentPolicyPage = page({
	path: `${paths.enrollmentPolicies}/{policyId}`,
	access: overseers,
	signIn: signInFor,
	load: async (ctx, { params: { policyId } }) => {
		const policy = await getPolicy(ctx, policyId);
		const [groups, authenticators, reach, rules] = await Promise.all([
			groupNames(ctx, policy.groupIds),
			listAuthenticators(ctx),
			reachOf(ctx, policy),
			listPolicyRules(ctx, policyId),
		]);
		return { actor: ctx.actor, policy, groups, authenticators, reach, rules };
	},
	view: (state, { actor, ...shown }) => {
		const { policy } = shown;
		return consolePage(state, {
			title: policy.name,
			lead: policy.description && <span translate="no">{policy.description}</span>,
			actor,
			tools: hasRole(actor, administrators) && <Tools state={state} policy={policy} />,
			children: (
				<>
					<Whom state={state} {...shown} />
					<Settings state={state} {...shown} />
					<Rules state={state} rules={shown.rules} />
				</>
			),
		});
	},
	actions: {
		activate: action({
			access: administrators,
			fields: z.object({}),
			run: async (ctx, _values, { params }) => {
				const { id, name } = await getPolicy(ctx, params.policyId!);
				await setPolicyStatus(ctx, id, "ACTIVE");
				return done(policyPath(id), "enrollmentPolicies.activated", name);
			},
		}),
	},
});

interface Part {
	state: PageState;
	policy: EnrollmentPolicy;
	groups: ReadonlyMap<string, string>;
	authenticators: readonly AuthenticatorRow[];
	reach: Reach;
}

const Tools: FC<Pick<Part, "state" | "policy">> = ({ state, policy: { id, status, isSystem } }) => {
	const { language } = state.frame;
	const words = wordsIn(language);
	const link = (to: string, text: string, style = "button") => (
		<a class={style} href={`${policyPath(id)}/${to}`}>
			{text}
		</a>
	);
	return (
		<>
			{link("edit", words.edit)}
			{!isSystem && status === "ACTIVE" && link("deactivate", words.deactivate)}
			{status === "INACTIVE" && (
				<Form state={state.form} action="activate" language={language}>
					<button type="submit" class="button">
						{words.activate}
					</button>
				</Form>
			)}
			{!isSystem && link("delete", words.remove, "button button-danger")}
		</>
	);
};

const Whom: FC<Part> = ({ state, policy, groups, reach }) => {
	const { language } = state.frame;
	const words = wordsIn(language);
	const { examples } = reach;
	return (
		<Card id="whom" title={words.facts}>
			<Facts
				facts={[
					[words.status, <PolicyStatus policy={policy} language={language} />],
					[words.place, policy.isSystem ? `${policy.priority} (${words.defaultHint})` : String(policy.priority)],
					[
						words.groups,
						groups.size === 0 ? (
							<span class="muted">{words.noGroups}</span>
						) : (
							<ul class="link-list">
								{[...groups].map(([id, name]) => (
									<li>
										<a href={groupAt(id)} translate="no">
											{name}
										</a>
									</li>
								))}
							</ul>
						),
					],
				]}
			/>
			<h3>{words.reach.title}</h3>
			<p class="muted">{words.reach.lead}</p>
			{policy.status === "INACTIVE" && <Notice tone="warning">{words.reach.inactive}</Notice>}
			<p>
				<ReachText reach={reach} language={language} />
			</p>
			{examples.length > 0 && (
				<>
					<p>{words.reach.examples}</p>
					<ul class="link-list">
						{examples.map(({ id, displayName }) => (
							<li>
								<a href={`/console/users/${id}`} translate="no">
									{displayName}
								</a>
							</li>
						))}
					</ul>
				</>
			)}
		</Card>
	);
};

const Settings: FC<Part> = ({ state, policy, authenticators }) => {
	const { language } = state.frame;
	const words = wordsIn(language);
	const columns: Column<AuthenticatorRow>[] = [
		nameColumn(words.effect.authenticator, authenticatorAt),
		{
			title: words.effect.setting,
			cell: ({ id }) => <SettingBadge setting={settingOf(policy.offered, id)} language={language} />,
		},
	];
	return (
		<Card id="settings" title={words.authenticators}>
			<Table frame={state.frame} caption={words.authenticatorsList} columns={columns} rows={authenticators} />
		</Card>
	);
};

const Rules: FC<{ state: PageState; rules: readonly EnrollmentRule[] }> = ({ state, rules }) => {
	const words = wordsIn(state.frame.language);
	const columns: Column<EnrollmentRule>[] = [
		{ title: words.name, isName: true, cell: ({ name }) => <span translate="no">{name}</span> },
		{ title: words.effect.asked, cell: ({ enroll }) => words.choices[enroll] },
		{ title: words.status, cell: ({ status }) => (status === "ACTIVE" ? words.active : words.inactive) },
	];
	return (
		<Card id="rules" title={words.rules} lead={words.rulesHint}>
			{rules.length === 0 ? (
				<p>{words.noRules}</p>
			) : (
				<Table frame={state.frame} caption={words.rulesList} columns={columns} rows={rules} />
			)}
		</Card>
	);
};
