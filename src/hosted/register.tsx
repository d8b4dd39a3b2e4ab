// Registering. Until there are pages for it, the person is told what is asked for, and may skip or decline.
import * as z from "zod";
import { declineContacts, skipContacts } from "../transactions/verbs/register";
import { textOfState } from "../transactions/words";
import { Form } from "../ui/form";
import { cancel } from "./password";
import { step, verb } from "./step";

export const registerPage = step({
	place: "register",
	states: ["REGISTERING"],
	load: () => null,
	draw: ({ form, frame: { language } }, words, { opened, state }) => ({
		title: words.register.title,
		content: (
			<>
				<p>{textOfState(state, opened.kept.facts.languages)}</p>
				{state.open.maySkip && (
					<Form state={form} action="skip" language={language}>
						<button type="submit" class="button button-main">
							{words.register.skip}
						</button>
					</Form>
				)}
				{state.open.mayDecline && (
					<Form state={form} action="decline" language={language}>
						<button type="submit" class="button">
							{words.register.decline}
						</button>
					</Form>
				)}
				<Form state={form} action="cancel" language={language} class="quiet">
					<button type="submit" class="link">
						{words.cancel}
					</button>
				</Form>
			</>
		),
	}),
	actions: {
		skip: verb(z.object({}), skipContacts),
		decline: verb(z.object({}), declineContacts),
		cancel,
	},
});
