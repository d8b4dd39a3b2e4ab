// Password and code once more, before something that could weaken the account.
import * as z from "zod";
import { proveAgain } from "../../administrators/own-account";
import { Field, Form, PasswordField } from "../../ui/form";
import { action, page, present } from "../../web/page";
import { code, password } from "../fields";
import { consolePage, consoleWords, MainButton } from "../frame";
import { paths, signInFor, wantedPage } from "../paths";

export const provePage = page({
	path: paths.prove,
	access: "session",
	signIn: () => signInFor(paths.account),
	load: (ctx) => ctx.actor,
	view: (state, actor) => {
		const { language } = state.frame;
		const words = consoleWords[language];
		return consolePage(state, {
			title: words.prove.title,
			actor,
			scripts: ["password.js"],
			children: (
				<div class="stack">
					<div class="stack-tight">
						<h1>{words.prove.title}</h1>
						<p class="prose muted">{words.prove.lead}</p>
					</div>
					<Form state={state.form} action="prove" language={language} class="stack">
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
				</div>
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
