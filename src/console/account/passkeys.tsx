// The own passkeys: what they are called, when they were used, and removing one.
import * as z from "zod";
import { idOf } from "../../administrators/own-account";
import { removePasskey } from "../../administrators/own-factors";
import { listPasskeys } from "../../administrators/passkeys";
import { isProven } from "../../administrators/sessions";
import { Form } from "../../ui/form";
import { Time } from "../../ui/time";
import { action, page } from "../../web/page";
import { proveFirst } from "../confirm";
import { done } from "../flash";
import { consolePage, consoleWords, MainLink } from "../frame";
import { present } from "../input";
import { paths, signInFor } from "../paths";

export const passkeysPage = page({
	path: paths.passkeys,
	access: "session",
	signIn: signInFor,
	load: async (ctx, { session }) => {
		const { actor } = present(session);
		const passkeys = await listPasskeys(ctx, idOf(actor));
		return { actor, rows: passkeys.map(({ row }) => row), now: ctx.now() };
	},
	view: (state, { actor, rows, now }) => {
		const { language } = state.frame;
		const words = consoleWords[language].passkeysPage;
		return consolePage(state, {
			title: words.title,
			lead: words.lead,
			tools: <MainLink href={paths.newPasskey}>{words.add}</MainLink>,
			actor,
			children: (
				<>
					{rows.length === 0 && <p>{words.none}</p>}
					<ul class="rows">
						{rows.map(({ id, name, createdAt, lastUsedAt }) => (
							<li>
								<div class="row-main">
									<strong translate="no">{name}</strong>
									<p>
										{words.made} <Time at={createdAt} now={now} frame={state.frame} /> ·{" "}
										{lastUsedAt === null ? (
											words.neverUsed
										) : (
											<>
												{words.lastUsed} <Time at={lastUsedAt} now={now} frame={state.frame} />
											</>
										)}
									</p>
								</div>
								<Form state={state.form} action="remove" language={language}>
									<input type="hidden" name="credential" value={id} />
									<button type="submit" class="button" aria-label={words.removeOf(name ?? "")}>
										{words.remove}
									</button>
								</Form>
							</li>
						))}
					</ul>
				</>
			),
		});
	},
	actions: {
		remove: action({
			fields: z.object({ credential: z.string().max(40) }),
			run: async (ctx, { credential }, { session }) => {
				const own = present(session);
				proveFirst(isProven(ctx, own), paths.passkeys);
				await removePasskey(ctx, own, credential);
				return done(paths.passkeys, "account.passkeyRemoved");
			},
		}),
	},
});
