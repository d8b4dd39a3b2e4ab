// Which challenge types one user is offered, and why the others aren't.
import type { FC } from "hono/jsx";
import type { ExplainedChallenge } from "../../challenges/service";
import { MainButton } from "../../console/frame";
import { Card } from "../../ui/card";
import { Field, Form, stateOf } from "../../ui/form";
import { Badge } from "../../ui/parts";
import { type Column, Table } from "../../ui/table";
import { Finding, type PageState } from "../../web/page";
import { FieldLinks, typeAt, wordsIn } from "./parts";

export class Explained extends Finding {
	readonly name: string;
	readonly explained: readonly ExplainedChallenge[];

	constructor(name: string, explained: readonly ExplainedChallenge[]) {
		super();
		this.name = name;
		this.explained = explained;
	}
}

export const ExplainForm: FC<{ state: PageState }> = ({ state }) => {
	const { language } = state.frame;
	const words = wordsIn(language).explain;
	const form = stateOf(state.form, "explain");
	return (
		<Card id="explain" title={words.title} lead={words.lead}>
			<Form state={form} action="explain" language={language} class="fields">
				<Field state={form} name="user" label={words.user} autocomplete="off" maxlength={100} />
				<div class="form-end">
					<MainButton>{words.button}</MainButton>
				</div>
			</Form>
		</Card>
	);
};

interface ExplainedCardProps {
	state: PageState;
	scope: string;
	/** Of fields: key → HTML of the label. */
	names: ReadonlyMap<string, string>;
	found: Explained;
}

export const ExplainedCard: FC<ExplainedCardProps> = ({ state, scope, names, found }) => {
	const { language } = state.frame;
	const { explain: words, ...all } = wordsIn(language);
	const columns: Column<ExplainedChallenge>[] = [
		{
			title: all.name,
			isName: true,
			cell: ({ type }) => (
				<a href={typeAt(type.key, scope)} translate="no">
					{type.name}
				</a>
			),
		},
		{
			title: words.result,
			cell: ({ offer }) =>
				typeof offer === "string" ? <Badge>{words.no}</Badge> : <Badge tone="success">{words.yes}</Badge>,
		},
		{
			title: words.why,
			cell: ({ offer, missing }) => {
				if (typeof offer !== "string") {
					const ways = offer.choices.map(({ name }) => name).filter((name) => name !== "");
					return ways.length === 0 ? words.ready : <span translate="no">{ways.join(" · ")}</span>;
				}
				return (
					<span>
						{words.obstacles[offer]}{" "}
						{offer === "INFO" && <FieldLinks keys={missing} names={names} scope={scope} none="" />}
					</span>
				);
			},
		},
	];
	return (
		<Card id="explained" title={words.of(found.name)} lead={words.ofLead}>
			<Table frame={state.frame} caption={words.of(found.name)} columns={columns} rows={found.explained} />
		</Card>
	);
};
