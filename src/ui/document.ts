// A whole document. Its head is a template: JSX moves tags into heads, which takes as long as the rest of the page.
import { html, raw } from "hono/html";
import type { Child } from "hono/jsx";
import { assetUrl, type ScriptName } from "./assets";
import type { PageFrame } from "./frame";

interface DocumentProps {
	frame: Pick<PageFrame, "language" | "theme">;
	title: string;
	/** Addresses of styles. */
	styles: readonly string[];
	scripts: readonly ScriptName[];
	/** What stands in the head besides. */
	more?: ReturnType<typeof html> | undefined;
	/** The body with its tag. */
	body: Child;
}

export const documentOf = ({ frame: { language, theme }, title, styles, scripts, more, body }: DocumentProps) =>
	html`<html lang="${language}"${theme && raw(` data-theme="${theme}"`)}><head>
		<meta charset="utf-8"/>
		<meta name="viewport" content="width=device-width, initial-scale=1"/>
		<meta name="color-scheme" content="${theme ?? "light dark"}"/>
		<title>${title}</title>
		<link rel="icon" type="image/svg+xml" href="${assetUrl("icon.svg")}"/>
		${styles.map((href) => html`<link rel="stylesheet" href="${href}"/>`)}
		${scripts.map((name) => html`<script type="module" src="${assetUrl(name)}"></script>`)}
		${more}
	</head>${body}</html>`;

/** Returns a whole document as text. It is never a promise, because no part of a page is asynchronous. */
export const renderPage = (document: unknown): string => `<!doctype html>${document}`;
