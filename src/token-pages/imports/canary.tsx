// Trying an import with a few tokens: which ones, and whether their users have signed in with them.
import type { FC } from "hono/jsx";
import { userAt } from "../../console/paths";
import type { VerifiedRow } from "../../imports/service";
import { Card } from "../../ui/card";
import { TextArea } from "../../ui/choices";
import { Field, Form, stateOf } from "../../ui/form";
import { Badge } from "../../ui/parts";
import { type Column, Table } from "../../ui/table";
import { TimeCell } from "../../ui/time";
import type { PageState } from "../../web/page";
import { wordsIn } from "./parts";

export const CanaryForms: FC<{ state: PageState }> = ({ state }) => {
	const { language } = state.frame;
	const words = wordsIn(language).canary;
	const [first, users] = [stateOf(state.form, "first"), stateOf(state.form, "users")];
	return (
		<Card id="canary" title={words.title} lead={words.lead}>
			<Form state={first} action="first" language={language} class="form-row">
				<Field
					state={first}
					name="first"
					label={words.first}
					hint={words.firstHint}
					value="5"
					inputmode="numeric"
					maxlength={3}
				/>
				<button type="submit" class="button">
					{words.takeFirst}
				</button>
			</Form>
			<Form state={users} action="users" language={language} class="form-row">
				<TextArea state={users} name="users" label={words.users} hint={words.usersHint} rows={3} maxlength={10_000} />
				<button type="submit" class="button">
					{words.takeUsers}
				</button>
			</Form>
		</Card>
	);
};

interface TriedProps {
	state: PageState;
	now: number;
	canaries: readonly VerifiedRow[];
	/** User id → name. */
	users: ReadonlyMap<string, string>;
}

export const Tried: FC<TriedProps> = ({ state: { frame }, now, canaries, users }) => {
	const { canary: words, rows } = wordsIn(frame.language);
	const columns: Column<VerifiedRow>[] = [
		{ title: words.token, isName: true, cell: ({ serial, row }) => <span translate="no">{serial ?? row}</span> },
		{
			title: words.user,
			cell: ({ userId }) =>
				userId && (
					<a href={userAt(userId)} translate="no">
						{users.get(userId) ?? userId}
					</a>
				),
		},
		{
			title: words.verified,
			cell: ({ verifiedAt, result }) =>
				verifiedAt !== null ? (
					<TimeCell at={verifiedAt} now={now} frame={frame} />
				) : result === "TAKEN" ? (
					<Badge tone="warning">{words.notYet}</Badge>
				) : (
					<Badge tone={result === "FAILED" ? "danger" : "neutral"}>{rows.results[result]}</Badge>
				),
		},
	];
	return (
		<Card id="tried" title={words.tried} lead={words.triedLead}>
			<Table frame={frame} caption={words.tried} columns={columns} rows={canaries} />
		</Card>
	);
};
