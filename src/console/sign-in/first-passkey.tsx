// The last step of the first sign-in for whoever takes a passkey and no authenticator app.
import { passkeyCreation } from "../../administrators/passkeys";
import { NewPasskey } from "../../administrators/schema";
import { appToSetUp, deviceOf, finishFirstPasskey, signInOver } from "../../administrators/second-step";
import { findVisit } from "../../administrators/sessions";
import { action, page, SeeOther } from "../../web/page";
import { consoleWords, narrowPage } from "../frame";
import { NewPasskeyForm } from "../new-passkey-form";
import { nextStep, paths } from "../paths";

export const firstPasskeyPage = page({
	path: paths.firstPasskey,
	access: "public",
	load: async (ctx, { request }) => {
		const visit = await findVisit(ctx, request, "FACTOR");
		if (!visit || !(await appToSetUp(ctx, visit))) throw new SeeOther(nextStep(paths.signIn, request.url));
		const ask = await passkeyCreation(ctx, visit.administrator, visit.session.id);
		return { ask, userAgent: ctx.client.userAgent, url: request.url };
	},
	view: (state, { ask, userAgent, url }) => {
		const words = consoleWords[state.frame.language].firstPasskey;
		return narrowPage(
			state,
			words.title,
			words.lead,
			<>
				<NewPasskeyForm state={state} ask={ask} userAgent={userAgent} />
				<p class="narrow-more">
					<a href={nextStep(paths.firstApp, url)}>{words.appInstead}</a>
				</p>
			</>,
		);
	},
	actions: {
		add: action({
			fields: NewPasskey,
			run: async (ctx, given, { request }) => {
				const visit = await findVisit(ctx, request, "FACTOR");
				if (!visit) throw signInOver();
				return new SeeOther(paths.recoveryCodes, await finishFirstPasskey(ctx, visit, given, deviceOf(request)));
			},
		}),
	},
});
