// The second step of the sign-in: a code of the authenticator app, or a passkey.
import * as z from "zod";
import { findApp } from "../../administrators/app";
import { passkeyRequest } from "../../administrators/passkeys";
import { appToSetUp, deviceOf, giveCode, givePasskey, signInOver } from "../../administrators/second-step";
import { findVisit } from "../../administrators/sessions";
import { Form } from "../../ui/form";
import { action, page, SeeOther } from "../../web/page";
import { CodeField } from "../app-steps";
import { consoleWords, MainButton, narrowPage } from "../frame";
import { code, passkey } from "../input";
import { PasskeyButton } from "../passkey-button";
import { nextStep, paths, wantedPage } from "../paths";

export const codePage = page({
	path: paths.code,
	access: "public",
	load: async (ctx, { request }) => {
		const visit = await findVisit(ctx, request, "FACTOR");
		if (!visit) throw new SeeOther(nextStep(paths.signIn, request.url));
		if (await appToSetUp(ctx, visit)) throw new SeeOther(nextStep(paths.firstApp, request.url));
		const { administrator, session } = visit;
		const [app, ask] = await Promise.all([
			findApp(ctx, administrator.id, "ACTIVE"),
			passkeyRequest(ctx, administrator.id, session.id),
		]);
		return { url: request.url, hasApp: app !== null, ask };
	},
	view: (state, { url, hasApp, ask }) => {
		const { language } = state.frame;
		const words = consoleWords[language].code;
		return narrowPage(
			state,
			hasApp ? words.title : words.titlePasskey,
			hasApp ? words.lead : words.leadPasskey,
			<>
				{hasApp && (
					<Form state={state.form} action="sign-in" language={language} class="stack">
						<CodeField state={state} label={words.code} autofocus />
						<MainButton>{words.signIn}</MainButton>
					</Form>
				)}
				{ask !== null && (
					<Form state={state.form} action="passkey" language={language}>
						<PasskeyButton state={state} ask={{ get: ask }} isMain={!hasApp} />
					</Form>
				)}
				<div class="narrow-more stack-tight">
					<p>
						<a href={nextStep(paths.recoveryCode, url)}>{hasApp ? words.lost : words.lostPasskey}</a>
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
		passkey: action({
			fields: z.object({ passkey }),
			run: async (ctx, values, { request }) => {
				const visit = await findVisit(ctx, request, "FACTOR");
				if (!visit) throw signInOver();
				return new SeeOther(wantedPage(request.url), await givePasskey(ctx, visit, values.passkey, deviceOf(request)));
			},
		}),
	},
});
