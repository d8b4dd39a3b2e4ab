// A moment in a page: how long ago for people, and the exact time in the reader's zone.
import type { FC } from "hono/jsx";
import { type Language, languages } from "../languages";
import { dateFormat } from "./formats";
import type { PageFrame } from "./frame";

const secondMs = 1_000;

/** The largest unit that fits at least once counts. */
const units = [
	["year", 365 * 86_400],
	["month", 30 * 86_400],
	["day", 86_400],
	["hour", 3_600],
	["minute", 60],
] as const;

/** "5 minutes ago", "in 2 hours", or "now" within a minute. */
export function relativeTime(at: number, now: number, language: Language): string {
	const seconds = Math.round((at - now) / secondMs);
	const [unit, length] = units.find(([, size]) => Math.abs(seconds) >= size) ?? ["second", 60];
	return relativeFormats[language].format(Math.trunc(seconds / length), unit);
}

/** A format takes ten times longer to make than to use, and a list has a time in each row. */
const relativeFormats = Object.fromEntries(
	languages.map((language) => [language, new Intl.RelativeTimeFormat(language, { numeric: "auto" })]),
) as Record<Language, Intl.RelativeTimeFormat>;

type Zoned = Pick<PageFrame, "language" | "zone">;

/** "2026-11-27 14:03 UTC"; in Japanese with slashes. With seconds where order matters. */
export function absoluteTime(at: number, frame: Zoned, withSeconds = false): string {
	const { date, hour, minute, second, timeZoneName } = partsOf(at, frame);
	return `${date} ${hour}:${minute}${withSeconds ? `:${second}` : ""} ${timeZoneName}`;
}

/** "2026-11-27 14:03:05", where the zone stands above a list. */
export function exactTime(at: number, frame: Zoned): string {
	const { date, hour, minute, second } = partsOf(at, frame);
	return `${date} ${hour}:${minute}:${second}`;
}

function partsOf(at: number, frame: Zoned) {
	const parts = Object.fromEntries(
		dateFormat(frame.language, frame.zone, "moment")
			.formatToParts(at)
			.map(({ type, value }) => [type, value]),
	);
	const { year, month, day } = parts;
	return { ...parts, date: [year, month, day].join(frame.language === "ja" ? "/" : "-") } as Record<string, string>;
}

interface TimeProps {
	/** Epoch ms. */
	at: number;
	now: number;
	frame: Zoned;
}

/** `time.js` keeps the relative part true while a page stays open. */
export const Time: FC<TimeProps> = ({ at, now, frame }) => (
	<time datetime={new Date(at).toISOString()}>
		{absoluteTime(at, frame)} (<span class="ago">{relativeTime(at, now, frame.language)}</span>)
	</time>
);

/** For rows of a table: the relative time, and the exact one on a line of its own. */
export const TimeCell: FC<TimeProps> = ({ at, now, frame }) => (
	<time class="time-cell" datetime={new Date(at).toISOString()}>
		<span class="ago">{relativeTime(at, now, frame.language)}</span>
		<small>{absoluteTime(at, frame)}</small>
	</time>
);
