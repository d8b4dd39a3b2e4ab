// The totals of deliveries as a chart of days, and as a table of countries and providers.
import type { FC } from "hono/jsx";
import type { DeliveryTotal } from "../../delivery/records/totals";
import type { Sender } from "../../delivery/tracking/senders";
import { BarChart } from "../../ui/chart";
import { countryName, dateFormat, formatNumber, formatShare } from "../../ui/formats";
import type { PageFrame } from "../../ui/frame";
import { type Column, Table } from "../../ui/table";
import { SenderName, wordsIn } from "./parts";

const dayMs = 24 * 60 * 60 * 1000;

/** As the filter calls an address without a country. */
export const noCountry = "none";

interface TotalsProps {
	frame: PageFrame;
	totals: readonly DeliveryTotal[];
}

export const ByDay: FC<TotalsProps & { days: number; now: number }> = ({ frame, totals, days, now }) => {
	const words = wordsIn(frame.language).success;
	const today = Math.floor(now / dayMs);
	const bars = Array.from({ length: days }, (_, index) => {
		const day = today - days + 1 + index;
		const { tries, failed } = sumOf(totals.filter((total) => total.day === day));
		const label = dateFormat(frame.language, "UTC", "day").format(day * dayMs);
		return { short: label, label, values: [tries - failed, failed] };
	});
	const { tries, failed } = sumOf(totals);
	const number = (value: number) => formatNumber(value, frame.language);
	return (
		<BarChart
			frame={frame}
			id="tries"
			caption={tries === 0 ? words.empty : words.summary(number(tries), number(failed))}
			unit={words.day}
			series={[words.passed, words.failed]}
			bars={bars}
		/>
	);
};

type Counts = Pick<DeliveryTotal, "tries" | "failed" | "delivered" | "entered">;
type Place = Counts & Pick<DeliveryTotal, "country" | "senderId">;

/** The most tries first. */
export const ByPlace: FC<TotalsProps & { senders: readonly Sender[] }> = ({ frame, totals, senders }) => {
	const { language } = frame;
	const { success: words, provider } = wordsIn(language);
	const count = (title: string, name: keyof Counts): Column<Place> => ({
		title,
		isNumber: true,
		cell: (place) => formatNumber(place[name], language),
	});
	const columns: Column<Place>[] = [
		{
			title: words.country,
			isName: true,
			cell: ({ country }) => (country === "" ? words.noCountry : countryName(country, language)),
		},
		{ title: provider, cell: ({ senderId }) => <SenderName id={senderId} senders={senders} /> },
		count(words.tries, "tries"),
		count(words.failed, "failed"),
		{
			title: words.share,
			isNumber: true,
			cell: ({ tries, failed }) => (tries === 0 ? "–" : <Share share={(tries - failed) / tries} frame={frame} />),
		},
		count(words.delivered, "delivered"),
		count(words.entered, "entered"),
	];
	return <Table frame={frame} caption={words.table} columns={columns} rows={placesOf(totals)} />;
};

const Share: FC<{ share: number; frame: PageFrame }> = ({ share, frame }) => (
	<span class="share">
		<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
			<rect class="chart-bar" width={Math.round(share * 1_000) / 10} height="10" />
		</svg>
		{formatShare(share, frame.language)}
	</span>
);

function placesOf(totals: readonly DeliveryTotal[]): Place[] {
	const places = new Map<string, Place>();
	for (const { country, senderId, ...total } of totals) {
		const place = `${country} ${senderId}`;
		places.set(place, { country, senderId, ...sumOf([total, places.get(place) ?? none]) });
	}
	return [...places.values()].sort((a, b) => b.tries - a.tries);
}

const none: Counts = { tries: 0, failed: 0, delivered: 0, entered: 0 };

const sumOf = (all: readonly Counts[]): Counts =>
	all.reduce(
		(sum, { tries, failed, delivered, entered }) => ({
			tries: sum.tries + tries,
			failed: sum.failed + failed,
			delivered: sum.delivered + delivered,
			entered: sum.entered + entered,
		}),
		none,
	);
