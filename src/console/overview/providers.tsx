// How the providers do: each account with its state, and the hook that is asked before them.
import type { FC } from "hono/jsx";
import type { HookHealth } from "../../hooks/metrics";
import type { AccountHealth } from "../../providers/health";
import { Card, Empty } from "../../ui/card";
import type { PageFrame } from "../../ui/frame";
import { nameColumn, Table } from "../../ui/table";
import { consoleWords } from "../frame";
import { paths } from "../paths";
import { channelNames, HealthBadge, providerPath } from "../providers/parts";

interface ProvidersProps {
	frame: PageFrame;
	accounts: readonly AccountHealth[];
	hook: HookHealth | null;
}

export const Providers: FC<ProvidersProps> = ({ frame, accounts, hook }) => {
	const words = consoleWords[frame.language].overview;
	return (
		<Card id="providers" title={words.providers} lead={words.providersLead}>
			{accounts.length === 0 ? (
				<Empty title={words.noProviders} lead={words.noProvidersLead}>
					<a class="button" href={paths.providers}>
						{words.addProvider}
					</a>
				</Empty>
			) : (
				<Table
					frame={frame}
					caption={words.providers}
					rows={accounts}
					columns={[
						nameColumn<AccountHealth>(words.account, providerPath),
						{
							title: words.provider,
							cell: ({ provider }) => <span translate="no">{provider}</span>,
						},
						{
							title: words.channels,
							cell: ({ channels }) => channelNames(channels, frame.language),
						},
						{
							title: words.state,
							cell: ({ state }) => <HealthBadge state={state} language={frame.language} />,
						},
						{ title: words.failures, isNumber: true, cell: ({ failures }) => String(failures) },
					]}
				/>
			)}
			{hook && (
				<p>
					{words.activeHook}: <strong translate="no">{hook.name}</strong>{" "}
					<span class="muted">
						{words.hookCalls(hook.successes, hook.failures)}
						{frame.language === "ja" ? "。" : ". "}
						{words.hookLead}
					</span>
				</p>
			)}
		</Card>
	);
};
