// What an operator may do for a person: each action leads to its question, or says why it can't be taken.
import type { Child, FC } from "hono/jsx";
import type { Against, CareActionName } from "../../care/against";
import { Card } from "../../ui/card";
import { Time } from "../../ui/time";
import { consoleWords } from "../frame";
import { careAt } from "../paths";
import { type CareProps, isHarmless, wordsIn } from "./parts";

export const ActionCard: FC<CareProps> = ({ state, cared }) => {
	const words = wordsIn(state.frame.language);
	// A temporary allow is granted or cancelled, and never both.
	const other = cared.allowedUntil === null ? "temporary-allow/cancel" : "temporary-allow";
	const shown = cared.actions.filter(({ name }) => name !== other);
	return (
		<Card id="actions" title={words.actionsTitle} lead={words.actionsLead}>
			<ul class="rows">
				{shown.map(({ name, against }) => {
					const { title, what, button } = words.actions[name];
					const heading = `action-${name.replace("/", "-")}`;
					return (
						<li>
							<div class="row-main">
								<strong id={heading}>{title}</strong>
								<p>{against === null ? what : <WhyNot state={state} name={name} against={against} />}</p>
								<Lasting state={state} cared={cared} name={name} />
							</div>
							{against === null && (
								<a
									class={isHarmless(name) ? "button" : "button button-danger"}
									href={careAt(cared.user.id, name)}
									aria-describedby={heading}
								>
									{button}
								</a>
							)}
						</li>
					);
				})}
			</ul>
		</Card>
	);
};

/** How long what an operator has given still counts. */
const Lasting: FC<CareProps & { name: CareActionName }> = ({ state: { frame }, cared, name }) => {
	const until = (at: number, application: Child = null) => (
		<p>
			{application}
			{wordsIn(frame.language).until} <Time at={at} now={cared.now} frame={frame} />
		</p>
	);
	if (name === "temporary-allow/cancel" && cared.allowedUntil !== null) return until(cared.allowedUntil);
	if (name !== "help-desk-code" || cared.helpDeskCode === null) return null;
	const { applicationId, endsAt } = cared.helpDeskCode;
	const { name: application } = cared.applications.find(({ id }) => id === applicationId) ?? { name: applicationId };
	return until(endsAt, <span translate="no">{application} · </span>);
};

interface WhyNotProps extends Pick<CareProps, "state"> {
	name: CareActionName;
	against: Against;
}

export const WhyNot: FC<WhyNotProps> = ({ state, name, against }) => {
	const { language } = state.frame;
	const words = wordsIn(language);
	switch (against.by) {
		case "permission":
			return <>{words.noPermission(consoleWords[language].permissions.names[against.permission])}</>;
		case "lock":
			return <>{words.isLocked}</>;
		case "nothing":
			return <>{words.actions[name].nothing}</>;
	}
};
