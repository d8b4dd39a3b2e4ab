// The frame of the hosted pages: one column, with the name, logo and colour of the application that sent the person.
import { html } from "hono/html";
import type { Child, FC } from "hono/jsx";
import type { Brand } from "../applications/brand";
import { type ApiError, summaryText } from "../errors";
import { causeText } from "../errors/cause";
import { type Language, languages } from "../languages";
import { assetUrl, type ScriptName } from "../ui/assets";
import { documentOf, renderPage } from "../ui/document";
import { languageNames, type PageFrame, pathWith } from "../ui/frame";
import { en, type HostedWords } from "./words/en";
import { ja } from "./words/ja";

/** The compiler names a language that has no words. */
export const hostedWords: Readonly<Record<Language, HostedWords>> = { en, ja };

export interface HostedFrame {
	frame: PageFrame;
	title: string;
	/** Null where nobody knows yet for whom the page is. */
	brand: Brand | null;
	/** The login of the person. */
	account?: string;
	/** What the application wants the person to read. */
	context?: string | null;
	scripts?: readonly ScriptName[];
	/** Where the browser goes by itself: at once, or without script after some seconds. */
	next?: { path: string; seconds: number };
	/** An administrator looks at the page, whose own language stays. */
	isPreview?: boolean;
	children?: Child;
}

/** A whole document. Its frame is a template like its head, because a template is drawn faster than elements. */
export function hostedPage({
	frame,
	title,
	brand,
	account,
	context,
	scripts = [],
	next,
	isPreview,
	children,
}: HostedFrame): string {
	const words = hostedWords[frame.language];
	return renderPage(
		documentOf({
			frame,
			title: words.titled(title, brand?.name ?? "Tessera"),
			styles: [assetUrl("hosted.css"), ...(brand?.styleUrl ? [brand.styleUrl] : [])],
			scripts,
			more: html`<meta name="robots" content="noindex"/>${next && onward(next)}`,
			body: html`<body>
		<header class="top">${nameOf(brand)}${linksToLanguages(frame, isPreview)}</header>
		<main id="main">${account && html`<p class="account">${words.account(account)}</p>`}
			<h1>${title}</h1>
			${context && html`<p class="context">${context}</p>`}
			${children}
		</main>
	</body>`,
		}),
	);
}

/** WCAG 2.2.1: what happens later than at once, happens without script alone, and a link says how to go on before. */
function onward({ path, seconds }: { path: string; seconds: number }) {
	const meta = html`<meta http-equiv="refresh" content="${seconds}; url=${path}"/>`;
	return seconds === 0 ? meta : html`<noscript>${meta}</noscript>`;
}

/** The name is no word of a language. */
const nameOf = (brand: Brand | null) =>
	html`<p class="brand" translate="no">${
		brand?.logoUrl && html`<img src="${brand.logoUrl}" alt="" height="32"/>`
	}${brand?.name ?? "Tessera"}</p>`;

/** The other languages of this page. The transaction goes on where it is. */
function linksToLanguages(frame: PageFrame, isPreview = false) {
	const others = languages.filter((language) => language !== frame.language);
	const address = (language: Language) => html` href="${pathWith(frame, { language })}"`;
	return html`<nav aria-label="${hostedWords[frame.language].language}">${others.map(
		(one) => html`<a${!isPreview && address(one)} hreflang="${one}" lang="${one}">${languageNames[one]}</a>`,
	)}</nav>`;
}

/** The one button that the page is for. It is the first one of the page. */
export const MainButton: FC<{ children?: Child }> = ({ children }) => (
	<button type="submit" class="button button-main">
		{children}
	</button>
);

/** Whoever has no cookie of the transaction learns nothing about it. */
export function hostedErrorPage(frame: PageFrame, error: ApiError, errorId: string): string {
	const { gone, errors } = hostedWords[frame.language];
	const { status, causes } = error;
	if (status === 404) return hostedPage({ frame, title: gone.title, brand: null, children: <p>{gone.lead}</p> });
	const titles: Readonly<Record<number, string>> = errors;
	const sentences = [summaryText(error, frame.language), ...causes.map((cause) => causeText(cause, frame.language))];
	return hostedPage({
		frame,
		title: titles[status] ?? errors.other,
		brand: null,
		children: (
			<>
				{sentences.map((sentence) => (
					<p>{sentence}</p>
				))}
				<p>
					<a class="button" href={frame.path}>
						{errors.again}
					</a>
				</p>
				<p class="muted">
					{errors.id}: <code>{errorId}</code>
				</p>
			</>
		),
	});
}
