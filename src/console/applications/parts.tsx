// Parts of an application's pages: what depends on it, and the colour of its buttons.
import type { FC } from "hono/jsx";
import { paths } from "../paths";
import type { ConsoleWords } from "../words/en";

interface Named {
	id: string;
	name: string;
}

interface DependentsProps {
	words: ConsoleWords["applications"];
	/** Tokens in use that act for the application. */
	tokens: readonly Named[];
	extending: readonly Named[];
	/** Not everybody who sees applications may open tokens. */
	hasTokenLinks: boolean;
}

export const Dependents: FC<DependentsProps> = ({ words, tokens, extending, hasTokenLinks }) => {
	if (tokens.length + extending.length === 0) return <p class="muted">{words.noDependents}</p>;
	return (
		<>
			{tokens.length > 0 && (
				<>
					<p class="muted">{words.tokens}</p>
					<Names names={tokens} to={hasTokenLinks ? paths.tokens : null} />
				</>
			)}
			{extending.length > 0 && (
				<>
					<p class="muted">{words.extending}</p>
					<Names names={extending} to={paths.applications} />
				</>
			)}
		</>
	);
};

const Names: FC<{ names: readonly Named[]; to: string | null }> = ({ names, to }) => (
	<ul class="rows">
		{names.map(({ id, name }) => (
			<li translate="no">{to === null ? name : <a href={`${to}/${id}`}>{name}</a>}</li>
		))}
	</ul>
);

/** Drawn as a picture, because no page of ours has a style of its own. */
export const AccentColor: FC<{ color: string }> = ({ color }) => (
	<span class="id-line">
		<svg class="swatch" viewBox="0 0 20 20" aria-hidden="true">
			<rect width="20" height="20" rx="4" fill={color} />
		</svg>
		<code>{color}</code>
	</span>
);
