// The way of a newcomer to the first verified code. It goes away with the first user.
import type { FC } from "hono/jsx";
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

/** The entry of the menu, or the chapter of the reference that tells how it is done by the API. */
const placeOf = (name: EntryName, chapter: string) =>
	entries.find((entry) => entry.name === name)?.path ?? `/docs#tag-${chapter}`;

export const FirstSteps: FC<{ frame: PageFrame; progress: Progress }> = ({ frame, progress }) => {
	const words = consoleWords[frame.language].overview;
	const steps = [
		{ text: words.stepToken, note: words.stepTokenNote, href: placeOf("tokens", "api-tokens"), isDone: false },
		{
			text: words.stepAccount,
			note: words.stepAccountNote,
			href: "/docs#tag-providers",
			isDone: progress.hasAccount,
		},
		{ text: words.stepUser, note: words.stepUserNote, href: placeOf("users", "users"), isDone: false },
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
						<Badge tone={isDone ? "success" : "neutral"}>{isDone ? words.done : words.open}</Badge>
					</li>
				))}
			</ol>
		</Card>
	);
};
