// The form of a group: the same for a new one and for one that is there.
import type { FC } from "hono/jsx";
import { TextArea } from "../../ui/choices";
import { Field, Form } from "../../ui/form";
import type { PageState } from "../../web/page";
import { consoleWords, FormEnd } from "../frame";

interface GroupFormProps {
	state: PageState;
	values: { name: string; description: string | null };
	/** On the button. */
	button: string;
	/** Where somebody goes who changes their mind. */
	back: string;
}

/** The form asks for the action `save`. */
export const GroupForm: FC<GroupFormProps> = ({ state, values, button, back }) => {
	const { form, frame } = state;
	const words = consoleWords[frame.language];
	const { name, description, descriptionHint } = words.groupForm;
	return (
		<Form state={form} action="save" language={frame.language} class="fields">
			<Field state={form} name="name" label={name} value={values.name} autocomplete="off" maxlength={255} />
			<TextArea
				state={form}
				name="description"
				label={description}
				hint={descriptionHint}
				value={values.description ?? ""}
				rows={2}
				maxlength={1024}
			/>
			<FormEnd state={state} back={back}>
				{button}
			</FormEnd>
		</Form>
	);
};
