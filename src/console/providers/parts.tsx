// What several pages of providers share: words, addresses, how an account does, and what depends on it.
import type { FC } from "hono/jsx";
import type { Language } from "../../languages";
import type { Channel } from "../../messages/message";
import type { AccountHealth } from "../../providers/health";
import type { AccountUses } from "../../providers/uses";
import { Notice } from "../../ui/card";
import { listed } from "../../ui/formats";
import { Badge, type Tone } from "../../ui/parts";
import { consoleWords } from "../frame";
import { paths } from "../paths";

export const wordsIn = (language: Language) => consoleWords[language].providers;

export const providerPath = (id: string) => `${paths.providers}/${id}`;

/** "Text message, Call". */
export const channelNames = (channels: readonly Channel[], language: Language): string =>
	listed(
		channels.map((channel) => consoleWords[language].overview.channelNames[channel]),
		language,
	);

const tones: Readonly<Record<AccountHealth["state"], Tone>> = {
	fine: "success",
	failing: "warning",
	down: "danger",
	off: "neutral",
};

export const HealthBadge: FC<{ state: AccountHealth["state"]; language: Language }> = ({ state, language }) => (
	<Badge tone={tones[state]}>{consoleWords[language].overview.states[state]}</Badge>
);

/** The routes that name an account, as links. */
export const RouteLinks: FC<{ rules: readonly { id: string; name: string }[] }> = ({ rules }) => (
	<ul class="link-list">
		{rules.map(({ id, name }) => (
			<li>
				<a href={`${paths.routes}/${id}`} translate="no">
					{name}
				</a>
			</li>
		))}
	</ul>
);

/** What nobody sends any more without the account. */
export const Missed: FC<{ uses: AccountUses; language: Language }> = ({ uses: { rules, onlyChannels }, language }) => {
	const words = wordsIn(language);
	const alone = rules.filter(({ isAlone }) => isAlone);
	if (alone.length === 0 && onlyChannels.length === 0) return null;
	return (
		<Notice tone="warning">
			{onlyChannels.length > 0 && <p>{words.onlyAccount(channelNames(onlyChannels, language))}</p>}
			{alone.length > 0 && (
				<>
					<p>{words.aloneIn}</p>
					<RouteLinks rules={alone} />
				</>
			)}
		</Notice>
	);
};
