// Recovery codes: how many are left, new ones, and noting them down.
import * as z from "zod";
import { getAdministrator } from "../../administrators/administrator";
import { acknowledgeRecoveryCodes, idOf, replaceRecoveryCodes } from "../../administrators/own-account";
import { countRecoveryCodes, newRecoveryCodes } from "../../administrators/recovery-codes";
import { isProven } from "../../administrators/sessions";
import { Form } from "../../ui/form";
import { action, page } from "../../web/page";
import { proveFirst } from "../confirm";
import { done } from "../flash";
import { consolePage, consoleWords, MainButton } from "../frame";
import { present } from "../input";
import { paths, signInFor } from "../paths";

export const recoveryCodesPage = page({
	path: paths.recoveryCodes,
	access: "session",
	signIn: signInFor,
	load: async (ctx, { session }) => {
		const own = present(session);
		const administrator = await getAdministrator(ctx, idOf(own.actor));
		if (administrator.newRecoveryCodesSealed !== null) proveFirst(isProven(ctx, own), paths.recoveryCodes);
		const [codes, left] = await Promise.all([
			newRecoveryCodes(ctx, administrator),
			countRecoveryCodes(ctx, administrator.id),
		]);
		return { actor: own.actor, codes, left };
	},
	view: (state, { actor, codes, left }) => {
		const { language } = state.frame;
		const words = consoleWords[language];
		return consolePage(state, {
			title: words.codesPage.title,
			lead: words.codesPage.lead,
			actor,
			children: (
				<>
					{codes === null && <p>{words.account.codesLeft(left)}</p>}
					{codes === null ? (
						<Form state={state.form} action="make" language={language} class="stack-tight">
							<MainButton>{words.codesPage.make}</MainButton>
							<p class="muted">{words.codesPage.makeHint}</p>
						</Form>
					) : (
						<Form state={state.form} action="keep" language={language} class="stack">
							<p class="notice notice-warning">{words.codesPage.noteDown}</p>
							<ul class="secret-codes">
								{codes.map((one) => (
									<li>
										<code>{one}</code>
									</li>
								))}
							</ul>
							<MainButton>{words.codesPage.noted}</MainButton>
						</Form>
					)}
				</>
			),
		});
	},
	actions: {
		make: action({
			fields: z.object({}),
			run: async (ctx, _values, { session }) => {
				const own = present(session);
				proveFirst(isProven(ctx, own), paths.recoveryCodes);
				await replaceRecoveryCodes(ctx, own);
				return paths.recoveryCodes;
			},
		}),
		keep: action({
			fields: z.object({}),
			run: async (ctx, _values, { session }) => {
				const own = present(session);
				proveFirst(isProven(ctx, own), paths.recoveryCodes);
				await acknowledgeRecoveryCodes(ctx, own);
				return done(paths.account, "account.codes");
			},
		}),
	},
});
