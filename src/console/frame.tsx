// The frames of the console: a narrow one for the steps of the sign-in, and one with the menu behind it.
import type { Child, FC } from "hono/jsx";
import { type Actor, hasRole } from "../context";
import type { Language } from "../languages";
import type { ScriptName } from "../ui/assets";
import { renderPage } from "../ui/document";
import { pathOf } from "../ui/frame";
import { Layout } from "../ui/layout";
import { Breakable } from "../ui/parts";
import { siteLink } from "../ui/site";
import type { PageState } from "../web/page";
import { Finder } from "./finder";
import { FlashNotice } from "./flash";
import { entryAt, menu } from "./menu";
import { paths } from "./paths";
import { ReaderMenu } from "./reader-menu";
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
			scripts={["password.js", "copy.js", "passkey.js"]}
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
	/** Under the title: what the page is for. */
	lead?: Child;
	/** Beside the title: what can be done with all that the page shows. */
	tools?: Child;
	actor: Actor;
	/** The pages between the entry of the menu and this page. */
	crumbs?: readonly { href: string; text: string }[];
	scripts?: readonly ScriptName[];
	children?: Child;
}

/** A page behind the sign-in. */
export function consolePage(state: PageState, page: ConsolePage): string {
	const { frame, flash } = state;
	const { title, lead, tools, actor, scripts = [], children } = page;
	const words = consoleWords[frame.language];
	return renderPage(
		<Layout
			frame={frame}
			title={title}
			home={paths.start}
			navigation={{ label: words.console, content: <Menu state={state} words={words} actor={actor} /> }}
			bar={<Finder words={words} />}
			reader={<ReaderMenu state={state} words={words} actor={actor} />}
			scripts={["live.js", "session.js", "time.js", ...scripts]}
		>
			<Crumbs state={state} words={words} page={page} />
			<div class="stack">
				<div class="page-head">
					<div class="stack-tight">
						<h1>
							<Breakable text={title} />
						</h1>
						{lead && <p class="prose muted">{lead}</p>}
					</div>
					{tools && <div class="tools">{tools}</div>}
				</div>
				<FlashNotice flash={flash} words={words} />
				{children}
			</div>
		</Layout>,
	);
}

/** The entries that the reader may open. */
const Menu: FC<{ state: PageState; words: ConsoleWords; actor: Actor }> = ({ state, words, actor }) => {
	const here = entryAt(pathOf(state.frame));
	return menu.map(({ name: group, entries }) => {
		const open = entries.filter(({ access }) => hasRole(actor, access));
		if (open.length === 0) return null;
		return (
			<>
				<p>{words.groups[group]}</p>
				<ul>
					{open.map(({ name, path }) => (
						<li>
							<a class="menu-entry" href={path} aria-current={here?.name === name ? "page" : undefined}>
								{words.entries[name]}
							</a>
						</li>
					))}
				</ul>
			</>
		);
	});
};

const Crumbs: FC<{ state: PageState; words: ConsoleWords; page: ConsolePage }> = ({ state, words, page }) => {
	const here = pathOf(state.frame);
	const entry = entryAt(here);
	const way = [
		{ href: paths.start, text: words.console },
		...(entry ? [{ href: entry.path, text: words.entries[entry.name] }] : []),
		...(here.startsWith(paths.account) ? [{ href: paths.account, text: words.yourAccount }] : []),
		...(page.crumbs ?? []),
	].filter(({ href }) => href !== here);
	return (
		<nav class="crumbs" aria-label={words.breadcrumbs}>
			<ol>
				{way.map(({ href, text }) => (
					<li>
						<a href={href}>{text}</a>
					</li>
				))}
				<li aria-current="page">{page.title}</li>
			</ol>
		</nav>
	);
};

/** The end of a form that makes or changes something: its button, and the way back. */
export const FormEnd: FC<{ state: PageState; back: string; children?: Child }> = ({ state, back, children }) => (
	<div class="form-end">
		<MainButton>{children}</MainButton>
		<a class="button" href={back}>
			{consoleWords[state.frame.language].cancel}
		</a>
	</div>
);

/** The one button that the page is for. */
export const MainButton: FC<{ children?: Child }> = ({ children }) => (
	<button type="submit" class="button button-main">
		{children}
	</button>
);

/** Leads to what a page is mostly left for, such as adding to its list. */
export const MainLink: FC<{ href: string; children?: Child }> = ({ href, children }) => (
	<a class="button button-main" href={href}>
		{children}
	</a>
);
