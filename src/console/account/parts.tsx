// The cards of the account's page.
import type { Child, FC } from "hono/jsx";
import type { ownAccount } from "../../administrators/own-account";
import { Card, Facts, Notice } from "../../ui/card";
import { SelectField } from "../../ui/choices";
import { Form, stateOf } from "../../ui/form";
import { Badge } from "../../ui/parts";
import { Time } from "../../ui/time";
import type { PageState } from "../../web/page";
import { consoleWords } from "../frame";
import { zonesWith } from "../input";
import { paths } from "../paths";
import { Browser, SessionRows } from "../session-rows";
import type { ConsoleWords } from "../words/en";

type Account = Awaited<ReturnType<typeof ownAccount>> & { now: number };

interface Part {
	state: PageState;
	account: Account;
}

/** From so few recovery codes on, people are told to make new ones. */
const fewCodes = 3;

const wordsOf = ({ frame }: PageState): ConsoleWords["account"] => consoleWords[frame.language].account;

/** What waits to be done. */
export const Waiting: FC<Part> = ({ state, account: { administrator } }) => {
	const words = wordsOf(state);
	if (administrator.newRecoveryCodesSealed === null) return null;
	return (
		<Notice tone="warning">
			{words.codesWait} <a href={paths.recoveryCodes}>{words.showCodes}</a>
		</Notice>
	);
};

export const Profile: FC<Part> = ({ state, account: { administrator } }) => {
	const words = wordsOf(state);
	return (
		<Card id="profile" title={words.profile}>
			<Facts
				facts={[
					[words.name, <span translate="no">{administrator.displayName}</span>],
					[words.login, <span translate="no">{administrator.login}</span>],
					[words.role, consoleWords[state.frame.language].roles[administrator.role]],
				]}
			/>
		</Card>
	);
};

export const Security: FC<Part> = ({ state, account }) => {
	const words = wordsOf(state);
	const { administrator, app, passkeys, codesLeft, now } = account;
	const since = (word: string, at: number | null | undefined) =>
		typeof at === "number" ? (
			<>
				{word} <Time at={at} now={now} frame={state.frame} />
			</>
		) : (
			words.neverChanged
		);
	return (
		<Card id="security" title={words.security}>
			<ul class="rows">
				<Row name={words.menu.password} to={paths.password} change={words.change}>
					{since(words.changed, administrator.passwordChangedAt)}
				</Row>
				<Row name={words.menu.app} to={paths.app} change={words.change}>
					{since(words.setUp, app?.activatedAt)}
				</Row>
				<Row name={words.menu.passkeys} to={paths.passkeys} change={words.change}>
					{words.passkeys(passkeys.length)}
				</Row>
				<Row name={words.menu.recoveryCodes} to={paths.recoveryCodes} change={words.change}>
					{codesLeft === 0 ? (
						<Badge tone="danger">{words.noCodes}</Badge>
					) : (
						<>
							{words.codesLeft(codesLeft)} {codesLeft < fewCodes && <Badge tone="warning">{words.fewCodes}</Badge>}
						</>
					)}
				</Row>
			</ul>
		</Card>
	);
};

export const Sessions: FC<Part> = ({ state, account: { sessions, sessionId, now } }) => {
	const words = wordsOf(state);
	const { language } = state.frame;
	return (
		<Card id="sessions" title={words.sessions}>
			<SessionRows state={state} now={now} sessions={sessions} here={sessionId} canEnd />
			{sessions.length > 1 && (
				<Form state={state.form} action="end-others" language={language}>
					<button type="submit" class="button">
						{words.endOthers}
					</button>
				</Form>
			)}
		</Card>
	);
};

/** The zone that this browser is shown times in. */
export const Times: FC<{ state: PageState }> = ({ state }) => {
	const words = wordsOf(state);
	return (
		<Card id="times" title={words.times} lead={words.timesLead}>
			<Form state={state.form} action="zone" language={state.frame.language} class="form-row">
				<SelectField
					state={stateOf(state.form, "zone")}
					name="zone"
					label={words.zone}
					value={state.frame.zone}
					options={[{ value: "", text: words.zoneOfBrowser }, ...zonesWith(state.frame.zone)]}
				/>
				<button type="submit" class="button">
					{consoleWords[state.frame.language].save}
				</button>
			</Form>
		</Card>
	);
};

export const Happened: FC<Part> = ({ state, account: { notices, now } }) => {
	const words = wordsOf(state);
	return (
		<Card id="happened" title={words.happened}>
			{notices.length === 0 ? (
				<p class="muted">{words.nothingHappened}</p>
			) : (
				<>
					<ul class="rows">
						{notices.map(({ kind, createdAt, ipAddress, userAgent }) => (
							<Row name={words.notices[kind]}>
								<Time at={createdAt} now={now} frame={state.frame} /> ·{" "}
								<Browser userAgent={userAgent} unknown={words.unknownBrowser} /> · {ipAddress ?? words.unknownAddress}
							</Row>
						))}
					</ul>
					<p class="muted">{words.wasItYou}</p>
				</>
			)}
		</Card>
	);
};

/** A fact with its name. `change` is read with the name, because "Change" alone tells nothing. */
const Row: FC<{ name: string; to?: string; change?: string; children?: Child }> = ({ name, to, change, children }) => (
	<li>
		<div class="row-main">
			<strong>{name}</strong>
			<p>{children}</p>
		</div>
		{to && (
			<a class="button" href={to} aria-label={`${change}: ${name}`}>
				{change}
			</a>
		)}
	</li>
);
