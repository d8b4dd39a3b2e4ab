// Whose settings a page shows and changes: those of all applications, or of one, as its address says.
import type { FC } from "hono/jsx";
import { SelectField } from "../ui/choices";
import type { PageState } from "../web/page";
import { ListFilter } from "./list-filter";
import { scopeOptions, wordsIn } from "./properties/parts";

/** The scope of the values that all applications share. */
const ofAll = "default";

/** @param url of the request */
export function scopeIn(url: string): string {
	const asked = new URL(url).searchParams.get("scope") ?? "";
	return /^[A-Za-z0-9_-]{1,64}$/.test(asked) ? asked : ofAll;
}

/** The application of a scope; null for all. */
export const applicationIn = (scope: string): string | null => (scope === ofAll ? null : scope);

/** The address of a page about the same application. */
export const inScope = (path: string, scope: string): string =>
	scope === ofAll ? path : `${path}?${new URLSearchParams({ scope })}`;

/** The whole name of a property of the scope. */
export const propertyIn = (scope: string, name: string): string => `bharosa.uio.${scope}.${name}`;

interface ScopeFilterProps {
	state: PageState;
	scope: string;
	applications: readonly { id: string; name: string }[];
}

export const ScopeFilter: FC<ScopeFilterProps> = ({ state, scope, applications }) => {
	const { language } = state.frame;
	const words = wordsIn(language);
	return (
		<ListFilter state={state} show={words.show}>
			<SelectField
				state={null}
				name="scope"
				label={words.scope}
				value={scope}
				options={scopeOptions(language, applications)}
			/>
		</ListFilter>
	);
};
