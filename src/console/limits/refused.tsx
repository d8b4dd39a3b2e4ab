// What was refused lately, the newest first, each with its reason.
import type { LogEventView } from "../../log/schema";
import { listSendRefusals } from "../../log/send-refusals";
import { Empty } from "../../ui/card";
import { formatNumber } from "../../ui/formats";
import { Badge } from "../../ui/parts";
import { type Column, Table } from "../../ui/table";
import { TimeCell } from "../../ui/time";
import { namesOfUsers } from "../../users/service";
import { page } from "../../web/page";
import { eventName } from "../event-name";
import { consolePage } from "../frame";
import { overseers } from "../menu";
import { eventPath, paths, signInFor, userAt } from "../paths";
import { wordsIn } from "./form";

const mostShown = 100;

/** Null where the message was for nobody here. */
const userIdOf = ({ target }: LogEventView) => target.find(({ type }) => type === "User")?.id ?? null;

export const refusedPage = page({
	path: `${paths.limits}/refused`,
	access: overseers,
	signIn: signInFor,
	load: async (ctx) => {
		const events = await listSendRefusals(ctx, mostShown);
		return { actor: ctx.actor, now: ctx.now(), events, names: await namesOfUsers(ctx, events.map(userIdOf)) };
	},
	view: (state, { actor, now, events, names }) => {
		const { frame } = state;
		const { refused: words, reasons } = wordsIn(frame.language);
		const columns: Column<LogEventView>[] = [
			{
				title: words.time,
				cell: ({ published }) => <TimeCell at={Date.parse(published)} now={now} frame={frame} />,
			},
			{
				title: words.reason,
				isName: true,
				cell: ({ uuid, outcome: { reason, result }, debugContext: { debugData } }) => (
					<>
						<a href={eventPath(uuid)}>{reasons[reason ?? ""] ?? reason}</a>{" "}
						{result === "SKIPPED" && <Badge tone="warning">{words.observed}</Badge>}
						{debugData.refusedMeanwhile && (
							<small>{words.more(formatNumber(Number(debugData.refusedMeanwhile), frame.language))}</small>
						)}
					</>
				),
			},
			{
				title: words.message,
				cell: ({ eventType, displayMessage, debugContext: { debugData } }) => (
					<>
						<span translate="no">{debugData.destination}</span>
						<small>{eventName(eventType, displayMessage, frame.language).text}</small>
					</>
				),
			},
			{
				title: words.user,
				cell: (event) => {
					const id = userIdOf(event);
					return id === null ? (
						<span class="muted">{words.nobody}</span>
					) : (
						<a href={userAt(id)} translate="no">
							{names.get(id) ?? id}
						</a>
					);
				},
			},
		];
		const log = `${paths.log}?${new URLSearchParams({ filter: 'outcome.reason sw "SEND_LIMIT_"', period: "30d" })}`;
		return consolePage(state, {
			title: words.title,
			lead: words.lead,
			actor,
			tools: (
				<a class="button" href={log}>
					{words.inLog}
				</a>
			),
			children:
				events.length === 0 ? (
					<Empty title={words.empty} lead={words.emptyLead} />
				) : (
					<Table frame={frame} caption={words.list} columns={columns} rows={events} />
				),
		});
	},
});
