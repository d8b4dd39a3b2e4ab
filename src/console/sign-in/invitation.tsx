// Where the link of the operator's command leads. Opening the link changes nothing, because mail scanners open links.
import * as z from "zod";
import { acceptInvitation } from "../../administrators/invitation";
import { sessionCookie } from "../../administrators/sessions";
import { Form } from "../../ui/form";
import { readCookie, removeCookie, setCookie } from "../../web/cookies";
import { action, page, SeeOther } from "../../web/page";
import { consoleWords, MainButton, narrowPage } from "../frame";
import { paths } from "../paths";

const cookieName = "__Host-tessera-invitation";
const cookieSeconds = 60 * 60;

/** Nothing else is in a code, and nothing else gets into a cookie. */
const written = (code: string) => code.replaceAll(/[^a-z0-9-]/gi, "").slice(0, 64);

export const invitationPage = page({
	path: paths.invitation,
	access: "public",
	load: (_ctx, { request }) => {
		const code = new URL(request.url).searchParams.get("code");
		// Out of the address at once, so that neither the history nor a link of the page has it.
		if (code !== null) throw new SeeOther(paths.invitation, [setCookie(cookieName, written(code), cookieSeconds)]);
	},
	view: (state) => {
		const { language } = state.frame;
		const words = consoleWords[language].invitation;
		return narrowPage(
			state,
			words.title,
			words.lead,
			<Form state={state.form} action="accept" language={language} class="stack">
				<MainButton>{words.accept}</MainButton>
			</Form>,
		);
	},
	actions: {
		accept: action({
			fields: z.object({}),
			run: async (ctx, _values, { request }) => {
				const session = await acceptInvitation(ctx, readCookie(request, cookieName) ?? "");
				return new SeeOther(paths.newPassword, [sessionCookie(session), removeCookie(cookieName)]);
			},
		}),
	},
});
