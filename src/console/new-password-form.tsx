// The form in which somebody chooses a password: at the first sign-in and in the account.
import type { FC } from "hono/jsx";
import { Form, PasswordField, UsernameNote } from "../ui/form";
import type { PageState } from "../web/page";
import { consoleWords, MainButton } from "./frame";

/** The form asks for the action `save`. */
export const NewPasswordForm: FC<{ state: PageState; login: string }> = ({ state, login }) => {
	const { language } = state.frame;
	const words = consoleWords[language].newPassword;
	const shared = { state: state.form, language, autocomplete: "new-password", maxlength: 256 };
	return (
		<Form state={state.form} action="save" language={language} class="stack">
			<UsernameNote login={login} />
			<PasswordField {...shared} name="password" label={words.password} hint={words.hint} autofocus />
			<PasswordField {...shared} name="again" label={words.again} />
			<MainButton>{words.save}</MainButton>
		</Form>
	);
};
