// The numbers of a time as tiles, and each kind over time as a chart.
import type { FC } from "hono/jsx";
import { Card } from "../../ui/card";
import { BarChart } from "../../ui/chart";
import { formatNumber, formatShare } from "../../ui/formats";
import type { PageFrame } from "../../ui/frame";
import { consoleWords } from "../frame";
import { paths } from "../paths";
import { barsOf, type KindTotal, outcomesOf, type PeriodName, windowOf } from "./period";

interface NumbersProps {
	frame: PageFrame;
	period: PeriodName;
	totals: readonly KindTotal[];
	now: number;
}

export const Numbers: FC<NumbersProps> = ({ frame, period, totals, now }) => {
	const { language } = frame;
	const words = consoleWords[language].overview;
	const number = (value: number) => formatNumber(value, language);
	const rate = (part: number, whole: number) => (whole === 0 ? words.none : formatShare(part / whole, language));
	const verified = outcomesOf(totals, "verifications");
	const sent = outcomesOf(totals, "deliveries");
	const locks = outcomesOf(totals, "locks").succeeded;
	const verifications = verified.succeeded + verified.failed;
	const deliveries = sent.succeeded + sent.failed;
	const logOf = (event: string) => `${paths.log}?${new URLSearchParams({ event, period })}`;
	const logOfSends = (result: string) =>
		`${paths.log}?${new URLSearchParams({ period, result, filter: '(eventType co ".send_")' })}`;
	const window = windowOf(period, now);
	return (
		<>
			<ul class="tiles">
				<Tile
					name={words.verifications}
					value={number(verifications)}
					href={logOf("user.authentication.auth_via_mfa")}
				/>
				<Tile name={words.successRate} value={rate(verified.succeeded, verifications)} />
				<Tile name={words.deliveries} value={number(sent.succeeded)} href={logOfSends("SUCCESS")} />
				<Tile name={words.deliveryRate} value={rate(sent.succeeded, deliveries)} />
				<Tile name={words.refused} value={number(sent.refused)} href={logOfSends("DENY")} />
				<Tile name={words.locked} value={number(locks)} href={logOf("user.account.lock")} />
			</ul>
			<div class="charts">
				<Card id="verifications" title={words.verifications}>
					<BarChart
						frame={frame}
						id="verifications-chart"
						caption={
							verifications === 0
								? words.noVerifications
								: words.verificationsOf(number(verified.succeeded), number(verified.failed))
						}
						unit={words.unit[period]}
						series={[words.succeeded, words.failed]}
						bars={barsOf(totals, "verifications", window, frame)}
					/>
				</Card>
				<Card id="deliveries" title={words.deliveries}>
					<BarChart
						frame={frame}
						id="deliveries-chart"
						caption={
							deliveries === 0 ? words.noDeliveries : words.deliveriesOf(number(sent.succeeded), number(sent.failed))
						}
						unit={words.unit[period]}
						series={[words.sent, words.notSent]}
						bars={barsOf(totals, "deliveries", window, frame)}
					/>
				</Card>
			</div>
		</>
	);
};

const Tile: FC<{ name: string; value: string; href?: string }> = ({ name, value, href }) => (
	<li class="tile">
		<span>{name}</span>
		<strong>{href ? <a href={href}>{value}</a> : value}</strong>
	</li>
);
