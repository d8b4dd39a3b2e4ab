// The moments that a search of the log can name: a time, a date, or so long before now. PURE.
import * as z from "zod";

const Written = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** Returns epoch ms; null for a text that is no moment. A date is its midnight in UTC; `now-7d` is a week ago. */
export function readMoment(text: string, now: number): number | null {
	const ago = /^now(?:-(\d{1,6})([smhdw]))?$/.exec(text);
	if (ago) return now - Number(ago[1] ?? 0) * unitMs[(ago[2] ?? "s") as keyof typeof unitMs];
	return Written.safeParse(text).success ? Date.parse(text) : null;
}
