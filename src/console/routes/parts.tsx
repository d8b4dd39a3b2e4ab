// What several pages of delivery routes share: words, addresses, conditions in words, and the accounts in their order.
import type { FC } from "hono/jsx";
import type { Language } from "../../languages";
import type { AccountHealth } from "../../providers/health";
import type { RuleView } from "../../providers/rules/schema";
import { countryName, listed } from "../../ui/formats";
import { consoleWords } from "../frame";
import { paths } from "../paths";
import { HealthBadge } from "../providers/parts";

export const wordsIn = (language: Language) => consoleWords[language].routes;

export const routePath = (id: string) => `${paths.routes}/${id}`;

/** "Japan (JP)". */
export const countryText = (code: string, language: Language): string => `${countryName(code, language)} (${code})`;

interface ConditionsProps {
	of: RuleView["conditions"];
	language: Language;
	/** How many countries are named. The others are counted. */
	mostCountries?: number;
}

/** Each condition on a line. A rule without any takes whatever its accounts send. */
export const Conditions: FC<ConditionsProps> = ({ of: conditions, language, mostCountries = 250 }) => {
	const words = wordsIn(language);
	const { channelNames } = consoleWords[language].overview;
	const countries = (codes: readonly string[]) => {
		const named = codes.slice(0, mostCountries).map((code) => countryText(code, language));
		const more = codes.length - named.length;
		return listed(more > 0 ? [...named, words.moreCountries(more)] : named, language);
	};
	const lines = [
		[
			words.channels,
			listed(
				conditions.channels.map((channel) => channelNames[channel]),
				language,
			),
		],
		[words.destinations, countries(conditions.destinationCountries)],
		[words.origins, countries(conditions.originCountries)],
		[
			words.purposes,
			listed(
				conditions.requestTypes.map((type) => words.purposeNames[type]),
				language,
			),
		],
	].filter(([, text]) => text !== "");
	if (lines.length === 0) return <span class="muted">{words.noConditions}</span>;
	return (
		<ul class="link-list">
			{lines.map(([label, text]) => (
				<li>
					<span class="muted">{label}:</span> {text}
				</li>
			))}
		</ul>
	);
};

interface AccountsProps {
	ids: readonly string[];
	accounts: readonly AccountHealth[];
	language: Language;
}

/** The accounts of a rule in their order, each with its state unless it works. */
export const Accounts: FC<AccountsProps> = ({ ids, accounts, language }) => (
	<ol class="numbered">
		{ids.map((id) => {
			const account = accounts.find((one) => one.id === id);
			return (
				<li>
					<a href={`${paths.providers}/${id}`} translate="no">
						{account?.name ?? id}
					</a>{" "}
					{account && account.state !== "fine" && <HealthBadge state={account.state} language={language} />}
				</li>
			);
		})}
	</ol>
);
