// The search field in the top bar: any page, person or id. Without script it leads to the page of the search.
import type { FC } from "hono/jsx";
import { paths } from "./paths";
import type { ConsoleWords } from "./words/en";

/** Where the results stand, on the page of the search and under the field. */
export const foundId = "found";
export const queryName = "q";

/** `live.js` shows the results while somebody types, and brings the focus here with Ctrl-K. */
export const Finder: FC<{ words: ConsoleWords }> = ({ words }) => (
	<search class="finder">
		<form action={paths.find} data-find={foundId}>
			<input
				type="search"
				name={queryName}
				aria-label={words.find.label}
				placeholder={words.find.label}
				autocomplete="off"
				maxlength={100}
			/>
			<span class="keys" aria-hidden="true" translate="no">
				{words.find.keys}
			</span>
		</form>
	</search>
);
