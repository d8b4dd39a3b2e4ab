// The filter above a list: a form that asks by GET, so the address says what is shown, and what the filter chose.
import type { Child, FC } from "hono/jsx";
import { Empty } from "../ui/card";
import { pathOf } from "../ui/frame";
import type { PageState } from "../web/page";
import { consoleWords } from "./frame";

export const ListFilter: FC<{ state: PageState; show: string; children?: Child }> = ({ state, show, children }) => (
	<form class="form-row" action={pathOf(state.frame)}>
		{children}
		<button type="submit" class="button">
			{show}
		</button>
	</form>
);

/** Where a filter has left nothing: the filter stays, and one link takes it away. */
export const NothingFound: FC<{ state: PageState }> = ({ state }) => {
	const words = consoleWords[state.frame.language];
	return (
		<Empty title={words.nothingFound}>
			<a class="button" href={pathOf(state.frame)}>
				{words.clear}
			</a>
		</Empty>
	);
};

/** A condition of a filter, with the way to take it away. */
export const Chip: FC<{ href: string; without: string; children?: Child }> = ({ href, without, children }) => (
	<li class="chip">
		<span>{children}</span>
		<a href={href}>
			<span aria-hidden="true">×</span>
			<span class="unseen">
				{without} {children}
			</span>
		</a>
	</li>
);

/** A choice of a filter that wasn't made: forms send an empty text. */
export const anyOf = "";
