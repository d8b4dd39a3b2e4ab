// The cards of a person's page about groups, and about the enrolment policy that follows from them.
import type { FC } from "hono/jsx";
import { Card } from "../../ui/card";
import { SelectField } from "../../ui/choices";
import { Field, Form, stateOf } from "../../ui/form";
import { Badge } from "../../ui/parts";
import { Table } from "../../ui/table";
import { consoleWords } from "../frame";
import { authenticatorTitle } from "./factor-title";
import type { CardProps } from "./person-data";

export const Groups: FC<CardProps> = ({ state, person: { groups, choices, mayAdminister } }) => {
	const { language } = state.frame;
	const words = consoleWords[language].person;
	const form = stateOf(state.form, "join");
	return (
		<Card id="groups" title={words.groups}>
			<ul class="rows">
				{groups.items.map(({ id, name, type }) => (
					<li>
						<div class="row-main">{type === "BUILT_IN" ? words.everyone : <span translate="no">{name}</span>}</div>
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

/** The migrations give the policy of everybody this id. */
const defaultPolicyId = "00pDefaultEnrollment";

export const Policy: FC<CardProps> = ({ state, person: { enrollments } }) => {
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
					{words.policyLead} {policy.id === defaultPolicyId ? words.defaultPolicy : <b translate="no">{policy.name}</b>}
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
						cell: ({ authenticator }) => <span translate="no">{authenticatorTitle(all, authenticator)}</span>,
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
