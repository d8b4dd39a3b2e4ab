// The inbox as a page: every message with its text. One click or one key copies a message's code.
import type { Child, FC } from "hono/jsx";
import type { Language } from "../languages";
import type { Channel } from "../messages/message";
import { renderPage } from "../ui/document";
import { Field, Form } from "../ui/form";
import { Layout } from "../ui/layout";
import { InlineMarkdown } from "../ui/markdown";
import { Badge, CopyButton, type Tone } from "../ui/parts";
import { siteLink } from "../ui/site";
import type { PageState } from "../web/page";
import type { InboxMessageView, InboxPageQuery } from "./schema";
import { en, type InboxWords } from "./words/en";
import { ja } from "./words/ja";

/** The compiler names a language that has no words. */
const inboxWords: Readonly<Record<Language, InboxWords>> = { en, ja };

export const inboxPath = "/dev/inbox";

const tones: Readonly<Record<Channel, Tone>> = { SMS: "success", CALL: "warning", EMAIL: "info", IM: "neutral" };

const refreshSeconds = 3;

/** @param messages the newest first */
export function inboxPage(
	{ frame, form }: PageState,
	messages: readonly InboxMessageView[],
	query: InboxPageQuery,
): string {
	const { language } = frame;
	const words = inboxWords[language];
	const inbox = siteLink(language, "inbox");
	return renderPage(
		<Layout frame={frame} title={inbox.text} links={[inbox, siteLink(language, "reference")]} scripts={["copy.js"]}>
			<h1>{inbox.text}</h1>
			<p class="lead">
				<InlineMarkdown text={words.lead} />
			</p>
			<Filter language={language} query={query} />
			<Controls language={language} query={query} />
			{messages.length === 0 ? (
				<p class="feed-empty">{query.to === undefined ? words.empty : words.emptyFor(query.to)}</p>
			) : (
				<ol class="feed">
					{messages.map((message) => (
						<InboxEntry language={language} message={message} query={query} />
					))}
				</ol>
			)}
			{messages.length > 0 && (
				<Form state={form} action="empty" language={language} class="feed-end">
					<button type="submit" class="button">
						{words.emptyInbox}
					</button>
				</Form>
			)}
		</Layout>,
	);
}

const Filter: FC<{ language: Language; query: InboxPageQuery }> = ({ language, query }) => {
	const words = inboxWords[language];
	return (
		<form method="get" class="form-row">
			<Field state={null} name="to" label={words.to} value={query.to ?? ""} type="search" />
			{query.refresh !== undefined && <input type="hidden" name="refresh" value={query.refresh} />}
			<button type="submit" class="button">
				{words.filter}
			</button>
			{query.to !== undefined && <a href={address({ ...query, to: undefined })}>{words.showAll}</a>}
		</form>
	);
};

const Controls: FC<{ language: Language; query: InboxPageQuery }> = ({ language, query }) => {
	const words = inboxWords[language];
	return (
		<ul class="feed-controls">
			<li>
				{query.refresh === undefined ? (
					<a href={address({ ...query, refresh: refreshSeconds })}>{words.refreshEvery(refreshSeconds)}</a>
				) : (
					<a href={address({ ...query, refresh: undefined })}>{words.stopRefreshing}</a>
				)}
			</li>
		</ul>
	);
};

interface EntryProps {
	language: Language;
	message: InboxMessageView;
	query: InboxPageQuery;
}

const InboxEntry: FC<EntryProps> = ({ language, message, query }) => {
	const words = inboxWords[language];
	return (
		<li>
			<article class="feed-entry copyable">
				<div class="feed-main">
					<header class="feed-head">
						<Badge tone={tones[message.channel]}>{words.channels[message.channel]}</Badge>
						<a href={address({ ...query, to: message.to })}>{message.to}</a>
						<time datetime={message.received}>{words.receivedAt(message.received)}</time>
					</header>
					{message.subject !== null && (
						<h2 class="feed-title" lang={message.locale}>
							{message.subject}
						</h2>
					)}
					<p class="feed-text" lang={message.locale}>
						{withCode(message.text, message.code)}
					</p>
				</div>
				<div class="feed-side">
					<code class="feed-code copy-source">{message.code}</code>
					<CopyButton language={language} />
				</div>
			</article>
		</li>
	);
};

/** Returns the text with the code marked wherever the code stands. */
function withCode(text: string, code: string): Child[] {
	const [first = "", ...rest] = code === "" ? [text] : text.split(code);
	return [first, ...rest.flatMap((part) => [<strong>{code}</strong>, part])];
}

function address(query: Pick<InboxPageQuery, "to" | "refresh">): string {
	const parameters = new URLSearchParams();
	if (query.to !== undefined) parameters.set("to", query.to);
	if (query.refresh !== undefined) parameters.set("refresh", String(query.refresh));
	return parameters.size === 0 ? inboxPath : `${inboxPath}?${parameters}`;
}
