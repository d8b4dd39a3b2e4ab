// Adding a passkey to the own account.
import { addPasskey, beginPasskey } from "../../administrators/own-factors";
import { NewPasskey } from "../../administrators/schema";
import { isProven } from "../../administrators/sessions";
import { action, page, SeeOther } from "../../web/page";
import { done } from "../flash";
import { consolePage, consoleWords } from "../frame";
import { present } from "../input";
import { NewPasskeyForm } from "../new-passkey-form";
import { paths, signInFor, stepTo } from "../paths";

const prove = () => new SeeOther(stepTo(paths.prove, paths.newPasskey));

export const newPasskeyPage = page({
	path: paths.newPasskey,
	access: "session",
	signIn: signInFor,
	load: async (ctx, { session }) => {
		const own = present(session);
		if (!isProven(ctx, own)) throw prove();
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
				if (!isProven(ctx, own)) throw prove();
				await addPasskey(ctx, own, given);
				return done(paths.passkeys, "account.passkeyAdded");
			},
		}),
	},
});
