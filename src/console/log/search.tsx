// The page of the log: a filter, how many events there were over time, and the events themselves, the newest first.
import type { Child } from "hono/jsx";
import * as z from "zod";
import { idOf } from "../../administrators/own-account";
import { deleteSearch, listSearches, saveSearch } from "../../administrators/searches";
import type { Ctx } from "../../context";
import { ApiError } from "../../errors";
import { causeText } from "../../errors/cause";
import { eventTypes } from "../../log/event-types";
import { endOfLog } from "../../log/read";
import { LogQuery } from "../../log/schema";
import { searchLog, withWindow } from "../../log/search";
import { hourlyTotals } from "../../log/totals";
import { Empty, Notice } from "../../ui/card";
import { formatNumber } from "../../ui/formats";
import { action, page, type Session } from "../../web/page";
import { check } from "../../web/validate";
import { done } from "../flash";
import { consolePage, consoleWords } from "../frame";
import { present } from "../input";
import { overseers } from "../menu";
import { paths, signInFor } from "../paths";
import { Counts } from "./counts";
import { mostExported } from "./export";
import { Conditions, Filters } from "./filters";
import { searchOf, type Window, windowOf, zonedFrame } from "./find-events";
import { addressOf, filterOf, isCounted, LogPageQuery, logAddress } from "./query";
import { EventTable } from "./rows";
import { type Saved, SavedSearches } from "./saved";
import { Tail } from "./tail";

const rowsPerPage = 50;

const Name = z.string().trim().min(1).max(60);

export const logPage = page({
	path: paths.log,
	access: overseers,
	signIn: signInFor,
	query: LogPageQuery,
	load: async (ctx, { query, frame, session }) => {
		const saved = await savedBy(ctx, session);
		const shown = { actor: ctx.actor, now: ctx.now(), query, zoned: zonedFrame(frame, query), saved };
		try {
			return { ...shown, found: await findEvents(ctx, query, shown.zoned.zone), errors: [] };
		} catch (error) {
			// What was typed into the filter comes back with what is wrong in it.
			if (!(error instanceof ApiError) || error.causes.length === 0) throw error;
			const { language } = frame;
			const fieldOf = (field: string | undefined) => (field === "since" ? "from" : (field ?? null));
			const errors = error.causes.map((cause) => ({ field: fieldOf(cause.field), text: causeText(cause, language) }));
			return { ...shown, found: null, errors };
		}
	},
	view: (state, { actor, now, query, zoned, saved, found, errors }) => {
		const { log: words, nothingFound, clear } = consoleWords[state.frame.language];
		const isUnfiltered = filterOf(query) === undefined && query.q === undefined;
		const number = formatNumber(mostExported, zoned.language);
		return consolePage(state, {
			title: words.title,
			lead: words.lead,
			tools: found && <Files csv={words.csv} ndjson={words.ndjson} address={addressOf(paths.exportLog, query)} />,
			actor,
			scripts: ["copy.js", "tail.js"],
			children: (
				<>
					<Filters frame={zoned} ownZone={state.frame.zone} query={query} types={eventTypes} errors={errors} />
					{errors.length > 0 && (
						<Notice tone="danger" isStatus>
							{words.refused} {errors.map(({ text }) => text).join(" ")}
						</Notice>
					)}
					<Conditions frame={zoned} query={query} />
					{errors.length === 0 && <SavedSearches state={state} query={query} saved={saved} />}
					{found?.totals && <Counts frame={zoned} window={found.counted} totals={found.totals} />}
					{found && found.totals === null && <p class="muted">{words.uncounted}</p>}
					{found?.end && <Tail frame={zoned} query={query} end={found.end} />}
					{found && found.events.length > 0 && (
						<>
							<EventTable frame={zoned} query={query} events={found.events} now={now} next={found.next} />
							<p class="muted">{words.exportNote(number)}</p>
						</>
					)}
					{found?.events.length === 0 && isUnfiltered && <Empty title={words.emptyTitle} lead={words.empty} />}
					{found?.events.length === 0 && !isUnfiltered && (
						<Empty title={nothingFound} lead={words.nothing}>
							<a class="button" href={paths.log}>
								{clear}
							</a>
						</Empty>
					)}
				</>
			),
		});
	},
	actions: {
		save: action({
			fields: z.object({ name: Name, search: z.string().max(8_000) }),
			run: async (ctx, { name, search }, { session }) => {
				const href = logAddress(search);
				const query = href.slice(paths.log.length + 1);
				await saveSearch(ctx, { administratorId: idOf(present(session).actor), name, query });
				return done(href, "log.saved", name);
			},
		}),
		forget: action({
			fields: z.object({ saved: Name }),
			run: async (ctx, { saved }, { session }) => {
				await deleteSearch(ctx, idOf(present(session).actor), saved);
				return done(paths.log, "log.forgotten", saved);
			},
		}),
	},
});

async function savedBy(ctx: Ctx, session: Session | null): Promise<Saved[]> {
	const kept = await listSearches(ctx, idOf(present(session).actor));
	return kept.map(({ name, query }) => ({ name, href: logAddress(query) }));
}

async function findEvents(ctx: Ctx, query: LogPageQuery, zone: string) {
	const now = ctx.now();
	const window: Window = windowOf(query, now, zone);
	const asked = { ...searchOf(query, window), after: query.after, limit: rowsPerPage };
	const search = withWindow(ctx, check(LogQuery, asked));
	// No hour of the future has events, however far ahead somebody looks.
	const counted = { since: window.since, until: Math.min(window.until ?? now, now) };
	const isFirst = query.after === undefined;
	// The end of the log comes first: what arrives meanwhile is then in the list, or follows by itself, or both.
	const end = isFirst && window.until === null ? await endOfLog(ctx) : null;
	const [{ items, next }, totals] = await Promise.all([
		searchLog(ctx, search),
		isCounted(query) ? hourlyTotals(ctx, counted, { eventType: query.event, result: query.result }) : null,
	]);
	return { window, counted, events: items, next: next ?? null, totals, end };
}

const Files = ({ csv, ndjson, address }: { csv: string; ndjson: string; address: string }): Child => {
	const inFormat = (format: string) => `${address}${address.includes("?") ? "&" : "?"}format=${format}`;
	return (
		<>
			<a class="button" href={inFormat("csv")}>
				{csv}
			</a>
			<a class="button" href={inFormat("ndjson")}>
				{ndjson}
			</a>
		</>
	);
};
