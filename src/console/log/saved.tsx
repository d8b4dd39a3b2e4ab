// Searches that the reader keeps: a link to each, the way to delete it, and the form that saves the one that is shown.
import type { FC } from "hono/jsx";
import { Field, Form, stateOf } from "../../ui/form";
import type { PageState } from "../../web/page";
import { consoleWords } from "../frame";
import { paths } from "../paths";
import { addressOf, type LogPageQuery } from "./query";

export interface Saved {
	name: string;
	href: string;
}

interface SavedSearchesProps {
	state: PageState;
	query: LogPageQuery;
	saved: readonly Saved[];
}

export const SavedSearches: FC<SavedSearchesProps> = ({ state, query, saved }) => {
	const { language } = state.frame;
	const words = consoleWords[language].log;
	const shown = addressOf(paths.log, query);
	const form = stateOf(state.form, "save");
	const isRefused = form.action !== null;
	const canSave = isRefused || (shown !== paths.log && !saved.some(({ href }) => href === shown));
	if (saved.length === 0 && !canSave) return null;
	return (
		<section class="saved" aria-label={words.savedSearches}>
			{saved.length > 0 && (
				<ul>
					{saved.map(({ name, href }) => (
						<li class="chip">
							<a class="chip-name" href={href} aria-current={href === shown ? "true" : undefined} translate="no">
								{name}
							</a>
							<Form state={state.form} action="forget" language={language}>
								<input type="hidden" name="saved" value={name} />
								<button type="submit" class="chip-end" aria-label={words.forget(name)}>
									<span aria-hidden="true">×</span>
								</button>
							</Form>
						</li>
					))}
				</ul>
			)}
			{canSave && (
				<details open={isRefused}>
					<summary>{words.save}</summary>
					<Form state={form} action="save" language={language} class="form-row">
						<input type="hidden" name="search" value={shown.slice(paths.log.length + 1)} />
						<Field state={form} name="name" label={words.searchName} maxlength={60} autocomplete="off" />
						<button type="submit" class="button">
							{words.saveIt}
						</button>
					</Form>
				</details>
			)}
		</section>
	);
};
