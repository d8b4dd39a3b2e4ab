// The page of one person for customer care, while the person is on the telephone: what is in the way, and what helps.
import * as z from "zod";
import { applicationNames } from "../../applications/service";
import { againstAction, careActions } from "../../care/against";
import { nextSignIn } from "../../care/next-sign-in";
import { lookAt } from "../../care/overview";
import { toFoundPersonView } from "../../care/view";
import { toContactView } from "../../contacts/view";
import { hasRole } from "../../context";
import { listEventsAbout } from "../../log/about";
import { Time } from "../../ui/time";
import { endOnce, readOnce } from "../../web/once";
import { page } from "../../web/page";
import { helpDesk } from "../../web/router";
import { ShownOnce } from "../copyable";
import { consolePage } from "../frame";
import { optional, present } from "../input";
import { overseers } from "../menu";
import { paths, signInFor, userAt } from "../paths";
import { Devices } from "../users/device-card";
import { StatusBadge } from "../users/status";
import { Ids } from "../users/status-cards";
import { Timeline } from "../users/timeline";
import { ActionCard } from "./action-card";
import { Channels, Failures } from "./channel-cards";
import { wordsIn } from "./parts";
import { InTheWay, NextSignInCard } from "./state-cards";

const mostEvents = 50;

export const caredPersonPage = page({
	path: "/console/care/{userId}",
	access: helpDesk,
	signIn: signInFor,
	query: z.object({ application: optional(z.string().max(40)) }),
	headers: ({ request }) => endOnce(request),
	load: async (ctx, { params: { userId }, query, frame, request, session }) => {
		const applications = await applicationNames(ctx);
		const only = applications.length === 1 ? applications[0] : undefined;
		const application = applications.find(({ id }) => id === query.application) ?? only;
		const known = await lookAt(ctx, userId, application?.id);
		const [next, events, code] = await Promise.all([
			nextSignIn(ctx, userId, { application: application?.id, languages: [frame.language] }),
			listEventsAbout(ctx, userId, mostEvents),
			readOnce(ctx, present(session), userId, request),
		]);
		return {
			...known,
			actor: ctx.actor,
			now: ctx.now(),
			user: toFoundPersonView(known.user),
			contacts: known.contacts?.map(toContactView) ?? null,
			actions: careActions.map((name) => ({ name, against: againstAction(name, known, ctx.actor) })),
			applications,
			applicationId: application?.id,
			next,
			events,
			code,
			isOverseer: hasRole(ctx.actor, overseers),
		};
	},
	view: (state, { actor, code, ...cared }) => {
		const { frame } = state;
		const words = wordsIn(frame.language);
		const { user, helpDeskCode, now } = cared;
		return consolePage(state, {
			title: user.displayName,
			lead: <Ids state={state} user={user} />,
			tools: (
				<>
					<StatusBadge state={state} status={user.status} />
					<a class="button" href={userAt(user.id)}>
						{words.userPage}
					</a>
					<a class="button" href={paths.care}>
						{words.another}
					</a>
				</>
			),
			actor,
			scripts: ["copy.js"],
			children: (
				<>
					{code !== null && (
						<ShownOnce title={words.codeTitle} secret={inGroups(code)} language={frame.language}>
							<p>{words.codeLead}</p>
							{helpDeskCode && (
								<p>
									{words.until} <Time at={helpDeskCode.endsAt} now={now} frame={frame} />
								</p>
							)}
						</ShownOnce>
					)}
					<InTheWay state={state} cared={cared} />
					<div class="columns">
						<div class="stack">
							<NextSignInCard state={state} cared={cared} />
							<ActionCard state={state} cared={cared} />
						</div>
						<div class="stack">
							<Channels state={state} cared={cared} />
							<Failures state={state} cared={cared} />
							<Devices state={state} person={{ ...cared, mayHelp: false }} />
						</div>
					</div>
					<Timeline state={state} person={cared} />
				</>
			),
		});
	},
});

/** As an operator reads it out. A person may type it so, too. */
const inGroups = (code: string): string => code.replaceAll(/\d{4}(?=\d)/g, "$& ");
