// The frame of a page: head, skip link, top bar, an optional side navigation, the main column.
import type { Child, FC } from "hono/jsx";
import { languages } from "../languages";
import { assetUrl, type ScriptName } from "./assets";
import { documentOf } from "./document";
import { languageNames, type PageFrame, pathOf, pathWith, uiWords } from "./frame";
import type { SiteLink } from "./site";

interface LayoutProps {
	frame: PageFrame;
	/** What the page is about. The name of the product follows it. */
	title: string;
	/** The links of the site's menu. A page that has `reader` has none. */
	links?: readonly SiteLink[];
	/** Where the name of the product leads. */
	home?: string;
	/** Label and content of the side navigation. */
	navigation?: { label: string; content: Child };
	/** Stands in the middle of the top bar. */
	bar?: Child;
	/** Stands at the end of the top bar: the menu of whoever is signed in. */
	reader?: Child;
	scripts?: readonly ScriptName[];
	/** A line at the bottom. */
	foot?: string;
	children?: Child;
}

export const Layout: FC<LayoutProps> = ({
	frame,
	title,
	links = [],
	home = "/",
	navigation,
	bar,
	reader,
	scripts = [],
	foot,
	children,
}) => {
	const words = uiWords[frame.language];
	return documentOf({
		frame,
		title: words.titled(title),
		styles: [assetUrl("style.css")],
		scripts: navigation ? [...scripts, "menu.js"] : scripts,
		body: (
			<body>
				<a class="skip-link" href="#main">
					{words.skipLink}
				</a>
				<header class="top-bar">
					<a class="brand" href={home}>
						<img src={assetUrl("icon.svg")} alt="" width="24" height="24" />
						Tessera
					</a>
					{navigation && <MenuButton menu="side" text={reader ? words.menu : navigation.label} />}
					{bar}
					{reader ?? (
						<>
							<MenuButton menu="site" text={words.menu} />
							<SiteMenu frame={frame} label={words.site} links={links} />
						</>
					)}
				</header>
				<div class={navigation ? "shell shell-sided" : "shell"}>
					{navigation && (
						<nav id="side" popover="auto" class="menu side" aria-label={navigation.label}>
							{navigation.content}
						</nav>
					)}
					<main id="main" tabindex={-1}>
						{children}
					</main>
				</div>
				{foot && <footer class="foot">{foot}</footer>}
			</body>
		),
	});
};

/** A phone shows the button and opens the menu. A desk hides the button and shows the menu all the time. */
const MenuButton: FC<{ menu: string; text: string }> = ({ menu, text }) => (
	<button type="button" class="button menu-button" popovertarget={menu}>
		<Lines />
		{text}
	</button>
);

const SiteMenu: FC<{ frame: PageFrame; label: string; links: readonly SiteLink[] }> = ({ frame, label, links }) => (
	<nav id="site" popover="auto" class="menu site" aria-label={label}>
		<ul>
			{links.map(({ href, text }) => (
				<li>
					<a href={href} aria-current={href === pathOf(frame) ? "page" : undefined}>
						{text}
					</a>
				</li>
			))}
			{languages
				.filter((language) => language !== frame.language)
				.map((language) => (
					<li class="site-language">
						<a href={pathWith(frame, { language })} hreflang={language} lang={language}>
							<Globe />
							{languageNames[language]}
						</a>
					</li>
				))}
		</ul>
	</nav>
);

const Lines: FC = () => (
	<svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
		<path d="M3 5.5h14M3 10h14M3 14.5h14" />
	</svg>
);

const Globe: FC = () => (
	<svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
		<circle cx="10" cy="10" r="7.5" />
		<path d="M2.5 10h15M10 2.5c5 5 5 10 0 15M10 2.5c-5 5-5 10 0 15" />
	</svg>
);
