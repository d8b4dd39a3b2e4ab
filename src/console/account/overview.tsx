// The account's page: who I am, how I sign in, where I am signed in, and what happened to my account.
import * as z from "zod";
import { idOf, ownAccount } from "../../administrators/own-account";
import { endOtherSessions, endSession } from "../../administrators/sessions";
import { isZone } from "../../ui/frame";
import { noZoneCookie, ownZoneCookie } from "../../web/frame";
import { action, page } from "../../web/page";
import { done } from "../flash";
import { consolePage, consoleWords } from "../frame";
import { present } from "../input";
import { paths, signInFor } from "../paths";
import { Happened, Profile, Security, Sessions, Times, Waiting } from "./parts";

export const accountPage = page({
	path: paths.account,
	access: "session",
	signIn: signInFor,
	load: async (ctx, { session }) => ({
		...(await ownAccount(ctx, present(session))),
		actor: ctx.actor,
		now: ctx.now(),
	}),
	view: (state, account) => {
		const { title } = consoleWords[state.frame.language].account;
		return consolePage(state, {
			title,
			actor: account.actor,
			children: (
				<>
					<Waiting state={state} account={account} />
					<Profile state={state} account={account} />
					<Security state={state} account={account} />
					<Sessions state={state} account={account} />
					<Times state={state} />
					<Happened state={state} account={account} />
				</>
			),
		});
	},
	actions: {
		zone: action({
			fields: z.object({ zone: z.string() }),
			run: async (_ctx, { zone }) =>
				done(paths.account, "account.zone", "", [isZone(zone) ? ownZoneCookie(zone) : noZoneCookie()]),
		}),
		end: action({
			fields: z.object({ sessionId: z.string().max(40) }),
			run: async (ctx, { sessionId }, { session }) => {
				await endSession(ctx, idOf(present(session).actor), sessionId, false);
				return done(paths.account, "account.session");
			},
		}),
		"end-others": action({
			fields: z.object({}),
			run: async (ctx, _values, { session }) => {
				const own = present(session);
				await endOtherSessions(ctx, idOf(own.actor), own.id);
				return done(paths.account, "account.sessions");
			},
		}),
	},
});
