// The time of day and the day of the week, in the application's time zone. PURE.
import * as z from "zod";
import { reason } from "../../../../errors/cause";
import { condition } from "../condition";

const days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"] as const;

const clock = z
	.string()
	.regex(/^([01]\d|2[0-3]):[0-5]\d$/, reason("time-of-day"))
	.meta({ examples: ["22:00"] });

export const timeOfDay = condition({
	id: "session-time-of-day",
	alias: null,
	title: "Time of day",
	parameters: z.strictObject({
		from: clock.meta({ title: "From" }),
		to: clock.meta({ title: "To, without that minute. Before `from`: on the next day" }),
		days: z
			.array(z.enum(days))
			.max(7)
			.default([...days])
			.meta({ title: "Days on which the time is" }),
	}),
	facts: ["now", "timeZone"],
	prepare({ from, to, days: wanted }) {
		const [start, end] = [minuteOf(from), minuteOf(to)];
		return ({ now, timeZone }) => {
			if (now === undefined || timeZone === undefined) return null;
			const { day, minute } = localTime(now, timeZone);
			const isWithin = start <= end ? minute >= start && minute < end : minute >= start || minute < end;
			return isWithin && wanted.includes(day);
		};
	},
});

const minuteOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

/** Making a format takes a hundred times as long as using it. There are few zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

function localTime(now: number, timeZone: string) {
	let format = formats.get(timeZone);
	if (!format) {
		format = new Intl.DateTimeFormat("en", {
			timeZone,
			weekday: "short",
			hour: "2-digit",
			minute: "2-digit",
			hourCycle: "h23",
		});
		formats.set(timeZone, format);
	}
	const parts = Object.fromEntries(format.formatToParts(now).map(({ type, value }) => [type, value]));
	const day = days.find((name) => name === parts.weekday?.toUpperCase()) ?? "SUN";
	return { day, minute: Number(parts.hour) * 60 + Number(parts.minute) };
}
