// Choosing a condition: a form that asks by GET, because each condition has fields of its own.
import type { FC } from "hono/jsx";
import { MainButton } from "../../../console/frame";
import { type Option, SelectField } from "../../../ui/choices";
import { pathOf } from "../../../ui/frame";
import type { PageState } from "../../../web/page";
import { termsIn, wordsIn } from "../parts";

/** "location-country-in-list" → the group of its first word. What stands alone is the user's. */
function groupOf(id: string): "user" | "session" | "device" | "location" {
	const word = id.split("-", 1)[0];
	if (word === "system") return "session";
	return word === "session" || word === "device" || word === "location" ? word : "user";
}

interface ChooseConditionProps {
	state: PageState;
	/** The page that has the form of a further condition; left out: this page. */
	to?: string;
	chosen?: string | undefined;
}

export const ChooseCondition: FC<ChooseConditionProps> = ({ state, to, chosen }) => {
	const { language } = state.frame;
	const { conditionGroups, conditions: titles } = termsIn(language);
	const words = wordsIn(language);
	const options: Option[] = Object.entries(titles).map(([id, text]) => ({
		value: id,
		text,
		group: conditionGroups[groupOf(id)],
	}));
	return (
		<form class="form-row" action={to ?? pathOf(state.frame)}>
			<SelectField
				state={null}
				name="condition"
				label={to === undefined ? words.condition : words.addCondition}
				options={options}
				value={chosen ?? null}
			/>
			{to === undefined && chosen === undefined ? (
				<MainButton>{words.goOn}</MainButton>
			) : (
				<button type="submit" class="button">
					{chosen === undefined ? words.goOn : words.otherCondition}
				</button>
			)}
		</form>
	);
};
