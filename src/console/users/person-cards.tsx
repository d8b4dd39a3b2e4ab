// The cards of a person's page about the profile and about failed attempts.
import type { FC } from "hono/jsx";
import { Card, type Fact, Facts } from "../../ui/card";
import { Form, stateOf } from "../../ui/form";
import { Time } from "../../ui/time";
import type { PageState } from "../../web/page";
import { consoleWords, MainButton } from "../frame";
import { userAt } from "../paths";
import { factorTitle } from "./factor-title";
import type { CardProps, Person } from "./person-data";

export const Profile: FC<CardProps> = ({ state, person: { user, mayAdminister, now } }) => {
	const all = consoleWords[state.frame.language];
	const labels = all.userList.profile;
	const shown = (value: string | null | undefined) => (value ? <span translate="no">{value}</span> : null);
	const { attributes } = user;
	return (
		<Card
			id="profile"
			title={all.person.profile}
			tools={
				mayAdminister && (
					<a class="button" href={userAt(user.id, "profile")}>
						{all.edit}
					</a>
				)
			}
		>
			<Facts
				facts={[
					[labels.firstName, shown(user.firstName)],
					[labels.lastName, shown(user.lastName)],
					[labels.email, shown(user.email)],
					[labels.secondEmail, shown(user.secondEmail)],
					[labels.mobilePhone, shown(user.mobilePhone)],
					[labels.primaryPhone, shown(user.primaryPhone)],
					[labels.locale, shown(user.locale)],
					[labels.title, shown(attributes.title)],
					[labels.department, shown(attributes.department)],
					[labels.organization, shown(attributes.organization)],
					[labels.employeeNumber, shown(attributes.employeeNumber)],
					[all.userList.created, <Time at={user.createdAt} now={now} frame={state.frame} />],
				]}
			/>
		</Card>
	);
};

/** The failures that the guard counts. Challenges that are no factors have a name, too. */
export function lockFacts(
	{ frame }: PageState,
	{ lock, factors, now }: Pick<Person, "lock" | "factors" | "now">,
): Fact[] {
	const all = consoleWords[frame.language];
	const words = all.person;
	return [
		[words.counting, words.failures(lock.failures)],
		[words.lockedUntil, lock.lockedUntil === null ? null : <Time at={lock.lockedUntil} now={now} frame={frame} />],
		...lock.inARow.map(({ factorId, failures, pausedUntil, isClosed }): Fact => {
			const factor = factors.find(({ id }) => id === factorId);
			return [
				factor ? factorTitle(all, factor) : (all.care.types[factorId] ?? words.factor),
				<>
					{words.inARow(failures)}
					{isClosed && `, ${words.closed}`}
					{pausedUntil !== null && (
						<>
							, {words.pausedUntil} <Time at={pausedUntil} now={now} frame={frame} />
						</>
					)}
				</>,
			];
		}),
	];
}

export const Lock: FC<CardProps> = ({ state, person }) => {
	const { language } = state.frame;
	const { lock, mayHelp, mayAdminister } = person;
	const words = consoleWords[language].person;
	const hasAny = lock.failures > 0 || lock.lockedUntil !== null || lock.inARow.length > 0;
	return (
		<Card id="lock" title={words.lock}>
			{!hasAny && <p class="muted">{words.noFailures}</p>}
			{hasAny && <Facts facts={lockFacts(state, person)} />}
			{hasAny && mayHelp && (
				<Form state={stateOf(state.form, "unlock")} action="unlock" language={language} class="stack-tight">
					<p class="muted">{mayAdminister ? words.unlockAdministrator : words.unlockHelpDesk}</p>
					<MainButton>{words.unlock}</MainButton>
				</Form>
			)}
		</Card>
	);
};
