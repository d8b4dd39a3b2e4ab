// The cards of a person's page about groups, and about the enrolment policy that follows from them.
import type { Child, FC } from "hono/jsx";
import { Card } from "../../ui/card";
import { SelectField } from "../../ui/choices";
import { Field, Form, stateOf } from "../../ui/form";
import { Badge } from "../../ui/parts";
import { Table } from "../../ui/table";
import { consoleWords } from "../frame";
import { authenticatorAt, groupAt, paths } from "../paths";
import { authenticatorTitle } from "./factor-title";
import type { CardProps } from "./person-data";

export const Groups: FC<CardProps> = ({ state, person: { groups, choices, mayAdminister, isOverseer } }) => {
	const { language } = state.frame;
	const words = consoleWords[language].person;
	const form = stateOf(state.form, "join");
	return (
		<Card id="groups" title={words.groups}>
			<ul class="rows">
				{groups.items.map(({ id, name, type }) => (
					<li>
						<div class="row-main">
							<LinkFor may={isOverseer} href={groupAt(id)}>
								{type === "BUILT_IN" ? words.everyone : <span translate="no">{name}</span>}
							</LinkFor>
						</div>
						{mayAdminister && type !== "BUILT_IN" && (
							<Form state={stateOf(state.form, "leave")} action="leave" language={language}>
								<input type="hidden" name="groupId" value={id} />
								<button type="submit" class="button" aria-label={words.leaveGroup(name)}>
									{words.leave}
								</button>
							</Form>
						)}
					</li>
				))}
			</ul>
			{groups.next !== undefined && <p class="muted">{words.moreGroups}</p>}
			{mayAdminister && choices?.length !== 0 && (
				<Form state={form} action="join" language={language} class="form-row">
					{choices ? (
						<SelectField
							state={form}
							name="group"
							label={words.addToGroup}
							options={choices.map(({ name }) => ({ value: name, text: name }))}
						/>
					) : (
						<Field state={form} name="group" label={words.groupName} maxlength={255} autocomplete="off" />
					)}
					<button type="submit" class="button">
						{words.add}
					</button>
				</Form>
			)}
		</Card>
	);
};

/** Not everybody who sees a person may open what the person belongs to. */
const LinkFor: FC<{ may: boolean; href: string; children?: Child }> = ({ may, href, children }) =>
	may ? <a href={href}>{children}</a> : <span>{children}</span>;

/** The migrations give the policy of everybody this id. */
const defaultPolicyId = "00pDefaultEnrollment";

export const Policy: FC<CardProps> = ({ state, person: { enrollments, isOverseer } }) => {
	const all = consoleWords[state.frame.language];
	const words = all.person;
	const [first] = enrollments;
	if (!first) return null;
	const { policy, rule } = first;
	return (
		<Card
			id="policy"
			title={words.policy}
			lead={
				<>
					{words.policyLead}{" "}
					<LinkFor may={isOverseer} href={`${paths.enrollmentPolicies}/${policy.id}`}>
						{policy.id === defaultPolicyId ? words.defaultPolicy : <b translate="no">{policy.name}</b>}
					</LinkFor>
				</>
			}
		>
			<p>{rule ? words.asks[rule.enroll.self] : words.asksNever}</p>
			<Table
				frame={state.frame}
				caption={words.policy}
				rows={enrollments}
				columns={[
					{
						title: words.authenticator,
						isName: true,
						cell: ({ authenticator }) => (
							<LinkFor may={isOverseer} href={authenticatorAt(authenticator.id)}>
								<span translate="no">{authenticatorTitle(all, authenticator)}</span>
							</LinkFor>
						),
					},
					{ title: words.says, cell: ({ enroll }) => words.settings[enroll.self] },
					{
						title: words.isEnrolled,
						cell: ({ enrolled }) => (
							<Badge tone={enrolled ? "success" : "neutral"}>{all[enrolled ? "yes" : "no"]}</Badge>
						),
					},
				]}
			/>
		</Card>
	);
};
