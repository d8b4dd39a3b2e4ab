// What several pages of hooks share: their words and the status.
import type { FC } from "hono/jsx";
import type { InlineHookRow } from "../../hooks/service";
import type { Language } from "../../languages";
import { Badge } from "../../ui/parts";
import { consoleWords } from "../frame";

export const wordsIn = (language: Language) => consoleWords[language].hooks;

export const HookStatus: FC<{ status: InlineHookRow["status"]; language: Language }> = ({ status, language }) => {
	const words = wordsIn(language);
	return status === "ACTIVE" ? <Badge tone="success">{words.active}</Badge> : <Badge>{words.inactive}</Badge>;
};
