// Adding a provider account, first step: which provider.
import type { ProviderDriverView } from "../../providers/accounts/schema";
import { driverViews } from "../../providers/accounts/view";
import { type Column, Table } from "../../ui/table";
import { page } from "../../web/page";
import { administrators } from "../../web/router";
import { consolePage, consoleWords } from "../frame";
import { paths, signInFor } from "../paths";
import { channelNames, wordsIn } from "./parts";

export const newProviderPage = page({
	path: `${paths.providers}/new`,
	access: administrators,
	signIn: signInFor,
	load: (ctx) => ({ actor: ctx.actor, drivers: driverViews(ctx) }),
	view: (state, { actor, drivers }) => {
		const { language } = state.frame;
		const words = wordsIn(language).form;
		const { yes, no } = consoleWords[language];
		const columns: Column<ProviderDriverView>[] = [
			{
				title: wordsIn(language).provider,
				isName: true,
				cell: ({ id, title }) => (
					<a href={`${paths.providers}/new/${id}`} translate="no">
						{title}
					</a>
				),
			},
			{ title: wordsIn(language).channels, cell: ({ channels }) => channelNames(channels, language) },
			{ title: words.hasReceipts, cell: ({ hasReceipts }) => (hasReceipts ? yes : no) },
		];
		const byTitle = drivers.toSorted((a, b) => a.title.localeCompare(b.title, "en"));
		return consolePage(state, {
			title: words.chooseTitle,
			lead: words.chooseLead,
			actor,
			children: <Table frame={state.frame} caption={words.chooseList} columns={columns} rows={byTitle} />,
		});
	},
});
