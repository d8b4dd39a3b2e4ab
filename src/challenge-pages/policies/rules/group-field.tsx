// One group: a choice where the form has all groups, and otherwise a field for its name or id.
import type { FC } from "hono/jsx";
import type { OfferedGroups } from "../../../groups/service";
import { SelectField } from "../../../ui/choices";
import { Field } from "../../../ui/form";
import type { PageState } from "../../../web/page";
import { wordsIn } from "../parts";

/** Returns the ids of the groups that a field names, by id or by name. */
export type FindGroups = (field: string, names: string[]) => Promise<string[]>;

interface GroupFieldProps {
	state: PageState;
	name: string;
	label: string;
	groups: OfferedGroups;
	value: string;
	/** Where no group is a choice too: its words. */
	none?: string;
}

export const GroupField: FC<GroupFieldProps> = ({ state, name, label, groups, value, none }) => {
	const options = [...groups.groups].map(([id, text]) => ({ value: id, text, isName: true }));
	return groups.hasMoreGroups ? (
		<Field
			state={state.form}
			name={name}
			label={label}
			hint={wordsIn(state.frame.language).groupHint}
			value={value}
			maxlength={255}
			autocomplete="off"
		/>
	) : (
		<SelectField
			state={state.form}
			name={name}
			label={label}
			options={none === undefined ? options : [{ value: "", text: none }, ...options]}
			value={value}
		/>
	);
};
