// From a thrown error to a page: what is wrong in the reader's language, and the id that the Worker's own log has.
import type { Ctx } from "../context";
import { type ApiError, summaryText } from "../errors";
import { causeText } from "../errors/cause";
import type { Language } from "../languages";
import { renderPage } from "../ui/document";
import type { PageFrame } from "../ui/frame";
import { Layout } from "../ui/layout";
import { publicLinks } from "../ui/site";
import { identified } from "./error-response";
import { frameHeaders } from "./frame";
import { htmlReply, replyHeaders } from "./reply";
import { en, type WebWords } from "./words/en";
import { ja } from "./words/ja";

/** The compiler names a language that has no words. */
export const webWords: Readonly<Record<Language, WebWords>> = { en, ja };

/** @param draw of a page with a frame of its own */
export function errorPageResponse(
	error: unknown,
	ctx: Ctx | null,
	frame: PageFrame,
	nowMs: number,
	draw = errorPage,
): Response {
	const { known, errorId } = identified(error, ctx, nowMs);
	const page = htmlReply(draw(frame, known, errorId), { ...frameHeaders(frame), ...known.headers }, known.status);
	return new Response(page.body, { status: page.status, headers: replyHeaders(ctx, page.headers) });
}

function errorPage(frame: PageFrame, error: ApiError, errorId: string): string {
	const { language } = frame;
	const words = webWords[language];
	const titles: Readonly<Record<number, string>> = words.titles;
	const title = titles[error.status] ?? words.titles.other;
	const sentences = [summaryText(error, language), ...error.causes.map((cause) => causeText(cause, language))];
	return renderPage(
		<Layout frame={frame} title={title} links={publicLinks(language)}>
			<h1>{title}</h1>
			<div class="prose">
				{sentences.map((sentence) => (
					<p class="lead">{sentence}</p>
				))}
				<p>
					{words.errorId}: <code>{errorId}</code>
				</p>
				<p>
					<a href="/">{words.toFrontPage}</a>
				</p>
			</div>
		</Layout>,
	);
}
