// Signing out. The button stands on every page of the console; this page is for whoever comes by the address.
import * as z from "zod";
import { idOf } from "../../administrators/own-account";
import { endSession, noSessionCookie } from "../../administrators/sessions";
import { Form } from "../../ui/form";
import { action, page, SeeOther } from "../../web/page";
import { consoleWords, MainButton, narrowPage } from "../frame";
import { present } from "../input";
import { paths, signInFor } from "../paths";

export const signOutPage = page({
	path: paths.signOut,
	access: "session",
	signIn: () => signInFor(paths.start),
	load: () => null,
	view: (state) => {
		const { language } = state.frame;
		const words = consoleWords[language];
		return narrowPage(
			state,
			words.signOutPage.title,
			words.signOutPage.lead,
			<Form state={state.form} action="out" language={language}>
				<MainButton>{words.signOut}</MainButton>
			</Form>,
		);
	},
	actions: {
		out: action({
			fields: z.object({}),
			run: async (ctx, _values, { session }) => {
				const own = present(session);
				await endSession(ctx, idOf(own.actor), own.id, true);
				return new SeeOther(paths.signIn, [noSessionCookie()]);
			},
		}),
	},
});
