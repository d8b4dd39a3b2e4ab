// The way of a newcomer to the first verified code. It goes away with the first user.
import type { FC } from "hono/jsx";
import { type Actor, hasRole } from "../../context";
import { Card } from "../../ui/card";
import type { PageFrame } from "../../ui/frame";
import { Badge } from "../../ui/parts";
import { consoleWords } from "../frame";
import { type EntryName, entries } from "../menu";
import { paths } from "../paths";

export interface Progress {
	hasAccount: boolean;
	hasVerified: boolean;
}

/** The entry of the menu, if the reader may open it, else the chapter of the reference: how it is done by the API. */
export const placeOf = (actor: Actor, name: EntryName, chapter: string): string =>
	entries.find((entry) => entry.name === name && hasRole(actor, entry.access))?.path ?? `/docs#tag-${chapter}`;

export const FirstSteps: FC<{ frame: PageFrame; progress: Progress; actor: Actor }> = ({ frame, progress, actor }) => {
	const words = consoleWords[frame.language].overview;
	// Everybody has a token from the start, so nobody can see from here whether the first step is done.
	const steps: { text: string; note: string; href: string; isDone?: boolean }[] = [
		{ text: words.stepToken, note: words.stepTokenNote, href: placeOf(actor, "tokens", "api-tokens") },
		{
			text: words.stepAccount,
			note: words.stepAccountNote,
			href: placeOf(actor, "providers", "providers"),
			isDone: progress.hasAccount,
		},
		{ text: words.stepUser, note: words.stepUserNote, href: placeOf(actor, "users", "users"), isDone: false },
		{ text: words.stepVerify, note: words.stepVerifyNote, href: paths.log, isDone: progress.hasVerified },
	];
	return (
		<Card id="first-steps" title={words.first} lead={words.firstLead}>
			<ol class="rows">
				{steps.map(({ text, note, href, isDone }) => (
					<li>
						<div class="row-main">
							<a href={href}>{text}</a>
							<p>{note}</p>
						</div>
						{isDone !== undefined && (
							<Badge tone={isDone ? "success" : "neutral"}>{isDone ? words.done : words.open}</Badge>
						)}
					</li>
				))}
			</ol>
		</Card>
	);
};
