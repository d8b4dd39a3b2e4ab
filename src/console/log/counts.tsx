// How many events there were over time, as a chart: those that failed or were refused stand apart.
import type { FC } from "hono/jsx";
import type { HourlyTotal } from "../../log/totals";
import { BarChart } from "../../ui/chart";
import { formatNumber } from "../../ui/formats";
import type { PageFrame } from "../../ui/frame";
import { bucketsOf } from "../buckets";
import { consoleWords } from "../frame";

interface CountsProps {
	frame: PageFrame;
	window: { since: number; until: number };
	totals: readonly HourlyTotal[];
}

export const Counts: FC<CountsProps> = ({ frame, window, totals }) => {
	const words = consoleWords[frame.language].log;
	const { buckets, indexOf } = bucketsOf(window, frame);
	const bars = buckets.map((bucket) => ({ ...bucket, values: [0, 0] }));
	let sum = 0;
	for (const { at, result, events } of totals) {
		const bar = bars[indexOf(at)];
		if (!bar) continue;
		bar.values[result === "SUCCESS" ? 0 : 1]! += events;
		sum += events;
	}
	const number = formatNumber(sum, frame.language);
	const caption = sum === 0 ? words.noCount : sum === 1 ? words.oneCount : words.counts(number);
	return (
		<BarChart
			frame={frame}
			id="counts"
			caption={caption}
			unit={words.unit}
			series={[words.results.SUCCESS, words.others]}
			bars={bars}
		/>
	);
};
