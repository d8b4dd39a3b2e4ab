// Times of day in a reader's zone: from what a form says to epoch ms and back, and the day of an hour. PURE.
import { dateFormat } from "./formats";

/** What `<input type="datetime-local">` sends. */
const localForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/;

/** Epoch ms of a local time; null for another text. An hour that the clocks leave out is the hour after it. */
export function readLocalTime(text: string, zone: string): number | null {
	const asUtc = localForm.test(text) ? Date.parse(`${text}Z`) : Number.NaN;
	if (Number.isNaN(asUtc)) return null;
	const guess = asUtc - offsetAt(asUtc, zone);
	return asUtc - offsetAt(guess, zone);
}

/** As `<input type="datetime-local">` wants it. */
export const toLocalTime = (at: number, zone: string): string => localIso(at, zone).slice(0, 16);

/** "2026-11-27", and 0 to 23. */
export function localHour(at: number, zone: string): { date: string; hour: number } {
	const iso = localIso(at, zone);
	return { date: iso.slice(0, 10), hour: Number(iso.slice(11, 13)) };
}

const localIso = (at: number, zone: string) => new Date(at + offsetAt(at, zone)).toISOString();

/** How far the zone's clocks are ahead of UTC at a moment, in ms. */
function offsetAt(at: number, zone: string): number {
	const parts = Object.fromEntries(
		dateFormat("en", zone, "clock")
			.formatToParts(at)
			.map(({ type, value }) => [type, Number(value)]),
	);
	const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
	return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1_000) * 1_000;
}
