// A chart of bars: drawn by the server, without script, and with the same numbers as a table behind it.
import type { Child } from "hono/jsx";
import { formatNumber } from "./formats";
import { type PageFrame, uiWords } from "./frame";

export interface Bar {
	/** Under the axis, where there is room. */
	short: string;
	label: string;
	/** One for each series, from the bottom to the top. */
	values: readonly number[];
}

interface ChartProps {
	frame: PageFrame;
	/** Within the page. */
	id: string;
	/** Says the result in words. */
	caption: string;
	/** What a bar stands for, such as "Day". */
	unit: string;
	/** Two at the most: the second one is hatched, so that nobody has to tell colours apart. */
	series: readonly string[];
	bars: readonly Bar[];
	/** A table that tells more than the bars, in place of theirs. */
	children?: Child;
}

const barWidth = 10;
const gap = 2;
const height = 100;

/** Labels are HTML, because text in a picture that is as wide as the page would be stretched with it. */
export function BarChart({ frame, id, caption, unit, series, bars, children }: ChartProps) {
	const words = uiWords[frame.language];
	const number = (value: number) => formatNumber(value, frame.language);
	const top = niceTop(Math.max(0, ...bars.map(({ values }) => sum(values))));
	const compact = new Intl.NumberFormat(frame.language, { notation: "compact" });
	return (
		<figure class="chart">
			<figcaption id={`${id}-caption`}>{caption}</figcaption>
			{series.length > 1 && (
				<ul class="chart-key">
					{series.map((name, index) => (
						<li>
							<span class={`chart-swatch chart-swatch-${index}`} />
							{name}
						</li>
					))}
				</ul>
			)}
			<div class="chart-plot">
				<div class="chart-scale" aria-hidden="true">
					<span>{compact.format(top)}</span>
					<span>{compact.format(0)}</span>
				</div>
				<svg
					viewBox={`0 0 ${bars.length * barWidth} ${height}`}
					preserveAspectRatio="none"
					role="img"
					aria-labelledby={`${id}-title`}
				>
					<title id={`${id}-title`}>{caption}</title>
					<defs>
						<pattern id={`${id}-hatch`} width="3" height="4" patternUnits="userSpaceOnUse">
							<rect class="chart-hatch" width="3" height="2.5" />
						</pattern>
					</defs>
					{bars.map((bar, index) => (
						<BarGroup bar={bar} at={index} top={top} hatch={`url(#${id}-hatch)`} title={titleOf(bar, series, number)} />
					))}
				</svg>
				<div class="chart-axis" aria-hidden="true">
					{axisOf(bars).map(({ short }) => (
						<span>{short}</span>
					))}
				</div>
			</div>
			<details>
				<summary>{words.asTable}</summary>
				{children ?? <BarTable id={id} unit={unit} series={series} bars={bars} number={number} />}
			</details>
		</figure>
	);
}

interface BarTableProps extends Pick<ChartProps, "id" | "unit" | "series" | "bars"> {
	number(value: number): string;
}

function BarTable({ id, unit, series, bars, number }: BarTableProps) {
	return (
		<section class="chart-table" tabindex={0} aria-labelledby={`${id}-caption`}>
			<table>
				<thead>
					<tr>
						<th scope="col">{unit}</th>
						{series.map((name) => (
							<th scope="col" class="number">
								{name}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{bars.map(({ label, values }) => (
						<tr>
							<th scope="row">{label}</th>
							{values.map((value) => (
								<td class="number">{number(value)}</td>
							))}
						</tr>
					))}
				</tbody>
			</table>
		</section>
	);
}

interface BarGroupProps {
	bar: Bar;
	/** Its place from the left. */
	at: number;
	top: number;
	hatch: string;
	title: string;
}

function BarGroup({ bar, at, top, hatch, title }: BarGroupProps) {
	let below = 0;
	return (
		<g>
			<title>{title}</title>
			{/* The pointer finds a low bar, too. */}
			<rect class="chart-area" x={at * barWidth} y={0} width={barWidth} height={height} />
			{bar.values.map((value, index) => {
				const size = (value / top) * height;
				below += size;
				return value === 0 ? null : (
					<rect
						class={index === 0 ? "chart-bar" : undefined}
						fill={index === 0 ? undefined : hatch}
						x={at * barWidth + gap / 2}
						y={rounded(height - below)}
						width={barWidth - gap}
						height={rounded(size)}
					/>
				);
			})}
		</g>
	);
}

const titleOf = ({ label, values }: Bar, series: readonly string[], number: (value: number) => string) =>
	`${label}: ${values.map((value, index) => `${series[index]} ${number(value)}`).join(", ")}`;

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const rounded = (value: number) => Math.round(value * 100) / 100;

const mostLabels = 4;

/** The first, the last, and some between them at equal distances. */
function axisOf(bars: readonly Bar[]): readonly Bar[] {
	const steps = Math.min(mostLabels, bars.length) - 1;
	if (steps < 1) return bars;
	return Array.from({ length: steps + 1 }, (_, step) => bars[Math.round((step * (bars.length - 1)) / steps)]!);
}

/** The next 1, 2 or 5 with zeros behind it. */
export function niceTop(value: number): number {
	if (value <= 1) return 1;
	const ten = 10 ** Math.floor(Math.log10(value));
	return [1, 2, 5, 10].map((step) => step * ten).find((top) => top >= value)!;
}
