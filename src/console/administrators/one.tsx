// One administrator: who it is, the ways to sign in, open sessions and, after an invitation, the one-time password.
import * as z from "zod";
import { getAdministrator } from "../../administrators/administrator";
import { administratorOverview, endAllSessions } from "../../administrators/overview";
import { unlockAdministrator } from "../../administrators/service";
import { endSession, isProven } from "../../administrators/sessions";
import { Card, Facts, Notice } from "../../ui/card";
import { Form } from "../../ui/form";
import { Time } from "../../ui/time";
import { endOnce, readOnce } from "../../web/once";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { proveFirst } from "../confirm";
import { CopyableId, ShownOnce } from "../copyable";
import { done } from "../flash";
import { consolePage, consoleWords } from "../frame";
import { present } from "../input";
import { administratorAt, paths, signInFor } from "../paths";
import { PermissionNames } from "../permissions";
import { SessionsOf, StatusBadge, Way } from "./parts";

export const administratorPage = page({
	path: "/console/administrators/{administratorId}",
	access: administrators,
	signIn: signInFor,
	headers: ({ request }) => endOnce(request),
	load: async (ctx, { params: { administratorId: id }, request, session }) => {
		const [overview, secret] = await Promise.all([
			administratorOverview(ctx, id),
			readOnce(ctx, present(session), id, request),
		]);
		const isOwn = "id" in ctx.actor && ctx.actor.id === id;
		return {
			actor: ctx.actor,
			now: ctx.now(),
			console: ctx.env.publicOrigin + paths.start,
			secret,
			isOwn,
			...overview,
		};
	},
	view: (state, { actor, now, console, secret, isOwn, row, factors, codesLeft, sessions, lastSeenAt }) => {
		const { language } = state.frame;
		const all = consoleWords[language];
		const words = all.administrators;
		const time = (at: number) => <Time at={at} now={now} frame={state.frame} />;
		const since = (at: number | null) =>
			at !== null && (
				<>
					{words.since} {time(at)}
				</>
			);
		const { invitationEndsAt } = row;
		const isOver = row.status === "INVITED" && invitationEndsAt !== null && invitationEndsAt <= now;
		const to = (what: string, text: string, isDanger = false) => (
			<a class={isDanger ? "button button-danger" : "button"} href={administratorAt(row.id, what)}>
				{text}
			</a>
		);
		const hasWay = row.passwordSealed !== null || factors.length > 0;
		return consolePage(state, {
			title: row.displayName,
			actor,
			scripts: ["copy.js"],
			tools: (
				<>
					{to("edit", all.edit)}
					{!isOwn && row.status === "INVITED" && to("reset", words.newPassword)}
					{!isOwn && row.status === "ACTIVE" && to("reset", words.reset, true)}
					{!isOwn &&
						(row.status === "INACTIVE" ? to("activate", words.activate) : to("deactivate", words.deactivate, true))}
				</>
			),
			children: (
				<>
					{secret !== null && (
						<ShownOnce title={words.shownOnce} secret={secret} language={language}>
							<p>
								{words.handOver} <code>{console}</code>
							</p>
							{invitationEndsAt !== null && (
								<p>
									{words.until} {time(invitationEndsAt)}
								</p>
							)}
						</ShownOnce>
					)}
					{isOver && <Notice tone="warning">{words.invitationOver}</Notice>}
					{isOwn && (
						<p>
							{words.itsYou} <a href={paths.account}>{words.yourAccount}</a>
						</p>
					)}
					<Card id="facts" title={words.facts}>
						<Facts
							facts={[
								[words.id, <CopyableId id={row.id} language={language} />],
								[words.login, <span translate="no">{row.login}</span>],
								[words.role, words.roles[row.role]],
								[all.permissions.title, <PermissionNames state={state} given={row.permissions} />],
								[words.status, <StatusBadge status={row.status} words={words} />],
								[words.created, time(row.createdAt)],
								[words.invitationEnds, row.status === "INVITED" && invitationEndsAt ? time(invitationEndsAt) : null],
								[words.lastSeen, lastSeenAt === null ? words.never : time(lastSeenAt)],
							]}
						/>
					</Card>
					<Card
						id="ways"
						title={words.ways}
						tools={
							hasWay && (
								<Form state={state.form} action="unlock" language={language}>
									<button type="submit" class="button">
										{words.unlock}
									</button>
								</Form>
							)
						}
					>
						{hasWay ? (
							<ul class="rows">
								{row.passwordSealed !== null && <Way name={words.password}>{since(row.passwordChangedAt)}</Way>}
								{factors.map(({ kind, activatedAt }) => (
									<Way name={words.kinds[kind]}>{since(activatedAt)}</Way>
								))}
								{codesLeft > 0 && <Way name={words.codesLeft(codesLeft)} />}
							</ul>
						) : (
							<p class="muted">{words.noWays}</p>
						)}
					</Card>
					<Card id="sessions" title={words.sessions}>
						<SessionsOf state={state} now={now} sessions={sessions} canEnd={!isOwn} />
					</Card>
				</>
			),
		});
	},
	actions: {
		end: action({
			fields: z.object({ sessionId: z.string().max(40) }),
			run: async (ctx, { sessionId }, { params: { administratorId = "" } }) => {
				await endSession(ctx, administratorId, sessionId, false);
				return done(administratorAt(administratorId), "administrators.session");
			},
		}),
		"end-all": action({
			fields: z.object({}),
			run: async (ctx, _values, { params: { administratorId = "" } }) => {
				const row = await getAdministrator(ctx, administratorId);
				await endAllSessions(ctx, row.id);
				return done(administratorAt(row.id), "administrators.sessions", row.displayName);
			},
		}),
		unlock: action({
			fields: z.object({}),
			run: async (ctx, _values, { session, frame, params: { administratorId = "" } }) => {
				proveFirst(isProven(ctx, present(session)), frame.path);
				const row = await getAdministrator(ctx, administratorId);
				await unlockAdministrator(ctx, row.id);
				return done(administratorAt(row.id), "administrators.unlocked", row.displayName);
			},
		}),
	},
});
