// One token or app: setting a new app up by its QR code, and bringing a token back in step.
import * as z from "zod";
import { hasRole } from "../../context";
import { summarizeFactor } from "../../factors/overview";
import { setUpOfApp } from "../../factors/qr";
import { getFactor } from "../../factors/read";
import { activateFactor, resyncFactor } from "../../factors/verify";
import { Card } from "../../ui/card";
import { Field, Form, stateOf } from "../../ui/form";
import { Time } from "../../ui/time";
import { getUserById } from "../../users/service";
import { action, page, SeeOther } from "../../web/page";
import { administrators, helpDesk } from "../../web/router";
import { AppKey } from "../app-steps";
import { done } from "../flash";
import { consolePage, consoleWords, MainButton } from "../frame";
import { code } from "../input";
import { signInFor, userAt } from "../paths";
import { FactorBadge, factorTitle, isToken } from "./factor-title";

export const factorPage = page({
	path: "/console/users/{userId}/factors/{factorId}",
	access: helpDesk,
	signIn: signInFor,
	load: async (ctx, { params: { userId, factorId } }) => {
		const [user, row] = await Promise.all([getUserById(ctx, userId), getFactor(ctx, userId, factorId)]);
		const factor = await summarizeFactor(ctx, row);
		if (!isToken(factor)) throw new SeeOther(userAt(userId));
		// Whoever sees the secret can make codes, so only who may enroll sees it.
		const setUp = hasRole(ctx.actor, administrators) ? await setUpOfApp(ctx, row) : null;
		return { actor: ctx.actor, user, factor, setUp, now: ctx.now() };
	},
	view: (state, { actor, user, factor, setUp, now }) => {
		const { language } = state.frame;
		const all = consoleWords[language];
		const words = all.factorPage;
		const isPending = factor.status === "PENDING_ACTIVATION";
		const prove = stateOf(state.form, "prove");
		const resync = stateOf(state.form, "resync");
		const ofCode = { inputmode: "numeric", autocomplete: "off", maxlength: 64 } as const;
		return consolePage(state, {
			title: factorTitle(all, factor),
			lead: (
				<>
					<FactorBadge state={state} factor={factor} /> {words.since}{" "}
					<Time at={factor.createdAt} now={now} frame={state.frame} />
				</>
			),
			actor,
			crumbs: [{ href: userAt(user.id), text: user.displayName }],
			scripts: ["copy.js"],
			children: isPending ? (
				<Card id="set-up" title={all.person.setUp} {...(setUp ? { lead: words.appLead } : {})}>
					{setUp ? (
						<ol class="steps">
							<li>
								<p>{words.appScan}</p>
								<AppKey setUp={setUp} language={language} />
							</li>
							<li>
								<p>{words.appProve}</p>
							</li>
						</ol>
					) : (
						factor.factorType === "token:software:totp" && hasRole(actor, administrators) && <p>{words.appOver}</p>
					)}
					<Form state={prove} action="prove" language={language} class="form-row">
						<Field state={{ ...prove, values: {} }} name="passCode" label={words.code} {...ofCode} />
						<MainButton>{words.activate}</MainButton>
					</Form>
				</Card>
			) : (
				<Card id="resync" title={words.resync} lead={words.resyncLead}>
					<Form state={resync} action="resync" language={language} class="form-row">
						<Field state={{ ...resync, values: {} }} name="passCode" label={words.first} {...ofCode} />
						<Field state={{ ...resync, values: {} }} name="nextPassCode" label={words.second} {...ofCode} />
						<MainButton>{words.resyncNow}</MainButton>
					</Form>
				</Card>
			),
		});
	},
	actions: {
		prove: action({
			fields: z.object({ passCode: code }),
			run: async (ctx, { passCode }, { params }) => {
				await activateFactor(ctx, params.userId!, params.factorId!, passCode);
				return done(userAt(params.userId!), "users.proven");
			},
		}),
		resync: action({
			fields: z.object({ passCode: code, nextPassCode: code }),
			run: async (ctx, codes, { params }) => {
				await resyncFactor(ctx, params.userId!, params.factorId!, codes);
				return done(userAt(params.userId!), "users.resynchronized");
			},
		}),
	},
});
