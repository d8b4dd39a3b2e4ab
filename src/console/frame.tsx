// The frames of the console: a narrow one for the steps of the sign-in, and one with navigation behind it.
import type { Child, FC } from "hono/jsx";
import type { Actor } from "../context";
import type { Language } from "../languages";
import type { ScriptName } from "../ui/assets";
import { Form } from "../ui/form";
import { Layout, renderPage } from "../ui/layout";
import { siteLink } from "../ui/site";
import type { PageState } from "../web/page";
import { paths } from "./paths";
import { type ConsoleWords, en } from "./words/en";
import { ja } from "./words/ja";

/** The compiler names a language that has no words. */
export const consoleWords: Readonly<Record<Language, ConsoleWords>> = { en, ja };

/** A page of the sign-in. The first button of the page goes on with it. */
export const narrowPage = ({ frame }: PageState, title: string, lead: string, children: Child): string =>
	renderPage(
		<Layout
			frame={frame}
			title={title}
			links={[siteLink(frame.language, "reference")]}
			home={paths.start}
			scripts={["password.js", "copy.js"]}
		>
			<div class="narrow">
				<div class="stack-tight">
					<h1>{title}</h1>
					<p class="muted">{lead}</p>
				</div>
				{children}
			</div>
		</Layout>,
	);

interface ConsolePage {
	title: string;
	actor: Actor;
	scripts?: readonly ScriptName[];
	children: Child;
}

/** A page behind the sign-in. */
export function consolePage(state: PageState, { title, actor, scripts = [], children }: ConsolePage): string {
	const { frame } = state;
	const words = consoleWords[frame.language];
	return renderPage(
		<Layout
			frame={frame}
			title={title}
			links={[siteLink(frame.language, "reference")]}
			home={paths.start}
			navigation={{ label: words.console, content: <Navigation state={state} words={words} actor={actor} /> }}
			scripts={scripts}
		>
			<Crumbs state={state} words={words} title={title} />
			{children}
		</Layout>,
	);
}

const entries = ["account", "password", "app", "recoveryCodes"] as const;

const Navigation: FC<{ state: PageState; words: ConsoleWords; actor: Actor }> = ({ state, words, actor }) => {
	const here = state.frame.path.split("?", 1)[0];
	return (
		<>
			<p>{words.account.title}</p>
			<ul>
				{entries.map((entry) => (
					<li>
						<a class="menu-entry" href={paths[entry]} aria-current={paths[entry] === here ? "page" : undefined}>
							{words.account.menu[entry]}
						</a>
					</li>
				))}
			</ul>
			<div class="side-foot">
				{actor.kind === "administrator" && (
					<p class="signed-in">
						{words.signedInAs}
						<strong translate="no">{actor.name}</strong>
						{words.roles[actor.role]}
					</p>
				)}
				<Form state={state.form} to={paths.signOut} action="out" language={state.frame.language}>
					<button type="submit" class="button">
						{words.signOut}
					</button>
				</Form>
			</div>
		</>
	);
};

const Crumbs: FC<{ state: PageState; words: ConsoleWords; title: string }> = ({ state, words, title }) => {
	const isAccount = state.frame.path.split("?", 1)[0] === paths.account;
	return (
		<nav class="crumbs" aria-label={words.breadcrumbs}>
			<ol>
				<li>
					<a href={paths.start}>{words.console}</a>
				</li>
				{!isAccount && (
					<li>
						<a href={paths.account}>{words.account.title}</a>
					</li>
				)}
				<li aria-current="page">{title}</li>
			</ol>
		</nav>
	);
};

/** The one button that the page is for. */
export const MainButton: FC<{ children?: Child }> = ({ children }) => (
	<button type="submit" class="button button-main">
		{children}
	</button>
);
