// The second step of the sign-in without the app: a recovery code.
import * as z from "zod";
import { deviceOf, giveRecoveryCode, signInOver } from "../../administrators/second-step";
import { findVisit } from "../../administrators/sessions";
import { Field, Form } from "../../ui/form";
import { action, page, SeeOther } from "../../web/page";
import { consoleWords, MainButton, narrowPage } from "../frame";
import { code } from "../input";
import { nextStep, paths } from "../paths";

export const recoveryCodePage = page({
	path: paths.recoveryCode,
	access: "public",
	load: async (ctx, { request }) => {
		if (!(await findVisit(ctx, request, "FACTOR"))) throw new SeeOther(nextStep(paths.signIn, request.url));
		return { url: request.url };
	},
	view: (state, { url }) => {
		const { language } = state.frame;
		const words = consoleWords[language].recoveryCode;
		return narrowPage(
			state,
			words.title,
			words.lead,
			<>
				<Form state={state.form} action="sign-in" language={language} class="stack">
					<Field
						state={{ ...state.form, values: {} }}
						name="code"
						label={words.code}
						hint={words.hint}
						autocomplete="off"
						maxlength={32}
						autofocus
					/>
					<MainButton>{words.signIn}</MainButton>
				</Form>
				<p class="narrow-more">
					<a href={nextStep(paths.code, url)}>{words.back}</a>
				</p>
			</>,
		);
	},
	actions: {
		"sign-in": action({
			fields: z.object({ code }),
			run: async (ctx, values, { request }) => {
				const visit = await findVisit(ctx, request, "FACTOR");
				if (!visit) throw signInOver();
				const cookies = await giveRecoveryCode(ctx, visit, values.code, deviceOf(request));
				// Whoever needs a recovery code has to set up an app next.
				return new SeeOther(paths.account, cookies);
			},
		}),
	},
});
