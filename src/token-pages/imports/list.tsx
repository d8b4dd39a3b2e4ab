// The imports of tokens, the newest first: where the tokens come from, where they go, and how far each import is.
import * as z from "zod";
import { listAuthenticators } from "../../authenticators/service";
import { consolePage, MainLink } from "../../console/frame";
import { overseers } from "../../console/menu";
import { importAt, paths, signInFor } from "../../console/paths";
import { hasRole } from "../../context";
import { listImports, type TokenImport } from "../../imports/service";
import { Empty } from "../../ui/card";
import { type Column, Table } from "../../ui/table";
import { TimeCell } from "../../ui/time";
import { page } from "../../web/page";
import { administrators } from "../../web/router";
import { ImportBadge, nameOf, namesOf, titleOf, wordsIn } from "./parts";

const rowsOfAPage = 50;

export const importsPage = page({
	path: paths.imports,
	access: overseers,
	signIn: signInFor,
	query: z.object({ after: z.string().max(40).optional() }),
	load: async (ctx, { query: { after } }) => {
		const [{ items, next }, authenticators] = await Promise.all([
			listImports(ctx, { after, limit: rowsOfAPage }),
			listAuthenticators(ctx),
		]);
		return { actor: ctx.actor, now: ctx.now(), items, next, names: namesOf(authenticators) };
	},
	view: (state, { actor, now, items, next, names }) => {
		const { frame } = state;
		const { language } = frame;
		const words = wordsIn(language);
		const columns: Column<TokenImport["row"]>[] = [
			{
				title: words.into,
				isName: true,
				cell: (row) => <a href={importAt(row.id)}>{titleOf(row, names, language)}</a>,
			},
			{
				title: words.source,
				cell: ({ source, fromAuthenticatorId: from }) => {
					const users = from !== null && (
						<>
							{words.usersOf} <span translate="no">{nameOf(names, from, language)}</span>
						</>
					);
					return source === "AUTHENTICATOR" ? (
						users
					) : (
						<>
							{words.ofFile}
							{users && <small>{users}</small>}
						</>
					);
				},
			},
			{ title: words.status, cell: ({ status }) => <ImportBadge status={status} language={language} /> },
			{ title: words.by, cell: ({ createdBy }) => <span translate="no">{createdBy}</span> },
			{ title: words.changed, cell: ({ lastUpdatedAt }) => <TimeCell at={lastUpdatedAt} now={now} frame={frame} /> },
		];
		const add = hasRole(actor, administrators) && <MainLink href={paths.newImport}>{words.add}</MainLink>;
		return consolePage(state, {
			title: words.title,
			lead: words.lead,
			actor,
			tools: items.length > 0 && add,
			children:
				items.length === 0 ? (
					<Empty title={words.empty} lead={words.emptyLead}>
						{add}
					</Empty>
				) : (
					<Table frame={frame} caption={words.list} columns={columns} rows={items} next={next ?? null} />
				),
		});
	},
});
