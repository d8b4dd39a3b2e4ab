// Changing the own password.
import { getAdministrator } from "../../administrators/administrator";
import { changePassword, idOf } from "../../administrators/own-account";
import { NewPassword } from "../../administrators/schema";
import { isProven } from "../../administrators/sessions";
import { action, page } from "../../web/page";
import { proveFirst } from "../confirm";
import { done } from "../flash";
import { consolePage, consoleWords } from "../frame";
import { present } from "../input";
import { NewPasswordForm } from "../new-password-form";
import { paths, signInFor } from "../paths";

export const passwordPage = page({
	path: paths.password,
	access: "session",
	signIn: signInFor,
	load: async (ctx, { session }) => {
		const own = present(session);
		proveFirst(isProven(ctx, own), paths.password);
		return { actor: own.actor, login: (await getAdministrator(ctx, idOf(own.actor))).login };
	},
	view: (state, { actor, login }) => {
		const words = consoleWords[state.frame.language].passwordPage;
		return consolePage(state, {
			title: words.title,
			lead: words.lead,
			actor,
			scripts: ["password.js"],
			children: (
				<>
					<NewPasswordForm state={state} login={login} />
				</>
			),
		});
	},
	actions: {
		save: action({
			fields: NewPassword,
			run: async (ctx, { password }, { session }) => {
				const own = present(session);
				proveFirst(isProven(ctx, own), paths.password);
				await changePassword(ctx, own, password);
				return done(paths.account, "account.password");
			},
		}),
	},
});
