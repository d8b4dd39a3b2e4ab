// The own authenticator app: since when it is in use, another one in its place, and doing without it.
import * as z from "zod";
import { appSetUp, findApp } from "../../administrators/app";
import { beginNewApp, finishNewApp, idOf, ownNewApp } from "../../administrators/own-account";
import { removeApp } from "../../administrators/own-factors";
import { listPasskeys } from "../../administrators/passkeys";
import { isProven } from "../../administrators/sessions";
import { Form } from "../../ui/form";
import { Time } from "../../ui/time";
import { action, page } from "../../web/page";
import { AppSteps } from "../app-steps";
import { proveFirst } from "../confirm";
import { done } from "../flash";
import { consolePage, consoleWords, MainButton } from "../frame";
import { code, present } from "../input";
import { paths, signInFor } from "../paths";

export const appPage = page({
	path: paths.app,
	access: "session",
	signIn: signInFor,
	load: async (ctx, { session }) => {
		const own = present(session);
		const [inUse, next, passkeys] = await Promise.all([
			findApp(ctx, idOf(own.actor), "ACTIVE"),
			ownNewApp(ctx, own),
			listPasskeys(ctx, idOf(own.actor)),
		]);
		// The key of the new app stands on the page.
		if (next) proveFirst(isProven(ctx, own), paths.app);
		const setUp = next && (await appSetUp(ctx, next.administrator, next.app));
		return {
			actor: own.actor,
			hasApp: inUse !== null,
			since: inUse?.activatedAt ?? null,
			setUp,
			canRemove: passkeys.length > 0,
			now: ctx.now(),
		};
	},
	view: (state, { actor, hasApp, since, setUp, canRemove, now }) => {
		const { language } = state.frame;
		const words = consoleWords[language].appPage;
		return consolePage(state, {
			title: words.title,
			lead: hasApp ? words.lead : words.leadNone,
			actor,
			scripts: setUp ? ["copy.js"] : [],
			children: (
				<>
					{since !== null && (
						<p>
							{words.since} <Time at={since} now={now} frame={state.frame} />
						</p>
					)}
					{setUp ? (
						<AppSteps state={state} setUp={setUp} />
					) : (
						<Form state={state.form} action="begin" language={language}>
							<MainButton>{hasApp ? words.begin : words.beginNone}</MainButton>
						</Form>
					)}
					{hasApp && canRemove && (
						<Form state={state.form} action="remove" language={language} class="stack-tight">
							<button type="submit" class="button">
								{words.remove}
							</button>
							<p class="muted">{words.removeHint}</p>
						</Form>
					)}
				</>
			),
		});
	},
	actions: {
		begin: action({
			fields: z.object({}),
			run: async (ctx, _values, { session }) => {
				const own = present(session);
				proveFirst(isProven(ctx, own), paths.app);
				await beginNewApp(ctx, own);
				return paths.app;
			},
		}),
		remove: action({
			fields: z.object({}),
			run: async (ctx, _values, { session }) => {
				const own = present(session);
				proveFirst(isProven(ctx, own), paths.app);
				await removeApp(ctx, own);
				return done(paths.account, "account.appRemoved");
			},
		}),
		prove: action({
			fields: z.object({ code }),
			run: async (ctx, values, { session }) => {
				const own = present(session);
				proveFirst(isProven(ctx, own), paths.app);
				await finishNewApp(ctx, own, values.code);
				return done(paths.account, "account.app");
			},
		}),
	},
});
