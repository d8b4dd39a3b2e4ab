// What the pages of imports share: words, the status, which authenticators take tokens, and reasons in words.
import type { FC } from "hono/jsx";
import type { AuthenticatorRow } from "../../authenticators/service";
import { consoleWords } from "../../console/frame";
import { type Cause, causeText } from "../../errors/cause";
import type { ImportStatus } from "../../imports/job/types";
import type { TokenImport } from "../../imports/service";
import type { Language } from "../../languages";
import type { Option } from "../../ui/choices";
import { Badge, type Tone } from "../../ui/parts";

export const wordsIn = (language: Language) => consoleWords[language].imports;

const tones: Record<ImportStatus, Tone> = {
	WAITING: "warning",
	UPLOADING: "info",
	LISTING: "info",
	CHECKING: "info",
	CHECKED: "success",
	REFUSED: "danger",
	CANARY_RUNNING: "info",
	CANARY: "success",
	RUNNING: "info",
	PAUSED: "warning",
	DONE: "success",
	CANCELLED: "neutral",
};

export const ImportBadge: FC<{ status: ImportStatus; language: Language }> = ({ status, language }) => (
	<Badge tone={tones[status]}>{wordsIn(language).statuses[status]}</Badge>
);

/** Authenticator id → its name. */
export type Names = ReadonlyMap<string, string>;

export const namesOf = (rows: readonly AuthenticatorRow[]): Names => new Map(rows.map(({ id, name }) => [id, name]));

export const nameOf = (names: Names, id: string, language: Language): string => names.get(id) ?? wordsIn(language).gone;

export const titleOf = ({ source, authenticatorId }: TokenImport["row"], names: Names, language: Language): string => {
	const words = wordsIn(language);
	const name = nameOf(names, authenticatorId, language);
	return source === "FILE" ? words.titleOf(name) : words.moveTitleOf(name);
};

/** Authenticators that can take tokens. */
export const takers = (rows: readonly AuthenticatorRow[]): AuthenticatorRow[] =>
	rows.filter(({ status, settings }) => status === "ACTIVE" && settings !== null);

export const optionsFor = (rows: readonly AuthenticatorRow[]): Option[] =>
	rows.map(({ id, name }) => ({ value: id, text: name, isName: true }));

/** A reason whose parts of a token have the reader's names. */
export function told(cause: Cause, language: Language): string {
	const { terms } = wordsIn(language);
	const word = (text: string) => terms[text] ?? text;
	const params = Object.entries(cause.params ?? {}).map(([name, param]) => [
		name,
		typeof param === "string" ? word(param) : Array.isArray(param) ? param.map(word) : param,
	]);
	return causeText({ ...cause, params: Object.fromEntries(params) }, language);
}
