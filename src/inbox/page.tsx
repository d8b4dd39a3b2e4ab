// The inbox as a page: every message with its text. One click or one key copies a message's code.
import type { Child, FC } from "hono/jsx";
import type { Channel } from "../messages/message";
import { Layout, renderPage, siteLinks } from "../ui/layout";
import { Badge, type Tone } from "../ui/parts";
import type { InboxMessageView, InboxPageQuery } from "./schema";

const path = siteLinks.inbox.href;
const links = [siteLinks.inbox, siteLinks.reference];

const channelNames: Readonly<Record<Channel, { name: string; tone: Tone }>> = {
	SMS: { name: "SMS", tone: "success" },
	CALL: { name: "Call", tone: "warning" },
	EMAIL: { name: "E-mail", tone: "info" },
	IM: { name: "Chat", tone: "neutral" },
};

const refreshSeconds = 3;

/** @param messages the newest first */
export function inboxPage(messages: readonly InboxMessageView[], query: InboxPageQuery): string {
	return renderPage(
		<Layout title="Inbox · Tessera" path={path} links={links}>
			<h1>Inbox</h1>
			<p class="lead">
				Messages that the provider <code>inbox</code> kept instead of sending them. They stand here in plain text, so
				this page exists in development only.
			</p>
			<Controls query={query} />
			{messages.length === 0 ? (
				<p class="feed-empty">
					{query.to === undefined ? "Nothing has arrived yet." : `Nothing has arrived for ${query.to} yet.`}
				</p>
			) : (
				<ol class="feed">
					{messages.map((message) => (
						<InboxEntry message={message} query={query} />
					))}
				</ol>
			)}
		</Layout>,
	);
}

const Controls: FC<{ query: InboxPageQuery }> = ({ query }) => (
	<ul class="feed-controls">
		{query.to !== undefined && (
			<li>
				<span>
					To <strong>{query.to}</strong>
				</span>{" "}
				<a href={address({ ...query, to: undefined })}>Show all</a>
			</li>
		)}
		<li>
			{query.refresh === undefined ? (
				<a href={address({ ...query, refresh: refreshSeconds })}>Refresh every {refreshSeconds} seconds</a>
			) : (
				<a href={address({ ...query, refresh: undefined })}>Stop refreshing</a>
			)}
		</li>
	</ul>
);

const InboxEntry: FC<{ message: InboxMessageView; query: InboxPageQuery }> = ({ message, query }) => (
	<li>
		<article class="feed-entry" lang={message.locale}>
			<div class="feed-main">
				<header class="feed-head" lang="en">
					<Badge tone={channelNames[message.channel].tone}>{channelNames[message.channel].name}</Badge>
					<a href={address({ ...query, to: message.to })}>{message.to}</a>
					<time datetime={message.received}>{message.received.slice(0, 19).replace("T", " ")} UTC</time>
				</header>
				{message.subject !== null && <h2 class="feed-title">{message.subject}</h2>}
				<p class="feed-text">{withCode(message.text, message.code)}</p>
			</div>
			<code class="feed-code">{message.code}</code>
		</article>
	</li>
);

/** Returns the text with the code marked wherever the code stands. */
function withCode(text: string, code: string): Child[] {
	const [first = "", ...rest] = code === "" ? [text] : text.split(code);
	return [first, ...rest.flatMap((part) => [<strong>{code}</strong>, part])];
}

function address(query: Pick<InboxPageQuery, "to" | "refresh">): string {
	const parameters = new URLSearchParams();
	if (query.to !== undefined) parameters.set("to", query.to);
	if (query.refresh !== undefined) parameters.set("refresh", String(query.refresh));
	return parameters.size === 0 ? path : `${path}?${parameters}`;
}
