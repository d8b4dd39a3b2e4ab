// The overview: what needs somebody today, how codes and messages do, and whether the providers work.
import * as z from "zod";
import { countApiTokensBefore } from "../../access/service";
import { emailAuthenticatorId, phoneAuthenticatorId } from "../../authenticators/built-in";
import { inactiveAuthenticatorIds } from "../../authenticators/service";
import { countDeadLetters } from "../../dead-letters/service";
import { findHookHealth } from "../../hooks/metrics";
import { listBacklog } from "../../log/backlog";
import { type EventType, eventTypes } from "../../log/event-types";
import { hourlyTotalsByKind } from "../../log/totals";
import type { Channel } from "../../messages/message";
import { channelsWithoutAccount, listAccountHealth } from "../../providers/health";
import { pathWith } from "../../ui/frame";
import { listUsers } from "../../users/list";
import { page } from "../../web/page";
import { consolePage, consoleWords } from "../frame";
import { overseers } from "../menu";
import { paths, signInFor } from "../paths";
import { Attention } from "./attention";
import { FirstSteps } from "./first-steps";
import { Numbers } from "./numbers";
import { outcomesOf, periodNames, windowOf } from "./period";
import { Providers } from "./providers";

const dayMs = 24 * 60 * 60 * 1000;
const tokenIsOldMs = 365 * dayMs;

const isSend = (type: string) => /^system\.(sms|voice|email|im)\.send_/.test(type);

const kinds = {
	verifications: ["user.authentication.auth_via_mfa"],
	deliveries: (Object.keys(eventTypes) as EventType[]).filter(isSend),
	locks: ["user.account.lock"],
} as const satisfies Record<string, readonly EventType[]>;

export const overviewPage = page({
	path: paths.overview,
	access: overseers,
	signIn: signInFor,
	query: z.object({ period: z.enum(periodNames).default("24h").catch("24h") }),
	load: async (ctx, { query }) => {
		const now = ctx.now();
		const [totals, accounts, hook, deadLetters, backlog, oldTokens, inactive, users] = await Promise.all([
			hourlyTotalsByKind(ctx, windowOf(query.period, now), kinds),
			listAccountHealth(ctx),
			findHookHealth(ctx),
			countDeadLetters(ctx),
			listBacklog(ctx, { limit: 200 }),
			countApiTokensBefore(ctx, now - tokenIsOldMs),
			inactiveAuthenticatorIds(ctx),
			listUsers(ctx, { limit: 1 }),
		]);
		const today = totals.filter(({ at }) => at >= windowOf("24h", now).since);
		/** The hook takes what goes to phones. Nobody enrols a factor of an authenticator that is switched off. */
		const isMissed = (channel: Channel) =>
			channel === "EMAIL"
				? !inactive.includes(emailAuthenticatorId)
				: channel !== "IM" && hook === null && !inactive.includes(phoneAuthenticatorId);
		return {
			actor: ctx.actor,
			now,
			period: query.period,
			totals,
			accounts,
			hook,
			isEmpty: users.items.length === 0,
			worries: {
				accounts,
				// In development the inbox takes what nobody else delivers.
				unserved: ctx.env.isDevelopment ? [] : channelsWithoutAccount(accounts).filter(isMissed),
				hook,
				deadLetters,
				backlog: backlog.items.length,
				locks: outcomesOf(today, "locks").succeeded,
				oldTokens,
			},
		};
	},
	view: (state, { actor, now, period, totals, accounts, hook, isEmpty, worries }) => {
		const { frame } = state;
		const words = consoleWords[frame.language].overview;
		const hasVerified = outcomesOf(totals, "verifications").succeeded > 0;
		return consolePage(state, {
			title: words.title,
			lead: words.lead,
			tools: (
				<nav aria-label={words.period}>
					<ul class="choices">
						{periodNames.map((name) => (
							<li>
								<a href={pathWith(frame, { period: name })} aria-current={name === period ? "true" : undefined}>
									{words.periods[name]}
								</a>
							</li>
						))}
					</ul>
				</nav>
			),
			actor,
			children: (
				<>
					{isEmpty && (
						<FirstSteps frame={frame} progress={{ hasAccount: accounts.length > 0, hasVerified }} actor={actor} />
					)}
					<Attention frame={frame} found={worries} actor={actor} />
					<Numbers frame={frame} period={period} totals={totals} now={now} />
					<Providers frame={frame} accounts={accounts} hook={hook} />
				</>
			),
		});
	},
});
