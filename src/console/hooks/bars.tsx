// Bars of two parts, one above the other. The numbers stand in a table too, so the picture is never the only way.
import type { FC } from "hono/jsx";

interface Bar {
	/** Under the first and the last bar. */
	name: string;
	/** What the pointer is told. */
	title: string;
	good: number;
	bad: number;
}

interface BarsProps {
	/** What the picture says, in words. */
	summary: string;
	/** What the two parts are. */
	good: string;
	bad: string;
	bars: readonly Bar[];
	number(value: number): string;
}

/** Units of the picture, which is stretched to the width of the page. */
const barWidth = 10;
const gap = 2;
const height = 100;

export const Bars: FC<BarsProps> = ({ summary, good, bad, bars, number }) => {
	const highest = Math.max(...bars.map((bar) => bar.good + bar.bad));
	const scaled = (value: number) => (highest === 0 ? 0 : (value / highest) * height);
	return (
		<figure class="bars stack-tight">
			<figcaption>{summary}</figcaption>
			<p class="bars-ends">
				<span>{highest === 0 ? "" : number(highest)}</span>
			</p>
			<svg
				viewBox={`0 0 ${bars.length * barWidth} ${height}`}
				preserveAspectRatio="none"
				role="img"
				aria-label={summary}
			>
				{bars.map((bar, index) => (
					<g>
						<title>{bar.title}</title>
						<Rect index={index} from={0} to={scaled(bar.good)} part="good" />
						<Rect index={index} from={scaled(bar.good)} to={scaled(bar.good + bar.bad)} part="bad" />
					</g>
				))}
			</svg>
			<p class="bars-ends">
				<span>{bars[0]?.name}</span>
				<span>{bars.at(-1)?.name}</span>
			</p>
			<ul class="bars-legend">
				<li>
					<Sample part="good" /> {good}
				</li>
				<li>
					<Sample part="bad" /> {bad}
				</li>
			</ul>
		</figure>
	);
};

const Rect: FC<{ index: number; from: number; to: number; part: string }> = ({ index, from, to, part }) =>
	to > from ? (
		<rect
			class={part}
			x={index * barWidth + gap / 2}
			width={barWidth - gap}
			y={(height - to).toFixed(2)}
			height={(to - from).toFixed(2)}
		/>
	) : null;

const Sample: FC<{ part: string }> = ({ part }) => (
	<svg viewBox="0 0 10 10" aria-hidden="true">
		<rect class={part} width="10" height="10" />
	</svg>
);
