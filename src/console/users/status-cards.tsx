// The head of a person's page: who it is, what can be done, and why the person can't be verified at the moment.
import type { FC } from "hono/jsx";
import { Notice } from "../../ui/card";
import { Form, stateOf } from "../../ui/form";
import { Time } from "../../ui/time";
import type { User } from "../../users/user";
import type { PageState } from "../../web/page";
import { CopyableId } from "../copyable";
import { consoleWords, MainButton } from "../frame";
import { careAt, userAt } from "../paths";
import { authenticatorTitle, factorTitle } from "./factor-title";
import type { Obstacle } from "./obstacles";
import type { CardProps } from "./person-data";
import { StatusBadge } from "./status";

/** The help desk suspends, and ends a suspension. The other steps are an administrator's. */
const stepsOfHelpDesk: readonly string[] = ["suspend", "unsuspend"];

/** What can be done with the user. A step that takes something away leads to a page that asks once more. */
export const Steps: FC<CardProps> = ({ state, person: { user, steps, mayHelp, mayAdminister, isCared } }) => {
	const { language } = state.frame;
	const { person: words, entries } = consoleWords[language];
	const open = steps.filter((step) => (stepsOfHelpDesk.includes(step) ? mayHelp : mayAdminister));
	return (
		<>
			<StatusBadge state={state} status={user.status} />
			{isCared && (
				<a class="button" href={careAt(user.id)}>
					{entries.care}
				</a>
			)}
			{open.map((step) =>
				step === "activate" || step === "unsuspend" ? (
					<Form state={stateOf(state.form, step)} action={step} language={language}>
						<MainButton>{words.steps[step]}</MainButton>
					</Form>
				) : (
					<a class="button" href={userAt(user.id, step)}>
						{words.steps[step]}
					</a>
				),
			)}
			{mayAdminister && user.status === "DEPROVISIONED" && (
				<a class="button button-danger" href={userAt(user.id, "delete")}>
					{words.steps.delete}
				</a>
			)}
		</>
	);
};

export const Ids: FC<{ state: PageState; user: Pick<User, "id" | "login"> }> = ({ state, user }) => (
	<span class="ids">
		<span translate="no">{user.login}</span> <CopyableId id={user.id} language={state.frame.language} />
	</span>
);

export const Obstacles: FC<CardProps> = ({ state, person }) => {
	const words = consoleWords[state.frame.language].person;
	if (person.obstacles.length === 0) return null;
	return (
		<Notice tone="warning">
			<strong>{words.obstacles}</strong>
			<ul class="obstacles">
				{person.obstacles.map((obstacle) => (
					<li>
						<ObstacleText state={state} now={person.now} obstacle={obstacle} />
					</li>
				))}
			</ul>
		</Notice>
	);
};

export const ObstacleText: FC<{ state: PageState; now: number; obstacle: Obstacle }> = ({ state, now, obstacle }) => {
	const all = consoleWords[state.frame.language];
	const words = all.person.obstacle;
	switch (obstacle.kind) {
		case "status":
			return <>{words[obstacle.status]}</>;
		case "locked":
			return (
				<>
					{words.locked} <Time at={obstacle.until} now={now} frame={state.frame} />
				</>
			);
		case "paused":
			return (
				<>
					{words.paused(factorTitle(all, obstacle.factor))} <Time at={obstacle.until} now={now} frame={state.frame} />
				</>
			);
		case "closed":
			return <>{words.closed(factorTitle(all, obstacle.factor))}</>;
		case "switched-off":
			return <>{words.switchedOff(factorTitle(all, obstacle.factor))}</>;
		case "pending":
			return <>{words.pending(factorTitle(all, obstacle.factor))}</>;
		case "nothing":
			return <>{words.nothing}</>;
		case "required":
			return <>{words.required(authenticatorTitle(all, obstacle.authenticator))}</>;
	}
};
