// What the pages of the stock of tokens share: words, the status, and the address of who has a token.
import type { FC } from "hono/jsx";
import { consoleWords } from "../../console/frame";
import { userAt } from "../../console/paths";
import type { TokenView } from "../../imports/stock/schema";
import type { Language } from "../../languages";
import { Badge, type Tone } from "../../ui/parts";

export const wordsIn = (language: Language) => consoleWords[language].inventory;

type TokenStatus = TokenView["status"];

const tones: Record<TokenStatus, Tone> = { UNASSIGNED: "neutral", ASSIGNED: "success", DISABLED: "warning" };

export const TokenBadge: FC<{ status: TokenStatus; language: Language }> = ({ status, language }) => (
	<Badge tone={tones[status]}>{wordsIn(language).statuses[status]}</Badge>
);

/** @param users id → name */
export const Holder: FC<{ userId: string | null; users: ReadonlyMap<string, string> }> = ({ userId, users }) =>
	userId === null ? (
		<>–</>
	) : (
		<a href={userAt(userId)} translate="no">
			{users.get(userId) ?? userId}
		</a>
	);
