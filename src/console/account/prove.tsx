// Password and second factor once more, before something that could weaken the account.
import * as z from "zod";
import { getAdministrator } from "../../administrators/administrator";
import { idOf, proveAgain } from "../../administrators/own-account";
import { passkeyRequest } from "../../administrators/passkeys";
import { Field, Form, PasswordField, UsernameNote } from "../../ui/form";
import { action, page } from "../../web/page";
import { consolePage, consoleWords, MainButton } from "../frame";
import { code, passkey, password, present } from "../input";
import { PasskeyButton } from "../passkey-button";
import { paths, signInFor, wantedPage } from "../paths";

export const provePage = page({
	path: paths.prove,
	access: "session",
	signIn: () => signInFor(paths.account),
	load: async (ctx, { session }) => {
		const { actor, id } = present(session);
		const [{ login }, ask] = await Promise.all([
			getAdministrator(ctx, idOf(actor)),
			passkeyRequest(ctx, idOf(actor), id),
		]);
		return { actor, login, ask };
	},
	view: (state, { actor, login, ask }) => {
		const { language } = state.frame;
		const words = consoleWords[language];
		return consolePage(state, {
			title: words.prove.title,
			lead: words.prove.lead,
			actor,
			scripts: ["password.js", "passkey.js"],
			children: (
				<Form state={state.form} action="prove" language={language} class="stack">
					<UsernameNote login={login} />
					<PasswordField
						state={state.form}
						name="password"
						label={words.signIn.password}
						language={language}
						autocomplete="current-password"
						autofocus
					/>
					<Field
						state={{ ...state.form, values: {} }}
						name="code"
						label={words.prove.code}
						hint={ask === null ? words.prove.hint : words.prove.hintPasskey}
						autocomplete="one-time-code"
						maxlength={32}
					/>
					<MainButton>{words.prove.continue}</MainButton>
					{ask !== null && <PasskeyButton state={state} ask={{ get: ask }} />}
				</Form>
			),
		});
	},
	actions: {
		prove: action({
			fields: z.object({ password, code, passkey: passkey.default("") }),
			run: async (ctx, { password, ...proof }, { request, session }) => {
				await proveAgain(ctx, present(session), password, proof);
				return wantedPage(request.url);
			},
		}),
	},
});
