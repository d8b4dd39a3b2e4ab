// The frame of a page: head, skip link, top bar, an optional side navigation, the main column.
import type { Child, FC } from "hono/jsx";
import { assetUrl } from "./assets";

interface TopLink {
	href: string;
	text: string;
}

/** The pages that a top bar can link to. */
export const siteLinks = {
	inbox: { href: "/dev/inbox", text: "Inbox" },
	reference: { href: "/docs", text: "API reference" },
	openApi: { href: "/openapi.json", text: "OpenAPI" },
} as const satisfies Record<string, TopLink>;

/** The links of the public pages. */
export const publicLinks: readonly TopLink[] = [siteLinks.reference, siteLinks.openApi];

interface LayoutProps {
	title: string;
	links: readonly TopLink[];
	/** The page's own path, to mark its link. */
	path: string;
	/** Label and content of the side navigation. A phone shows it as a menu that opens. */
	navigation?: { label: string; content: Child };
	/** A line at the bottom. */
	foot?: string;
	children?: Child;
}

export const Layout: FC<LayoutProps> = ({ title, links, path, navigation, foot, children }) => (
	<html lang="en">
		<head>
			<meta charset="utf-8" />
			<meta name="viewport" content="width=device-width, initial-scale=1" />
			<meta name="color-scheme" content="light dark" />
			<title>{title}</title>
			<link rel="icon" type="image/svg+xml" href={assetUrl("icon.svg")} />
			<link rel="stylesheet" href={assetUrl("style.css")} />
		</head>
		<body>
			<a class="skip-link" href="#main">
				Skip to the content
			</a>
			<header class="top-bar">
				<a class="brand" href="/">
					<img src={assetUrl("icon.svg")} alt="" width="24" height="24" />
					Tessera
				</a>
				<TopLinks links={links} path={path} />
			</header>
			<div class={navigation ? "shell shell-sided" : "shell shell-plain"}>
				{navigation && <Navigation {...navigation} />}
				<main id="main" tabindex={-1}>
					{children}
				</main>
			</div>
			{foot && <footer class="foot">{foot}</footer>}
		</body>
	</html>
);

/** Returns a whole document as text. It is never a promise, because no part of a page is asynchronous. */
export const renderPage = (page: unknown): string => `<!doctype html>${page}`;

const TopLinks: FC<{ links: readonly TopLink[]; path: string }> = ({ links, path }) => (
	<nav aria-label="Site" class="top-nav">
		<ul class="top-links">
			{links.map(({ href, text }) => (
				<li>
					<a href={href} aria-current={href === path ? "page" : undefined}>
						{text}
					</a>
				</li>
			))}
		</ul>
	</nav>
);

/** The navigation is in the page twice, and CSS hides one of the two, because CSS can't open the menu of a phone. */
const Navigation: FC<{ label: string; content: Child }> = ({ label, content }) => (
	<>
		<details class="menu">
			<summary>{label}</summary>
			<nav class="navigation" aria-label={label}>
				{content}
			</nav>
		</details>
		<div class="side">
			<nav class="navigation" aria-label={label}>
				{content}
			</nav>
		</div>
	</>
);
