// The list of the applications.
import * as z from "zod";
import { type ApplicationRow, applicationNames, listApplications } from "../../applications/service";
import { hasRole } from "../../context";
import { Empty } from "../../ui/card";
import { type Column, nameColumn, Table } from "../../ui/table";
import { TimeCell } from "../../ui/time";
import { page } from "../../web/page";
import { administrators } from "../../web/router";
import { consolePage, consoleWords, MainLink } from "../frame";
import { overseers } from "../menu";
import { applicationAt, paths, signInFor } from "../paths";

const rowsOfAPage = 50;

export const applicationsPage = page({
	path: paths.applications,
	access: overseers,
	signIn: signInFor,
	query: z.object({ after: z.string().min(1).max(100).optional() }),
	load: async (ctx, { query: { after } }) => {
		const [page, names] = await Promise.all([
			listApplications(ctx, { limit: rowsOfAPage, ...(after === undefined ? {} : { after }) }),
			applicationNames(ctx),
		]);
		const nameOf = new Map(names.map(({ id, name }) => [id, name]));
		return { actor: ctx.actor, now: ctx.now(), ...page, nameOf };
	},
	view: (state, { actor, now, items, next, nameOf }) => {
		const words = consoleWords[state.frame.language].applications;
		const columns: Column<ApplicationRow>[] = [
			nameColumn(words.name, applicationAt),
			{ title: words.returnUrls, cell: ({ returnUrls }) => words.urlCount(returnUrls.length) },
			{
				title: words.place,
				cell: ({ defaultLocale, timeZone }) => (
					<span lang="en" translate="no">
						{defaultLocale} · {timeZone}
					</span>
				),
			},
			{
				title: words.extends,
				cell: ({ extends: base }) => (base === null ? "–" : <span translate="no">{nameOf.get(base) ?? base}</span>),
			},
			{ title: words.changed, cell: ({ lastUpdatedAt: at }) => <TimeCell at={at} now={now} frame={state.frame} /> },
		];
		const create = hasRole(actor, administrators) && <MainLink href={paths.newApplication}>{words.create}</MainLink>;
		return consolePage(state, {
			title: words.title,
			lead: words.lead,
			actor,
			tools: create,
			children:
				items.length > 0 ? (
					<Table frame={state.frame} caption={words.list} columns={columns} rows={items} next={next ?? null} />
				) : (
					<Empty title={words.empty} lead={words.emptyLead} />
				),
		});
	},
});
