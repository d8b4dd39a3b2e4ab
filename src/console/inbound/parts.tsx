// What several pages of inbound sources share: their words, the address of one, and whether it takes requests.
import type { FC } from "hono/jsx";
import type { Language } from "../../languages";
import { Badge } from "../../ui/parts";
import { consoleWords } from "../frame";
import { paths } from "../paths";

export const wordsIn = (language: Language) => consoleWords[language].inbound;

export const sourcePath = (id: string, ...step: string[]) => [paths.inbound, id, ...step].join("/");

export const SourceStatus: FC<{ isEnabled: boolean; language: Language }> = ({ isEnabled, language }) => {
	const words = wordsIn(language);
	return isEnabled ? <Badge tone="success">{words.on}</Badge> : <Badge>{words.off}</Badge>;
};

/** What a secret that is shown once belongs to: a source's requests or its events. */
export const ofEvents = (id: string) => `${id}/events`;
