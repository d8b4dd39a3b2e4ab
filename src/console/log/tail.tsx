// The bar above the events: a switch for new events that appear by themselves, and a link for whoever has no script.
import type { FC } from "hono/jsx";
import type { PageFrame } from "../../ui/frame";
import { consoleWords } from "../frame";
import { paths } from "../paths";
import { addressOf, type LogPageQuery } from "./query";

interface TailProps {
	frame: PageFrame;
	query: LogPageQuery;
	/** The cursor behind which new events stand. */
	end: string;
}

/** The page of new events has them in an element with this id, and the cursor behind them as its `data-next`. */
export const newEventsId = "new-events";

/** `tail.js` brings it to life. */
export const Tail: FC<TailProps> = ({ frame, query, end }) => {
	const words = consoleWords[frame.language].log;
	return (
		<div
			class="tail"
			data-tail={addressOf(paths.newEvents, query, { after: end })}
			data-part={newEventsId}
			data-one={words.oneNew}
			data-some={words.someNew}
			data-watching={words.watching}
			data-waiting={words.waiting}
			data-over={words.over}
		>
			<button type="button" class="button tail-switch" aria-pressed="false" hidden>
				{words.live}
			</button>
			<a class="button" href={addressOf(paths.log, query)}>
				{words.refresh}
			</a>
			<p role="status" class="muted tail-status" />
			<button type="button" class="button button-main tail-show" hidden />
		</div>
	);
};
