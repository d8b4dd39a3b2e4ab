// Events that the log has got since a reader looked, in the order of their arrival. `tail.js` takes the rows from here.
import { LogQuery } from "../../log/schema";
import { searchLog, withWindow } from "../../log/search";
import { page } from "../../web/page";
import { check } from "../../web/validate";
import { consolePage, consoleWords } from "../frame";
import { overseers } from "../menu";
import { paths, signInFor } from "../paths";
import { zonedFrame } from "./find-events";
import { addressOf, filterOf, LogPageQuery } from "./query";
import { EventTable } from "./rows";
import { newEventsId } from "./tail";

const mostAtOnce = 100;

export const newEventsPage = page({
	path: paths.newEvents,
	access: overseers,
	signIn: signInFor,
	// `tail.js` asks every few seconds, and that is no sign of life for the session.
	isQuiet: true,
	query: LogPageQuery,
	load: async (ctx, { query, frame }) => {
		const asked = { q: query.q, filter: filterOf(query), after: query.after ?? "0", limit: mostAtOnce };
		const { items, next = "0" } = await searchLog(ctx, withWindow(ctx, check(LogQuery, asked)));
		return { actor: ctx.actor, now: ctx.now(), query, zoned: zonedFrame(frame, query), events: items, next };
	},
	view: (state, { actor, now, query, zoned, events, next }) => {
		const words = consoleWords[state.frame.language].log;
		return consolePage(state, {
			title: words.newTitle,
			lead: words.newLead,
			tools: (
				<>
					<a class="button" href={addressOf(paths.newEvents, query, { after: next })}>
						{words.refresh}
					</a>
					<a class="button" href={addressOf(paths.log, query)}>
						{words.back}
					</a>
				</>
			),
			actor,
			children: (
				<div id={newEventsId} data-next={next} data-full={events.length === mostAtOnce ? "" : undefined}>
					{events.length === 0 ? (
						<p class="muted">{words.noCount}</p>
					) : (
						<EventTable frame={zoned} query={query} events={events.toReversed()} now={now} />
					)}
				</div>
			),
		});
	},
});
