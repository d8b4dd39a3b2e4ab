// Choosing a condition: a form that asks by GET, because each condition has fields of its own.
import type { FC } from "hono/jsx";
import { type Option, SelectField } from "../../../ui/choices";
import { pathOf } from "../../../ui/frame";
import type { PageState } from "../../../web/page";
import { MainButton } from "../../frame";
import { termsIn, wordsIn } from "../parts";

/** "location-country-in-list" → the group of its first word. What stands alone is the user's. */
function groupOf(id: string): "user" | "session" | "device" | "location" {
	const word = id.split("-", 1)[0];
	if (word === "system") return "session";
	return word === "session" || word === "device" || word === "location" ? word : "user";
}

/** @param to the page that has the form of a condition; left out: this page */
export const ChooseCondition: FC<{ state: PageState; to?: string; chosen?: string | undefined }> = ({
	state,
	to = pathOf(state.frame),
	chosen,
}) => {
	const { language } = state.frame;
	const { conditionGroups, conditions: titles } = termsIn(language);
	const words = wordsIn(language);
	const options: Option[] = Object.entries(titles).map(([id, text]) => ({
		value: id,
		text,
		group: conditionGroups[groupOf(id)],
	}));
	return (
		<form class="form-row" action={to}>
			<SelectField state={null} name="condition" label={words.condition} options={options} value={chosen ?? null} />
			{chosen === undefined ? (
				<MainButton>{words.goOn}</MainButton>
			) : (
				<button type="submit" class="button">
					{words.otherCondition}
				</button>
			)}
		</form>
	);
};
