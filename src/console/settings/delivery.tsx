// How messages are sent: as a form for administrators, and as facts for whoever may only look.
import type { FC } from "hono/jsx";
import type { DeliverySettings } from "../../delivery/settings/schema";
import { Facts } from "../../ui/card";
import { optionsOf, SelectField } from "../../ui/choices";
import { Field, Form } from "../../ui/form";
import type { PageState } from "../../web/page";
import { consoleWords, MainButton } from "../frame";

interface DeliveryProps {
	state: PageState;
	settings: DeliverySettings;
}

/** The form asks for the action `delivery`. */
export const DeliveryForm: FC<DeliveryProps> = ({ state, settings }) => {
	const { language } = state.frame;
	const words = consoleWords[language].settings;
	return (
		<Form state={state.form} action="delivery" language={language} class="fields">
			<SelectField
				state={state.form}
				name="whenHookFails"
				label={words.whenHookFails}
				value={settings.whenHookFails}
				options={optionsOf(words.whenHookFailsChoices)}
			/>
			<Field
				state={state.form}
				name="confirmWithinSeconds"
				label={words.confirmWithinSeconds}
				hint={words.confirmWithinSecondsHint}
				value={settings.confirmWithinSeconds?.toString() ?? ""}
				inputmode="numeric"
				autocomplete="off"
				maxlength={3}
			/>
			<Field
				state={state.form}
				name="originHost"
				label={words.originHost}
				hint={words.originHostHint}
				value={settings.originHost ?? ""}
				autocomplete="off"
				maxlength={253}
			/>
			<div class="form-end">
				<MainButton>{consoleWords[language].save}</MainButton>
			</div>
		</Form>
	);
};

export const DeliveryFacts: FC<DeliveryProps> = ({ state, settings }) => {
	const all = consoleWords[state.frame.language];
	const words = all.settings;
	const { confirmWithinSeconds: seconds, originHost } = settings;
	return (
		<Facts
			facts={[
				[words.whenHookFails, words.whenHookFailsChoices[settings.whenHookFails]],
				[words.confirmWithinSeconds, seconds === null ? words.never : words.seconds(seconds)],
				[words.originHost, originHost === null ? all.none : <code>{originHost}</code>],
			]}
		/>
	);
};
