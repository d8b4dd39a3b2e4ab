// The last step of the first sign-in: the authenticator app shows its first code.
import * as z from "zod";
import { appSetUp } from "../../administrators/app";
import { appToSetUp, deviceOf, finishFirstApp, signInOver } from "../../administrators/second-step";
import { findVisit } from "../../administrators/sessions";
import { action, page, SeeOther } from "../../web/page";
import { AppSteps } from "../app-steps";
import { consoleWords, narrowPage } from "../frame";
import { code } from "../input";
import { nextStep, paths } from "../paths";

export const firstAppPage = page({
	path: paths.firstApp,
	access: "public",
	load: async (ctx, { request }) => {
		const visit = await findVisit(ctx, request, "FACTOR");
		const app = visit && (await appToSetUp(ctx, visit));
		if (!app) throw new SeeOther(nextStep(paths.signIn, request.url));
		return { setUp: await appSetUp(ctx, visit.administrator, app), url: request.url };
	},
	view: (state, { setUp, url }) => {
		const words = consoleWords[state.frame.language].firstApp;
		return narrowPage(
			state,
			words.title,
			words.lead,
			<>
				<AppSteps state={state} setUp={setUp} />
				<p class="narrow-more">
					<a href={nextStep(paths.firstPasskey, url)}>{words.passkeyInstead}</a>
				</p>
			</>,
		);
	},
	actions: {
		prove: action({
			fields: z.object({ code }),
			run: async (ctx, values, { request }) => {
				const visit = await findVisit(ctx, request, "FACTOR");
				if (!visit) throw signInOver();
				const cookies = await finishFirstApp(ctx, visit, values.code, deviceOf(request));
				return new SeeOther(paths.recoveryCodes, cookies);
			},
		}),
	},
});
