// The first step of the sign-in: name and password, or Cloudflare Access. A one-time password leads to choosing one.
import * as z from "zod";
import { findAsserted, signInByAccess } from "../../administrators/access-assertion";
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
	load: async (ctx, { request, session }) => {
		if (session) throw new SeeOther(wantedPage(request.url));
		return (await findAsserted(ctx, request))?.login ?? null;
	},
	view: (state, asserted) => {
		const { language } = state.frame;
		const words = consoleWords[language].signIn;
		// After a wrong password the login stands there already.
		const isNamed = (state.form.values.login ?? "") !== "";
		return narrowPage(
			state,
			words.title,
			words.lead,
			<>
				{(asserted !== null || state.form.action === "access") && (
					<Form state={state.form} action="access" language={language} class="stack">
						{asserted !== null && (
							<>
								<p>{words.byAccess}</p>
								<MainButton>{words.continueAs(asserted)}</MainButton>
							</>
						)}
						<p class="muted">{words.orPassword}</p>
					</Form>
				)}
				<Form state={state.form} action="sign-in" language={language} class="stack">
					<Field
						state={state.form}
						name="login"
						label={words.login}
						autocomplete="username"
						autofocus={!isNamed && asserted === null}
					/>
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
		access: action({
			fields: z.object({}),
			run: async (ctx, _values, { request }) => {
				const session = await signInByAccess(ctx, request);
				return new SeeOther(nextStep(paths.code, request.url), [sessionCookie(session)]);
			},
		}),
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
