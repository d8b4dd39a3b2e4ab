// One authenticator: its id, its settings, who uses it, its name, and whether it can be switched off and deleted.
import type { FC } from "hono/jsx";
import * as z from "zod";
import { isBuiltInAuthenticator } from "../../authenticators/built-in";
import {
	type AuthenticatorRow,
	getAuthenticator,
	replaceAuthenticator,
	setAuthenticatorStatus,
} from "../../authenticators/service";
import { countUsersOfAuthenticator, listPoliciesOfAuthenticator } from "../../authenticators/use";
import { hasRole } from "../../context";
import { Card, Facts, Notice } from "../../ui/card";
import { Field, Form, stateOf } from "../../ui/form";
import { Time } from "../../ui/time";
import { action, type PageState, page } from "../../web/page";
import { administrators } from "../../web/router";
import { singleLine } from "../../web/text";
import { CopyableId } from "../copyable";
import { done } from "../flash";
import { consolePage, consoleWords, MainButton } from "../frame";
import { overseers } from "../menu";
import { authenticatorAt, paths, signInFor } from "../paths";
import { PolicyLinks, StatusBadge, settingsFacts, wordsIn } from "./parts";

export const authenticatorPage = page({
	path: `${paths.authenticators}/{authenticatorId}`,
	access: overseers,
	signIn: signInFor,
	load: async (ctx, { params: { authenticatorId: id } }) => {
		const [row, users, policies] = await Promise.all([
			getAuthenticator(ctx, id),
			countUsersOfAuthenticator(ctx, id),
			listPoliciesOfAuthenticator(ctx, id),
		]);
		const mayChange = hasRole(ctx.actor, administrators);
		return { actor: ctx.actor, now: ctx.now(), row, users, policies, mayChange };
	},
	view: (state, shown) => {
		const { row, actor, mayChange } = shown;
		return consolePage(state, {
			title: row.name,
			actor,
			scripts: ["copy.js"],
			tools: mayChange && <Tools state={state} {...shown} />,
			children: (
				<>
					<Settings state={state} {...shown} />
					<Use state={state} {...shown} />
					{mayChange && <Rename state={state} row={row} />}
					{mayChange && <Removal state={state} {...shown} />}
				</>
			),
		});
	},
	actions: {
		rename: action({
			access: administrators,
			fields: z.object({ name: singleLine(255).min(1) }),
			run: async (ctx, { name }, { params }) => {
				const { id } = await replaceAuthenticator(ctx, params.authenticatorId!, { name });
				return done(authenticatorAt(id), "authenticators.renamed", name);
			},
		}),
		activate: action({
			access: administrators,
			fields: z.object({}),
			run: async (ctx, _values, { params }) => {
				const { id, name } = await setAuthenticatorStatus(ctx, params.authenticatorId!, "ACTIVE");
				return done(authenticatorAt(id), "authenticators.activated", name);
			},
		}),
	},
});

interface Part {
	state: PageState;
	row: AuthenticatorRow;
	users: number;
	policies: readonly { id: string; name: string }[];
	now: number;
}

const Tools: FC<Part> = ({ state, row, policies }) => {
	const { language } = state.frame;
	const words = wordsIn(language);
	return (
		<>
			{row.settings !== null && (
				<a class="button" href={authenticatorAt(row.id, "try")}>
					{words.trial.link}
				</a>
			)}
			{row.status === "INACTIVE" ? (
				<Form state={state.form} action="activate" language={language}>
					<MainButton>{words.activate}</MainButton>
				</Form>
			) : (
				policies.length === 0 && (
					<a class="button" href={authenticatorAt(row.id, "deactivate")}>
						{words.deactivate}
					</a>
				)
			)}
		</>
	);
};

const Settings: FC<Part> = ({ state, row, now }) => {
	const { language } = state.frame;
	const words = wordsIn(language);
	const { id, key, status, settings } = row;
	return (
		<Card id="facts" title={words.facts} lead={settings === null ? undefined : words.fixed}>
			<Facts
				facts={[
					[
						words.id,
						<>
							<CopyableId id={id} language={language} />
							{key === "custom_otp" && (
								<p class="muted">
									{words.idHint} <code>factorProfileId</code>
								</p>
							)}
						</>,
					],
					[words.status, <StatusBadge status={status} language={language} />],
					[words.kind, words.kinds[key]],
					...(settings === null ? [] : settingsFacts(settings, words)),
					[words.created, <Time at={row.createdAt} now={now} frame={state.frame} />],
				]}
			/>
			{key === "custom_otp" && settings === null && <Notice tone="warning">{words.noSettingsHint}</Notice>}
		</Card>
	);
};

const Use: FC<Part & { mayChange: boolean }> = ({ state, row, users, policies, mayChange }) => {
	const words = wordsIn(state.frame.language);
	const { add, move } = consoleWords[state.frame.language].imports;
	return (
		<Card
			id="use"
			title={words.use}
			tools={
				row.settings !== null && (
					<>
						<a class="button" href={`${paths.inventory}?${new URLSearchParams({ authenticator: row.id })}`}>
							{words.tokensLink}
						</a>
						{mayChange && (
							<a class="button" href={`${paths.newImport}?${new URLSearchParams({ authenticator: row.id })}`}>
								{add}
							</a>
						)}
						{mayChange && users > 0 && (
							<a class="button" href={authenticatorAt(row.id, "move")}>
								{move.link}
							</a>
						)}
					</>
				)
			}
		>
			<Facts
				facts={[
					[words.users, <UsersLink id={row.id} users={users} state={state} />],
					[
						words.policies,
						policies.length === 0 ? <span class="muted">{words.noPolicies}</span> : <PolicyLinks policies={policies} />,
					],
				]}
			/>
		</Card>
	);
};

const UsersLink: FC<{ id: string; users: number; state: PageState }> = ({ id, users, state }) => {
	const words = wordsIn(state.frame.language);
	if (users === 0) return <span class="muted">{words.noUsers}</span>;
	return <a href={authenticatorAt(id, "users")}>{words.usersLink(users)}</a>;
};

const Rename: FC<Pick<Part, "state" | "row">> = ({ state, row }) => {
	const { language } = state.frame;
	const words = wordsIn(language);
	const form = stateOf(state.form, "rename");
	return (
		<Card id="rename" title={words.rename}>
			<Form state={form} action="rename" language={language} class="form-row">
				<Field state={form} name="name" label={words.name} value={row.name} maxlength={255} />
				<button type="submit" class="button">
					{words.change}
				</button>
			</Form>
		</Card>
	);
};

/** Says in words why it can't be deleted, with the number of users and the policies (nothing is only greyed out). */
const Removal: FC<Part> = ({ state, row, users, policies }) => {
	const words = wordsIn(state.frame.language);
	const isBuiltIn = isBuiltInAuthenticator(row);
	const isFree = !isBuiltIn && users === 0 && policies.length === 0;
	return (
		<Card id="removal" title={words.removal}>
			{isBuiltIn && <p>{words.removalBuiltIn}</p>}
			{!isBuiltIn && users > 0 && (
				<p>
					{words.removalUsers(users)} <UsersLink id={row.id} users={users} state={state} />
				</p>
			)}
			{policies.length > 0 && (
				<>
					<p>{words.heldByPolicies}</p>
					<PolicyLinks policies={policies} />
				</>
			)}
			{isFree && (
				<>
					<p>{words.removalOpen}</p>
					<a class="button button-danger" href={authenticatorAt(row.id, "delete")}>
						{words.remove}
					</a>
				</>
			)}
		</Card>
	);
};
