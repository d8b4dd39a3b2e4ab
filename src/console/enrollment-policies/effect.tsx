// The effect of the policies on one user: which policy holds, what may be enrolled, and when the user is asked.
import type { FC } from "hono/jsx";
import type { UserEnrollmentView } from "../../factors/schema";
import { Card } from "../../ui/card";
import { Field, Form, stateOf } from "../../ui/form";
import { type Column, Table } from "../../ui/table";
import { Finding, type PageState } from "../../web/page";
import { consoleWords } from "../frame";
import { policyPath, SettingBadge, wordsIn } from "./parts";

export class Effect extends Finding {
	readonly userName: string;
	readonly enrollments: readonly UserEnrollmentView[];

	constructor(userName: string, enrollments: readonly UserEnrollmentView[]) {
		super();
		this.userName = userName;
		this.enrollments = enrollments;
	}
}

export const EffectCard: FC<{ state: PageState }> = ({ state }) => {
	const { language } = state.frame;
	const words = wordsIn(language).effect;
	const form = stateOf(state.form, "effect");
	return (
		<Card id="effect" title={words.title} lead={words.lead}>
			<Form state={form} action="effect" language={language} class="form-row">
				<Field state={form} name="userId" label={words.userId} hint={words.hint} autocomplete="off" maxlength={100} />
				<button type="submit" class="button">
					{words.button}
				</button>
			</Form>
			{state.finding instanceof Effect && <EffectTable state={state} effect={state.finding} />}
		</Card>
	);
};

const EffectTable: FC<{ state: PageState; effect: Effect }> = ({ state, effect: { userName, enrollments } }) => {
	const { language } = state.frame;
	const all = wordsIn(language);
	const words = all.effect;
	const { yes, no } = consoleWords[language];
	// All of them name the same policy and rule.
	const [first] = enrollments;
	if (!first) return null;
	const columns: Column<UserEnrollmentView>[] = [
		{
			title: words.authenticator,
			isName: true,
			cell: ({ authenticator }) => <span translate="no">{authenticator.name}</span>,
		},
		{ title: words.setting, cell: ({ enroll }) => <SettingBadge setting={enroll.self} language={language} /> },
		{ title: words.enrolled, cell: ({ enrolled }) => (enrolled ? yes : no) },
	];
	return (
		<div role="status" class="stack-tight">
			<p>
				{words.holds(userName)}{" "}
				<a href={policyPath(first.policy.id)} translate="no">
					{first.policy.name}
				</a>
			</p>
			<p>
				{words.asked}: {first.rule === null ? all.notAsked : all.choices[first.rule.enroll.self]}
			</p>
			<Table frame={state.frame} caption={words.list} columns={columns} rows={enrollments} />
		</div>
	);
};
