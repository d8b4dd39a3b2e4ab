// Parts of the administrators' pages: the status in a word, the choice of a role, and somebody's sessions.
import type { Child, FC } from "hono/jsx";
import { optionsOf, SelectField } from "../../ui/choices";
import { Form } from "../../ui/form";
import { Badge, type Tone } from "../../ui/parts";
import type { PageState } from "../../web/page";
import { consoleWords } from "../frame";
import { SessionRows } from "../session-rows";
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
		options={optionsOf(words.roles)}
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
	sessions: Parameters<typeof SessionRows>[0]["sessions"];
	/** Whether the reader ends them here. Everybody ends the own ones in the account. */
	canEnd: boolean;
}

/** The forms ask for the actions `end` and `end-all`. */
export const SessionsOf: FC<SessionsProps> = ({ state, now, sessions, canEnd }) => {
	const { language } = state.frame;
	const words = consoleWords[language].administrators;
	if (sessions.length === 0) return <p class="muted">{words.noSessions}</p>;
	return (
		<>
			<SessionRows state={state} now={now} sessions={sessions} canEnd={canEnd} />
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
