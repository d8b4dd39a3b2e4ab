// The second step of the sign-in: a code of the authenticator app.
import * as z from "zod";
import { appToSetUp, deviceOf, giveCode, signInOver } from "../../administrators/second-step";
import { findVisit } from "../../administrators/sessions";
import { Form } from "../../ui/form";
import { action, page, SeeOther } from "../../web/page";
import { CodeField } from "../app-steps";
import { consoleWords, MainButton, narrowPage } from "../frame";
import { code } from "../input";
import { nextStep, paths, wantedPage } from "../paths";

export const codePage = page({
	path: paths.code,
	access: "public",
	load: async (ctx, { request }) => {
		const visit = await findVisit(ctx, request, "FACTOR");
		if (!visit) throw new SeeOther(nextStep(paths.signIn, request.url));
		if (await appToSetUp(ctx, visit)) throw new SeeOther(nextStep(paths.firstApp, request.url));
		return { url: request.url };
	},
	view: (state, { url }) => {
		const { language } = state.frame;
		const words = consoleWords[language].code;
		return narrowPage(
			state,
			words.title,
			words.lead,
			<>
				<Form state={state.form} action="sign-in" language={language} class="stack">
					<CodeField state={state} label={words.code} autofocus />
					<MainButton>{words.signIn}</MainButton>
				</Form>
				<div class="narrow-more stack-tight">
					<p>
						<a href={nextStep(paths.recoveryCode, url)}>{words.lost}</a>
					</p>
					<p>
						<a href={nextStep(paths.signIn, url)}>{words.otherPerson}</a>
					</p>
				</div>
			</>,
		);
	},
	actions: {
		"sign-in": action({
			fields: z.object({ code }),
			run: async (ctx, values, { request }) => {
				const visit = await findVisit(ctx, request, "FACTOR");
				if (!visit) throw signInOver();
				return new SeeOther(wantedPage(request.url), await giveCode(ctx, visit, values.code, deviceOf(request)));
			},
		}),
	},
});
