// Adding a passkey to the own account.
import { addPasskey, beginPasskey } from "../../administrators/own-factors";
import { NewPasskey } from "../../administrators/schema";
import { isProven } from "../../administrators/sessions";
import { action, page } from "../../web/page";
import { proveFirst } from "../confirm";
import { done } from "../flash";
import { consolePage, consoleWords } from "../frame";
import { present } from "../input";
import { NewPasskeyForm } from "../new-passkey-form";
import { paths, signInFor } from "../paths";

export const newPasskeyPage = page({
	path: paths.newPasskey,
	access: "session",
	signIn: signInFor,
	load: async (ctx, { session }) => {
		const own = present(session);
		proveFirst(isProven(ctx, own), paths.newPasskey);
		return { actor: own.actor, ask: await beginPasskey(ctx, own), userAgent: ctx.client.userAgent };
	},
	view: (state, { actor, ask, userAgent }) => {
		const words = consoleWords[state.frame.language].newPasskeyPage;
		return consolePage(state, {
			title: words.title,
			lead: words.lead,
			crumbs: [{ href: paths.passkeys, text: consoleWords[state.frame.language].passkeysPage.title }],
			actor,
			scripts: ["passkey.js"],
			children: <NewPasskeyForm state={state} ask={ask} userAgent={userAgent} />,
		});
	},
	actions: {
		add: action({
			fields: NewPasskey,
			run: async (ctx, given, { session }) => {
				const own = present(session);
				proveFirst(isProven(ctx, own), paths.newPasskey);
				await addPasskey(ctx, own, given);
				return done(paths.passkeys, "account.passkeyAdded");
			},
		}),
	},
});
