// Where somebody is signed in: a row for each session, and the button that ends it.
import type { FC } from "hono/jsx";
import { Form } from "../ui/form";
import { Badge } from "../ui/parts";
import { Time } from "../ui/time";
import type { PageState } from "../web/page";
import { browserName } from "./browser-name";
import { consoleWords } from "./frame";

interface SessionRowsProps {
	state: PageState;
	now: number;
	sessions: readonly { id: string; userAgent: string | null; ipAddress: string | null; seenAt: number }[];
	/** The session of the page itself, where it is among them. Nobody ends it here. */
	here?: string;
	/** The form of each row asks for the action `end`. */
	canEnd: boolean;
}

export const SessionRows: FC<SessionRowsProps> = ({ state, now, sessions, here, canEnd }) => {
	const { language } = state.frame;
	const words = consoleWords[language].account;
	return (
		<ul class="rows">
			{sessions.map(({ id, userAgent, ipAddress, seenAt }) => (
				<li>
					<div class="row-main">
						<strong>
							<Browser userAgent={userAgent} unknown={words.unknownBrowser} />
						</strong>{" "}
						{id === here && <Badge tone="success">{words.thisSession}</Badge>}
						<p>
							{ipAddress ?? words.unknownAddress} · {words.lastSeen} <Time at={seenAt} now={now} frame={state.frame} />
						</p>
					</div>
					{canEnd && id !== here && (
						<Form state={state.form} action="end" language={language}>
							<input type="hidden" name="sessionId" value={id} />
							<button
								type="submit"
								class="button"
								aria-label={words.endOf(browserName(userAgent) ?? words.unknownBrowser)}
							>
								{words.end}
							</button>
						</Form>
					)}
				</li>
			))}
		</ul>
	);
};

/** Names of browsers are the same in all languages. */
export const Browser: FC<{ userAgent: string | null; unknown: string }> = ({ userAgent, unknown }) => {
	const name = browserName(userAgent);
	return name === null ? <span>{unknown}</span> : <span lang="en">{name}</span>;
};
