// The facts of a provider account: its settings by their titles, which secrets it has, and how it does.
import type { Child, FC } from "hono/jsx";
import type { DriverField, DriverForm } from "../../providers/accounts/form";
import type { ProviderAccountRow } from "../../providers/accounts/service";
import type { AccountHealth } from "../../providers/health";
import { Card, Facts } from "../../ui/card";
import { Time } from "../../ui/time";
import type { PageState } from "../../web/page";
import { CopyableId } from "../copyable";
import { consoleWords } from "../frame";
import { paths } from "../paths";
import { channelNames, HealthBadge, wordsIn } from "./parts";

interface FactsProps {
	state: PageState;
	account: ProviderAccountRow;
	driver: DriverForm;
	health: AccountHealth;
	/** Null where the provider reports nothing, or can't reach us. */
	receiptUrl: string | null;
	now: number;
}

export const AccountFacts: FC<FactsProps> = ({ state, account, driver, health, receiptUrl, now }) => {
	const { frame } = state;
	const { language } = frame;
	const words = wordsIn(language);
	const settings = driver.fields.map((field) => {
		const value = field.isSecret ? secretOf(field, account, state) : settingOf(field, account, state);
		return [field.title, value] as const;
	});
	return (
		<Card
			id="facts"
			title={words.facts}
			tools={
				<>
					<a class="button" href={`${paths.deliveries}?provider=${account.id}`}>
						{words.deliveriesLink}
					</a>
					<a class="button" href={`${paths.log}?target=${account.id}`}>
						{words.logLink}
					</a>
				</>
			}
		>
			<Facts
				facts={[
					[words.state, <HealthBadge state={health.state} language={language} />],
					[words.breaker, <Breaker state={state} health={health} now={now} />],
					[words.provider, <span translate="no">{driver.title}</span>],
					[words.channels, channelNames(driver.channels, language)],
					[words.id, <CopyableId id={account.id} language={language} />],
					...settings,
					[words.receiptUrl, receiptUrl && <CopyableId id={receiptUrl} language={language} />],
					[words.created, <Time at={account.createdAt} now={now} frame={frame} />],
					[words.changed, <Time at={account.lastUpdatedAt} now={now} frame={frame} />],
				]}
			/>
		</Card>
	);
};

const Breaker: FC<Pick<FactsProps, "state" | "health" | "now">> = ({ state, health, now }) => {
	const words = wordsIn(state.frame.language).breakers;
	const { failures, breaker, openUntil } = health;
	return (
		<>
			{words[breaker](failures)} {breaker === "open" && <Time at={openUntil ?? now} now={now} frame={state.frame} />}
		</>
	);
};

const secretOf = ({ key }: DriverField, { secretNames }: ProviderAccountRow, { frame }: PageState): Child => {
	const words = wordsIn(frame.language);
	return <span class="muted">{secretNames.includes(key) ? words.secretStored : words.notSet}</span>;
};

function settingOf({ key }: DriverField, { config }: ProviderAccountRow, { frame }: PageState): Child {
	const { yes, no } = consoleWords[frame.language];
	const value = config[key];
	if (value === undefined || value === "") return <span class="muted">{wordsIn(frame.language).notSet}</span>;
	if (typeof value === "boolean") return value ? yes : no;
	return <code translate="no">{String(value)}</code>;
}
