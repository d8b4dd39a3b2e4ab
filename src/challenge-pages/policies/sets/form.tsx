// The form of what a policy set says of its step as a whole.
import type { FC } from "hono/jsx";
import * as z from "zod";
import { FormEnd } from "../../../console/frame";
import { isOn } from "../../../console/input";
import type { Language } from "../../../languages";
import type { PolicySet } from "../../../policies/challenge/sets/schema";
import { optionsOf, SelectField, Switch } from "../../../ui/choices";
import { Field, Form } from "../../../ui/form";
import { formatNumber } from "../../../ui/formats";
import type { PageState } from "../../../web/page";
import { numberIn, setAt, termsIn, wordsIn } from "../parts";

const minuteMs = 60_000;
const mostMinutes = 30 * 24 * 60;

const inMinutes = (ms: number): number => ms / minuteMs;

/** How long failures count. */
export function countedFor({ lockDuration }: PolicySet, language: Language): string {
	const { sets: words } = wordsIn(language);
	return lockDuration === 0 ? words.untilUnlocked : words.minutes(formatNumber(inMinutes(lockDuration), language));
}

const typed = z.string().max(40).default("");

/** People think of minutes. */
export const SetFields = z.object({
	engine: typed,
	lockMinutes: typed.transform(numberIn).pipe(z.literal(0).or(z.number().min(1).max(mostMinutes))),
	allowActionOverrides: isOn,
});

export const setInputOf = ({ lockMinutes, ...fields }: z.infer<typeof SetFields>) => ({
	...fields,
	lockDuration: Math.round(lockMinutes * minuteMs),
});

export const SetForm: FC<{ state: PageState; set: PolicySet }> = ({ state, set }) => {
	const { form, frame } = state;
	const { sets: words, ...all } = wordsIn(frame.language);
	return (
		<Form state={form} action="save" language={frame.language} class="fields">
			<SelectField
				state={form}
				name="engine"
				label={all.engine}
				hint={words.engineHint}
				options={optionsOf(termsIn(frame.language).engines)}
				value={set.engine}
			/>
			<Field
				state={form}
				name="lockMinutes"
				label={words.lockMinutes}
				hint={words.lockMinutesHint}
				value={String(inMinutes(set.lockDuration))}
				inputmode="numeric"
				maxlength={20}
			/>
			<Switch
				state={form}
				name="allowActionOverrides"
				label={words.allowActionOverrides}
				hint={words.allowActionOverridesHint}
				isOn={set.allowActionOverrides}
			/>
			<FormEnd state={state} back={setAt(set.checkpoint)}>
				{all.save}
			</FormEnd>
		</Form>
	);
};
