// A moment in a page: how long ago for people, and the exact time in UTC.
import type { FC } from "hono/jsx";
import type { Language } from "../languages";

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
	return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(Math.trunc(seconds / length), unit);
}

/** "2026-11-27 14:03 UTC"; in Japanese with slashes. */
export function absoluteTime(at: number, language: Language): string {
	const [day = "", time = ""] = new Date(at).toISOString().split("T");
	return `${language === "ja" ? day.replaceAll("-", "/") : day} ${time.slice(0, 5)} UTC`;
}

export const Time: FC<{ at: number; now: number; language: Language }> = ({ at, now, language }) => (
	<time datetime={new Date(at).toISOString()}>
		{absoluteTime(at, language)} ({relativeTime(at, now, language)})
	</time>
);
