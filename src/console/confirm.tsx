// Before an action that touches people: what happens, to whom, the way back, and the proof that some actions need.
import type { Child, FC } from "hono/jsx";
import { Form } from "../ui/form";
import { type PageState, SeeOther } from "../web/page";
import { consoleWords } from "./frame";
import { paths, stepTo } from "./paths";

interface ConfirmProps {
	state: PageState;
	/** The page's action. */
	action: string;
	/** On the button: what it does, such as "Suspend Ada Lovelace". */
	button: string;
	/** Where somebody goes who changes their mind. */
	back: string;
	isHarmless?: boolean;
	/** What happens, and how many people it touches. Further fields may follow. */
	children?: Child;
}

export const Confirm: FC<ConfirmProps> = ({ state, action, button, back, isHarmless, children }) => {
	const { language } = state.frame;
	return (
		<Form state={state.form} action={action} language={language} class="confirm stack">
			{children}
			<div class="form-end">
				<button type="submit" class={isHarmless ? "button button-main" : "button button-danger"}>
					{button}
				</button>
				<a class="button" href={back}>
					{consoleWords[language].cancel}
				</a>
			</div>
		</Form>
	);
};

/**
 * Before whatever lets somebody in: password and code once more, unless the reader gave them minutes ago.
 * @param path the page that the reader comes back to
 */
export function proveFirst(isProven: boolean, path: string): void {
	if (!isProven) throw new SeeOther(stepTo(paths.prove, path));
}
