// The reader's own menu: who is signed in, the account, theme and language, and the way out.
import type { FC } from "hono/jsx";
import type { Actor } from "../context";
import { languages } from "../languages";
import { Form } from "../ui/form";
import { languageNames, pathWith } from "../ui/frame";
import { siteLink } from "../ui/site";
import type { PageState } from "../web/page";
import { paths } from "./paths";
import type { ConsoleWords } from "./words/en";

const themes = ["light", "dark", "system"] as const;

export const ReaderMenu: FC<{ state: PageState; words: ConsoleWords; actor: Actor }> = ({ state, words, actor }) => {
	const { frame } = state;
	const reference = siteLink(frame.language, "reference");
	return (
		<>
			<button type="button" class="button reader-button" popovertarget="reader">
				<Person />
				<span>{actor.kind === "administrator" ? <bdi translate="no">{actor.name}</bdi> : words.yourAccount}</span>
			</button>
			<nav id="reader" popover="auto" class="reader-menu" aria-label={words.yourAccount}>
				{actor.kind === "administrator" && (
					<p class="signed-in">
						{words.signedInAs} <strong translate="no">{actor.name}</strong> {words.roles[actor.role]}
					</p>
				)}
				<ul>
					<li>
						<a href={paths.find}>{words.find.title}</a>
					</li>
					<li>
						<a href={paths.account}>{words.yourAccount}</a>
					</li>
					<li>
						<a href={reference.href}>{reference.text}</a>
					</li>
				</ul>
				<p id="reader-theme">{words.theme}</p>
				<ul class="choices" aria-labelledby="reader-theme">
					{themes.map((theme) => (
						<li>
							<a
								href={pathWith(frame, { theme })}
								aria-current={theme === (frame.theme ?? "system") ? "true" : undefined}
							>
								{words.themes[theme]}
							</a>
						</li>
					))}
				</ul>
				<p id="reader-language">{words.language}</p>
				<ul class="choices" aria-labelledby="reader-language">
					{languages.map((language) => (
						<li>
							<a
								href={pathWith(frame, { language })}
								hreflang={language}
								lang={language}
								aria-current={language === frame.language ? "true" : undefined}
							>
								{languageNames[language]}
							</a>
						</li>
					))}
				</ul>
				<Form state={state.form} to={paths.signOut} action="out" language={frame.language}>
					<button type="submit" class="button">
						{words.signOut}
					</button>
				</Form>
			</nav>
		</>
	);
};

const Person: FC = () => (
	<svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
		<circle cx="10" cy="7" r="3.25" />
		<path d="M3.5 17c.6-3.4 3.2-5 6.5-5s5.9 1.6 6.5 5" />
	</svg>
);
