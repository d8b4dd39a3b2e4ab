// A window of time cut into the bars of a chart: hours, quarters of a day or days, in the reader's zone. PURE.
import { dateFormat } from "../ui/formats";
import type { PageFrame } from "../ui/frame";
import { localHour } from "../ui/zone";

const hourMs = 60 * 60 * 1000;

type Zoned = Pick<PageFrame, "language" | "zone">;

interface Window {
	since: number;
	until: number;
}

export interface Bucket {
	/** Epoch ms: its first hour. */
	at: number;
	/** For the axis, and for the table. */
	short: string;
	label: string;
}

export interface Buckets {
	buckets: readonly Bucket[];
	/** The place of an hour; -1 outside the window. */
	indexOf(at: number): number;
}

/** How many hours a window may have for bars of so many hours. */
const sizes = [
	{ hours: 1, atMost: 2 * 24 },
	{ hours: 6, atMost: 10 * 24 },
	{ hours: 24, atMost: Number.POSITIVE_INFINITY },
];

/** An hour belongs to the day in which it begins. Days of a zone may have 23 or 25 hours. */
export function bucketsOf({ since, until }: Window, frame: Zoned): Buckets {
	const first = Math.floor(since / hourMs);
	const end = Math.ceil(until / hourMs);
	const { hours } = sizes.find(({ atMost }) => end - first <= atMost)!;
	const buckets: Bucket[] = [];
	const places: number[] = [];
	let last = "";
	for (let hour = first; hour < end; hour++) {
		const local = localHour(hour * hourMs, frame.zone);
		const key = hours === 1 ? String(hour) : `${local.date} ${Math.floor(local.hour / hours)}`;
		if (key !== last) buckets.push({ at: hour * hourMs, ...labelsOf(hour * hourMs, hours, frame) });
		last = key;
		places.push(buckets.length - 1);
	}
	return { buckets, indexOf: (at) => places[Math.floor(at / hourMs) - first] ?? -1 };
}

function labelsOf(at: number, hours: number, { language, zone }: Zoned) {
	const write = (look: "day" | "time" | "dayTime") => dateFormat(language, zone, look).format(at);
	return { short: write(hours === 1 ? "time" : "day"), label: write(hours === 24 ? "day" : "dayTime") };
}
