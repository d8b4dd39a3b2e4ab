// What keeps a cared person from signing in, with the time left, and what the person would see at the next sign-in.
import type { FC } from "hono/jsx";
import { Card, Notice } from "../../ui/card";
import { SelectField } from "../../ui/choices";
import { Time } from "../../ui/time";
import { consoleWords } from "../frame";
import { ListFilter } from "../list-filter";
import { careAt } from "../paths";
import { obstaclesOf } from "../users/obstacles";
import { ObstacleText } from "../users/status-cards";
import { type CareProps, wordsIn } from "./parts";

export const InTheWay: FC<CareProps> = ({ state, cared }) => {
	const { frame } = state;
	const { user, lock, factors, contacts, isOptedOut, stoppedNumbers, actions, now } = cared;
	const { person } = consoleWords[frame.language];
	const words = wordsIn(frame.language);
	const items = [
		// Whoever has no factor may have contact data or questions.
		...obstaclesOf({ status: user.status, lock, factors, enrollments: [] })
			.filter(({ kind }) => kind !== "nothing")
			.map((obstacle) => <ObstacleText state={state} now={now} obstacle={obstacle} />),
		...lock.inARow.flatMap(({ factorId, isClosed, pausedUntil }) => {
			const type = words.types[factorId];
			if (type === undefined) return [];
			if (isClosed) return person.obstacle.closed(type);
			return pausedUntil === null ? (
				[]
			) : (
				<>
					{person.obstacle.paused(type)} <Time at={pausedUntil} now={now} frame={frame} />
				</>
			);
		}),
		...stoppedNumbers.map(({ numberMasked }) => (
			<>
				<span translate="no">{numberMasked}</span>: {words.stopped}
			</>
		)),
		...(isOptedOut ? [words.optedOut] : []),
		...(contacts === null ? [words.noDirectory] : []),
	];
	if (items.length === 0) return <Notice>{words.nothingInTheWay}</Notice>;
	return (
		<Notice tone="warning">
			<div class="stack-tight">
				<strong>{person.obstacles}</strong>
				<ul class="obstacles">
					{items.map((item) => (
						<li>{item}</li>
					))}
				</ul>
				{lock.lockedUntil !== null && actions.some(({ name, against }) => name === "unlock" && against === null) && (
					<p>
						<a class="button button-main" href={careAt(user.id, "unlock")}>
							{words.actions.unlock.button}
						</a>
					</p>
				)}
			</div>
		</Notice>
	);
};

const signingIn: readonly string[] = ["ACTIVE", "PROVISIONED"];

export const NextSignInCard: FC<CareProps> = ({ state, cared: { user, lock, next, applications, applicationId } }) => {
	const words = wordsIn(state.frame.language).next;
	return (
		<Card id="next" title={words.title} lead={words.lead}>
			{applications.length > 1 && (
				<ListFilter state={state} show={words.show}>
					<SelectField
						state={null}
						name="application"
						label={words.application}
						value={applicationId ?? ""}
						options={[
							{ value: "", text: words.anyApplication },
							...applications.map(({ id, name }) => ({ value: id, text: name, isName: true })),
						]}
					/>
				</ListFilter>
			)}
			{lock.lockedUntil !== null && <p>{words.locked}</p>}
			<p>{signingIn.includes(user.status) ? words.outcomes[next.outcome] : words.noStatus}</p>
			{signingIn.includes(user.status) && next.offered.length > 0 && (
				<ul>
					{next.offered.map(({ name, choices }) => (
						<li>
							{name}
							{choices.length > 0 && <span translate="no"> · {choices.join(" · ")}</span>}
						</li>
					))}
				</ul>
			)}
		</Card>
	);
};
