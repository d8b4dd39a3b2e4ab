// The groups of a form: switches for the first ones, and lines for further ones where there are more.
import type { FC } from "hono/jsx";
import * as z from "zod";
import type { OfferedGroups } from "../groups/service";
import { on, Switch, TextArea } from "../ui/choices";
import type { PageState } from "../web/page";
import { consoleWords } from "./frame";

/** A form has a field for each group, whose name begins with this word. */
const groupField = "group.";

export const groupFields = { moreGroups: z.string().max(20_000).default("") };

/** The ids of the groups that are switched on. */
export const chosenGroups = (fields: Readonly<Record<string, unknown>>): string[] =>
	Object.keys(fields)
		.filter((name) => name.startsWith(groupField) && fields[name] === on)
		.map((name) => name.slice(groupField.length));

/** Names or ids of further groups. */
export const typedGroups = ({ moreGroups }: { moreGroups: string }): string[] =>
	moreGroups
		.split(/\r?\n/)
		.map((line) => line.trim())
		.filter((line) => line !== "");

interface GroupChoiceProps extends OfferedGroups {
	state: PageState;
	legend: string;
	chosen: readonly string[];
}

export const GroupChoice: FC<GroupChoiceProps> = ({ state, legend, groups, hasMoreGroups, chosen }) => {
	const words = consoleWords[state.frame.language];
	return (
		<fieldset class="fields">
			<legend>{legend}</legend>
			<div class="choice-grid">
				{[...groups].map(([id, name]) => (
					<Switch
						state={state.form}
						name={groupField + id}
						label={<span translate="no">{name}</span>}
						isOn={chosen.includes(id)}
					/>
				))}
			</div>
			{hasMoreGroups && (
				<TextArea state={state.form} name="moreGroups" label={words.moreGroups} hint={words.moreGroupsHint} rows={3} />
			)}
		</fieldset>
	);
};
