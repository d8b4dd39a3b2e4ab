// The form in which somebody names and makes a passkey: at the first sign-in and in the account.
import type { FC } from "hono/jsx";
import { Field, Form } from "../ui/form";
import type { PageState } from "../web/page";
import { browserName } from "./browser-name";
import { consoleWords } from "./frame";
import { PasskeyButton } from "./passkey-button";

/** The form asks for the action `add`. */
export const NewPasskeyForm: FC<{ state: PageState; ask: string; userAgent: string | null }> = ({
	state,
	ask,
	userAgent,
}) => {
	const { language } = state.frame;
	const words = consoleWords[language].newPasskeyPage;
	return (
		<Form state={state.form} action="add" language={language} class="stack">
			<Field
				state={state.form}
				name="name"
				label={words.name}
				hint={words.nameHint}
				value={browserName(userAgent) ?? ""}
				autocomplete="off"
				maxlength={60}
			/>
			<PasskeyButton state={state} ask={{ create: ask }} isMain />
		</Form>
	);
};
