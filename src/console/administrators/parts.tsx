// Parts of the administrators' pages: the status in a word, the choice of a role, and somebody's sessions.
import type { Child, FC } from "hono/jsx";
import { SelectField } from "../../ui/choices";
import { Form } from "../../ui/form";
import { Badge, type Tone } from "../../ui/parts";
import { Time } from "../../ui/time";
import type { PageState } from "../../web/page";
import { browserName } from "../browser-name";
import { consoleWords } from "../frame";
import type { ConsoleWords } from "../words/en";

type Words = ConsoleWords["administrators"];

const tones = { INVITED: "info", ACTIVE: "success", INACTIVE: "neutral" } as const satisfies Record<string, Tone>;

export const StatusBadge: FC<{ status: keyof typeof tones; words: Words }> = ({ status, words }) => (
	<Badge tone={tones[status]}>{words.statuses[status]}</Badge>
);

export const RoleField: FC<{ state: PageState; words: Words; value?: string }> = ({ state, words, value }) => (
	<SelectField
		state={state.form}
		name="role"
		label={words.role}
		hint={words.roleHint}
		value={value ?? "HELP_DESK"}
		options={Object.entries(words.roles).map(([role, text]) => ({ value: role, text }))}
	/>
);

/** A way to sign in, and since when. */
export const Way: FC<{ name: string; children?: Child }> = ({ name, children }) => (
	<li>
		<div class="row-main">
			<strong>{name}</strong>
			{children && <p>{children}</p>}
		</div>
	</li>
);

interface SessionsProps {
	state: PageState;
	now: number;
	sessions: readonly { id: string; userAgent: string | null; ipAddress: string | null; seenAt: number }[];
	/** Whether the reader ends them here. Everybody ends the own ones in the account. */
	canEnd: boolean;
}

/** The forms ask for the actions `end` and `end-all`. */
export const SessionsOf: FC<SessionsProps> = ({ state, now, sessions, canEnd }) => {
	const { language } = state.frame;
	const { account, administrators: words } = consoleWords[language];
	if (sessions.length === 0) return <p class="muted">{words.noSessions}</p>;
	return (
		<>
			<ul class="rows">
				{sessions.map(({ id, userAgent, ipAddress, seenAt }) => {
					const name = browserName(userAgent);
					return (
						<li>
							<div class="row-main">
								<strong lang={name === null ? undefined : "en"}>{name ?? account.unknownBrowser}</strong>
								<p>
									{ipAddress ?? account.unknownAddress} · {account.lastSeen}{" "}
									<Time at={seenAt} now={now} frame={state.frame} />
								</p>
							</div>
							{canEnd && (
								<Form state={state.form} action="end" language={language}>
									<input type="hidden" name="sessionId" value={id} />
									<button type="submit" class="button" aria-label={account.endOf(name ?? account.unknownBrowser)}>
										{words.end}
									</button>
								</Form>
							)}
						</li>
					);
				})}
			</ul>
			{canEnd && (
				<Form state={state.form} action="end-all" language={language}>
					<button type="submit" class="button">
						{words.endAll}
					</button>
				</Form>
			)}
		</>
	);
};
