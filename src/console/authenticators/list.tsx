// The list of the authenticators: what each is, and how many users are enrolled in it.

import { type AuthenticatorRow, listAuthenticators } from "../../authenticators/service";
import { countUsersOfAuthenticators } from "../../authenticators/use";
import { hasRole } from "../../context";
import { type Column, nameColumn, Table } from "../../ui/table";
import { page } from "../../web/page";
import { administrators } from "../../web/router";
import { consolePage, MainLink } from "../frame";
import { overseers } from "../menu";
import { authenticatorAt, paths, signInFor } from "../paths";
import { StatusBadge, settingsLine, wordsIn } from "./parts";

export const authenticatorsPage = page({
	path: paths.authenticators,
	access: overseers,
	signIn: signInFor,
	load: async (ctx) => {
		const [rows, users] = await Promise.all([listAuthenticators(ctx), countUsersOfAuthenticators(ctx)]);
		return { actor: ctx.actor, rows, users };
	},
	view: (state, { actor, rows, users }) => {
		const { language } = state.frame;
		const words = wordsIn(language);
		const columns: Column<AuthenticatorRow>[] = [
			nameColumn(words.name, authenticatorAt),
			{ title: words.kind, cell: ({ key }) => words.kinds[key] },
			{ title: words.settings, cell: (row) => settingsLine(row, words) },
			{ title: words.status, cell: ({ status }) => <StatusBadge status={status} language={language} /> },
			{
				title: words.users,
				isNumber: true,
				cell: ({ id }) => <a href={authenticatorAt(id, "users")}>{(users.get(id) ?? 0).toLocaleString(language)}</a>,
			},
		];
		return consolePage(state, {
			title: words.title,
			lead: words.lead,
			actor,
			tools: hasRole(actor, administrators) && <MainLink href={`${paths.authenticators}/new`}>{words.add}</MainLink>,
			children: <Table frame={state.frame} caption={words.list} columns={columns} rows={rows} />,
		});
	},
});
