// From the fields of the log's page to a search of the log: the window in the reader's zone, and the filter. PURE.
import { invalid } from "../../errors";
import { isZone, type PageFrame } from "../../ui/frame";
import { readLocalTime } from "../../ui/zone";
import { filterOf, type LogPageQuery, periods } from "./query";

const hourMs = 60 * 60 * 1000;

/** The frame in the zone that the page is asked for. */
export const zonedFrame = (frame: PageFrame, { zone }: LogPageQuery): PageFrame =>
	zone !== undefined && isZone(zone) ? { ...frame, zone } : frame;

export interface Window {
	/** Epoch ms. */
	since: number;
	/** Null: the window goes on. */
	until: number | null;
}

/** Throws at the field whose time can't be read. */
export function windowOf(query: LogPageQuery, now: number, zone: string): Window {
	const read = (field: "from" | "until"): number | null => {
		const text = query[field];
		if (text === undefined) return null;
		const at = readLocalTime(text, zone);
		if (at === null) throw invalid(field, "not-time");
		return at;
	};
	const until = read("until");
	return { since: read("from") ?? (until ?? now) - periods[query.period] * hourMs, until };
}

/** The newest events first, as the API takes the search. */
export const searchOf = (query: LogPageQuery, { since, until }: Window) => ({
	since: new Date(since).toISOString(),
	...(until === null ? {} : { until: new Date(until).toISOString() }),
	q: query.q,
	filter: filterOf(query),
	sortOrder: "DESCENDING",
});
