// The inbound sources: which systems may ask us to send.
import { hasRole } from "../../context";
import { type InboundSourceRow, listSources } from "../../inbound/service";
import { type Column, nameColumn, Table } from "../../ui/table";
import { TimeCell } from "../../ui/time";
import { page } from "../../web/page";
import { administrators } from "../../web/router";
import { consolePage, MainLink } from "../frame";
import { overseers } from "../menu";
import { paths, signInFor } from "../paths";
import { SourceStatus, sourcePath, wordsIn } from "./parts";

export const sourcesPage = page({
	path: paths.inbound,
	access: overseers,
	signIn: signInFor,
	load: async (ctx) => ({ actor: ctx.actor, now: ctx.now(), sources: await listSources(ctx) }),
	view: (state, { actor, now, sources }) => {
		const { language } = state.frame;
		const words = wordsIn(language);
		const columns: Column<InboundSourceRow>[] = [
			nameColumn(words.name, sourcePath),
			{ title: words.status, cell: ({ isEnabled }) => <SourceStatus isEnabled={isEnabled} language={language} /> },
			{ title: words.type, cell: ({ type }) => words.types[type] ?? type },
			{
				title: words.changed,
				cell: ({ createdAt, lastUpdatedAt }) => (
					<TimeCell at={lastUpdatedAt ?? createdAt} now={now} frame={state.frame} />
				),
			},
		];
		return consolePage(state, {
			title: words.title,
			lead: words.lead,
			actor,
			tools: hasRole(actor, administrators) && <MainLink href={sourcePath("new")}>{words.add}</MainLink>,
			// The first source is always there.
			children: <Table frame={state.frame} caption={words.list} columns={columns} rows={sources} />,
		});
	},
});
