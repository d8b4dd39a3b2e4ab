// The times that the overview can show, and its numbers for one of them. PURE.
import type { PageFrame } from "../../ui/frame";
import { bucketsOf } from "../buckets";

const hourMs = 60 * 60 * 1000;

export const periods = { "24h": 24, "7d": 7 * 24, "30d": 30 * 24 } as const;
export type PeriodName = keyof typeof periods;
export const periodNames = Object.keys(periods) as PeriodName[];

/** Whole hours, the present one among them. */
export function windowOf(period: PeriodName, now: number) {
	const until = Math.ceil((now + 1) / hourMs) * hourMs;
	return { since: until - periods[period] * hourMs, until };
}

export type Kind = "verifications" | "deliveries" | "locks";

export interface KindTotal {
	/** Epoch ms. */
	at: number;
	kind: Kind;
	result: string;
	events: number;
}

/** What succeeded, what failed, and what was refused before anybody tried. */
export function outcomesOf(totals: readonly KindTotal[], kind: Kind) {
	const sum = (wanted: string) =>
		totals.reduce((all, total) => (total.kind === kind && total.result === wanted ? all + total.events : all), 0);
	const [succeeded, failed, refused] = ["SUCCESS", "FAILURE", "DENY"].map(sum) as [number, number, number];
	// A code that a guard refuses is a verification that failed. A message that a limit refuses was never sent.
	return { succeeded, failed: kind === "verifications" ? failed + refused : failed, refused };
}

/** Bars with what succeeded below and what failed above. */
export function barsOf(
	totals: readonly KindTotal[],
	kind: Kind,
	window: { since: number; until: number },
	frame: Pick<PageFrame, "language" | "zone">,
) {
	const { buckets, indexOf } = bucketsOf(window, frame);
	const inBars: KindTotal[][] = buckets.map(() => []);
	for (const total of totals) inBars[indexOf(total.at)]?.push(total);
	return buckets.map((bucket, index) => {
		const { succeeded, failed } = outcomesOf(inBars[index]!, kind);
		return { ...bucket, values: [succeeded, failed] };
	});
}
