// The list of the provider accounts: how each does, and which routes use it.
import { hasRole } from "../../context";
import { type AccountHealth, listAccountHealth } from "../../providers/health";
import { listRules } from "../../providers/rules/read";
import { Empty } from "../../ui/card";
import { formatNumber } from "../../ui/formats";
import { type Column, nameColumn, Table } from "../../ui/table";
import { page } from "../../web/page";
import { administrators } from "../../web/router";
import { consolePage, MainLink } from "../frame";
import { overseers } from "../menu";
import { paths, signInFor } from "../paths";
import { channelNames, HealthBadge, providerPath, RouteLinks, wordsIn } from "./parts";

export const providersPage = page({
	path: paths.providers,
	access: overseers,
	signIn: signInFor,
	load: async (ctx) => {
		const [accounts, rules] = await Promise.all([listAccountHealth(ctx), listRules(ctx)]);
		return { actor: ctx.actor, accounts, rules };
	},
	view: (state, { actor, accounts, rules }) => {
		const { language } = state.frame;
		const words = wordsIn(language);
		const columns: Column<AccountHealth>[] = [
			nameColumn(words.name, providerPath),
			{
				title: words.provider,
				cell: ({ provider }) => <span translate="no">{provider}</span>,
			},
			{ title: words.channels, cell: ({ channels }) => channelNames(channels, language) },
			{ title: words.state, cell: (account) => <HealthBadge state={account.state} language={language} /> },
			{ title: words.failures, isNumber: true, cell: ({ failures }) => formatNumber(failures, language) },
			{
				title: words.routes,
				cell: ({ id }) => {
					const own = rules.filter(({ accountIds }) => accountIds.includes(id));
					return own.length === 0 ? <span class="muted">{words.noRoutes}</span> : <RouteLinks rules={own} />;
				},
			},
		];
		const add = hasRole(actor, administrators) && <MainLink href={`${paths.providers}/new`}>{words.add}</MainLink>;
		return consolePage(state, {
			title: words.title,
			lead: words.lead,
			actor,
			tools: accounts.length > 0 && add,
			children:
				accounts.length === 0 ? (
					<Empty title={words.empty} lead={words.emptyLead}>
						{add}
					</Empty>
				) : (
					<Table frame={state.frame} caption={words.list} columns={columns} rows={accounts} />
				),
		});
	},
});
