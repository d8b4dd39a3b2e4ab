// The first step of the sign-in: name and password. A one-time password leads to choosing a password.
import * as z from "zod";
import { deviceOf } from "../../administrators/second-step";
import { sessionCookie } from "../../administrators/sessions";
import { signIn } from "../../administrators/sign-in";
import { Field, Form, PasswordField } from "../../ui/form";
import { action, page, SeeOther } from "../../web/page";
import { consoleWords, MainButton, narrowPage } from "../frame";
import { password } from "../input";
import { nextStep, paths, wantedPage } from "../paths";

export const signInPage = page({
	path: paths.signIn,
	access: "public",
	load: (_ctx, { request, session }) => {
		if (session) throw new SeeOther(wantedPage(request.url));
	},
	view: (state) => {
		const { language } = state.frame;
		const words = consoleWords[language].signIn;
		// After a wrong password the login stands there already.
		const isNamed = (state.form.values.login ?? "") !== "";
		return narrowPage(
			state,
			words.title,
			words.lead,
			<>
				<Form state={state.form} action="sign-in" language={language} class="stack">
					<Field state={state.form} name="login" label={words.login} autocomplete="username" autofocus={!isNamed} />
					<PasswordField
						state={state.form}
						name="password"
						label={words.password}
						language={language}
						autocomplete="current-password"
						autofocus={isNamed}
					/>
					<MainButton>{words.continue}</MainButton>
				</Form>
				<p class="narrow-more muted">{words.noAccount}</p>
			</>,
		);
	},
	actions: {
		"sign-in": action({
			fields: z.object({ login: z.string().trim().min(1).max(100), password }),
			run: async (ctx, values, { request }) => {
				const session = await signIn(ctx, values, deviceOf(request));
				const step = session.row.stage === "PASSWORD" ? paths.newPassword : paths.code;
				return new SeeOther(nextStep(step, request.url), [sessionCookie(session)]);
			},
		}),
	},
});
