// Password and code once more, before something that could weaken the account.
import * as z from "zod";
import { getAdministrator } from "../../administrators/administrator";
import { idOf, proveAgain } from "../../administrators/own-account";
import { Field, Form, PasswordField, UsernameNote } from "../../ui/form";
import { action, page } from "../../web/page";
import { consolePage, consoleWords, MainButton } from "../frame";
import { code, password, present } from "../input";
import { paths, signInFor, wantedPage } from "../paths";

export const provePage = page({
	path: paths.prove,
	access: "session",
	signIn: () => signInFor(paths.account),
	load: async (ctx, { session }) => {
		const { actor } = present(session);
		return { actor, login: (await getAdministrator(ctx, idOf(actor))).login };
	},
	view: (state, { actor, login }) => {
		const { language } = state.frame;
		const words = consoleWords[language];
		return consolePage(state, {
			title: words.prove.title,
			lead: words.prove.lead,
			actor,
			scripts: ["password.js"],
			children: (
				<Form state={state.form} action="prove" language={language} class="stack">
					<UsernameNote login={login} />
					<PasswordField
						state={state.form}
						name="password"
						label={words.signIn.password}
						language={language}
						autocomplete="current-password"
						autofocus
					/>
					<Field
						state={{ ...state.form, values: {} }}
						name="code"
						label={words.prove.code}
						hint={words.prove.hint}
						autocomplete="one-time-code"
						maxlength={32}
					/>
					<MainButton>{words.prove.continue}</MainButton>
				</Form>
			),
		});
	},
	actions: {
		prove: action({
			fields: z.object({ password, code }),
			run: async (ctx, values, { request, session }) => {
				await proveAgain(ctx, present(session), values.password, values.code);
				return wantedPage(request.url);
			},
		}),
	},
});
