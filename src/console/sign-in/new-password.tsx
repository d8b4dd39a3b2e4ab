// After a one-time password or an invitation: the person chooses a password.
import { NewPassword } from "../../administrators/schema";
import { choosePassword, signInOver } from "../../administrators/second-step";
import { findVisit, sessionCookie } from "../../administrators/sessions";
import { action, page, SeeOther } from "../../web/page";
import { consoleWords, narrowPage } from "../frame";
import { NewPasswordForm } from "../new-password-form";
import { nextStep, paths } from "../paths";

export const newPasswordPage = page({
	path: paths.newPassword,
	access: "public",
	load: async (ctx, { request }) => {
		const visit = await findVisit(ctx, request, "PASSWORD");
		if (!visit) throw new SeeOther(nextStep(paths.signIn, request.url));
		return visit.administrator.login;
	},
	view: (state, login) => {
		const words = consoleWords[state.frame.language].newPassword;
		return narrowPage(state, words.title, words.lead, <NewPasswordForm state={state} login={login} />);
	},
	actions: {
		save: action({
			fields: NewPassword,
			run: async (ctx, { password }, { request }) => {
				const visit = await findVisit(ctx, request, "PASSWORD");
				if (!visit) throw signInOver();
				const session = await choosePassword(ctx, visit, password);
				return new SeeOther(nextStep(paths.code, request.url), [sessionCookie(session)]);
			},
		}),
	},
});
