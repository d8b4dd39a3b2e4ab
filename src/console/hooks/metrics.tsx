// The metrics of a hook: 30 days of calls, how many failed, and how long the successful ones took.
import type { FC } from "hono/jsx";
import { getHookMetrics, type HookMetrics } from "../../hooks/metrics";
import { getHook } from "../../hooks/service";
import type { Language } from "../../languages";
import { Card, Facts } from "../../ui/card";
import { BarChart } from "../../ui/chart";
import { dateFormat, formatNumber } from "../../ui/formats";
import { type Column, Table } from "../../ui/table";
import { type PageState, page } from "../../web/page";
import { consolePage } from "../frame";
import { overseers } from "../menu";
import { hookAt, paths, signInFor } from "../paths";
import { wordsIn } from "./parts";

export const hookMetricsPage = page({
	path: `${paths.hooks}/{hookId}/metrics`,
	access: overseers,
	signIn: signInFor,
	load: async (ctx, { params: { hookId } }) => {
		const [hook, metrics] = await Promise.all([getHook(ctx, hookId), getHookMetrics(ctx, hookId)]);
		return { actor: ctx.actor, hook, metrics };
	},
	view: (state, { actor, hook, metrics }) => {
		const words = wordsIn(state.frame.language).metrics;
		return consolePage(state, {
			title: words.title(hook.name),
			lead: words.lead,
			actor,
			crumbs: [{ href: hookAt(hook.id), text: hook.name }],
			children: (
				<>
					<Totals state={state} metrics={metrics} />
					<Days state={state} metrics={metrics} />
				</>
			),
		});
	},
});

interface Part {
	state: PageState;
	metrics: HookMetrics;
}

type Counts = HookMetrics["total"];

/** Numbers and days as the reader writes them. */
function writer(language: Language) {
	const words = wordsIn(language).metrics;
	return {
		number: (value: number) => formatNumber(value, language),
		day: (day: number) => dateFormat(language, "UTC", "day").format(day * 86_400_000),
		average: ({ successes, successDurationMs }: Counts) =>
			successes === 0 ? words.none : words.ms(Math.round(successDurationMs / successes)),
	};
}

const Totals: FC<Part> = ({ state, metrics: { total } }) => {
	const { language } = state.frame;
	const words = wordsIn(language).metrics;
	const { number, average } = writer(language);
	return (
		<Facts
			facts={[
				[words.total, number(total.successes + total.failures)],
				[words.successes, number(total.successes)],
				[words.failures, number(total.failures)],
				[words.average, average(total)],
			]}
		/>
	);
};

const Days: FC<Part> = ({ state, metrics: { total, days } }) => {
	const { language } = state.frame;
	const words = wordsIn(language).metrics;
	const { number, day, average } = writer(language);
	const executions = total.successes + total.failures;
	const columns: Column<Counts & { day: number }>[] = [
		{ title: words.day, isName: true, cell: (row) => day(row.day) },
		{ title: words.total, isNumber: true, cell: (row) => number(row.successes + row.failures) },
		{ title: words.successes, isNumber: true, cell: (row) => number(row.successes) },
		{ title: words.failures, isNumber: true, cell: (row) => number(row.failures) },
		{ title: words.average, isNumber: true, cell: average },
	];
	return (
		<Card id="days" title={words.chart}>
			<BarChart
				frame={state.frame}
				id="days-chart"
				caption={executions === 0 ? words.nothing : words.summary(number(executions), number(total.failures))}
				unit={words.day}
				series={[words.successes, words.failures]}
				bars={days.map((row) => ({
					short: day(row.day),
					label: day(row.day),
					values: [row.successes, row.failures],
				}))}
			>
				<Table frame={state.frame} caption={words.chart} columns={columns} rows={days.toReversed()} />
			</BarChart>
		</Card>
	);
};
