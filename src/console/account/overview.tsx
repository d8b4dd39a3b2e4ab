// The account's page: who I am, how I sign in, where I am signed in, and what happened to my account.
import * as z from "zod";
import { idOf, ownAccount } from "../../administrators/own-account";
import { endOtherSessions, endSession } from "../../administrators/sessions";
import { action, page } from "../../web/page";
import { consolePage, consoleWords } from "../frame";
import { present } from "../input";
import { paths, signInFor } from "../paths";
import { Happened, Profile, Security, Sessions, Told } from "./parts";

const done = ["password", "app", "codes", "session", "sessions"] as const;

export const accountPage = page({
	path: paths.account,
	access: "session",
	signIn: signInFor,
	query: z.object({ done: z.enum(done).optional().catch(undefined) }),
	load: async (ctx, { query, session }) => ({
		...(await ownAccount(ctx, present(session))),
		actor: ctx.actor,
		now: ctx.now(),
		done: query.done,
	}),
	view: (state, account) => {
		const { title } = consoleWords[state.frame.language].account;
		return consolePage(state, {
			title,
			actor: account.actor,
			children: (
				<div class="stack">
					<h1>{title}</h1>
					<Told state={state} account={account} done={account.done} />
					<Profile state={state} account={account} />
					<Security state={state} account={account} />
					<Sessions state={state} account={account} />
					<Happened state={state} account={account} />
				</div>
			),
		});
	},
	actions: {
		end: action({
			fields: z.object({ sessionId: z.string().max(40) }),
			run: async (ctx, { sessionId }, { session }) => {
				await endSession(ctx, idOf(present(session).actor), sessionId, false);
				return `${paths.account}?done=session`;
			},
		}),
		"end-others": action({
			fields: z.object({}),
			run: async (ctx, _values, { session }) => {
				const own = present(session);
				await endOtherSessions(ctx, idOf(own.actor), own.id);
				return `${paths.account}?done=sessions`;
			},
		}),
	},
});
