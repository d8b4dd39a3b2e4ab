// How a file is read: what was found in its beginning, what can be chosen otherwise, and its first tokens.
import type { FC } from "hono/jsx";
import { consoleWords } from "../../console/frame";
import type { ColumnChoice, ColumnName } from "../../imports/files/columns";
import type { FileLook, FileTable } from "../../imports/files/look";
import type { Language } from "../../languages";
import { Card, Notice } from "../../ui/card";
import { type Option, optionsOf, SelectField } from "../../ui/choices";
import { type Column, Table } from "../../ui/table";
import type { PageState } from "../../web/page";
import { told, wordsIn } from "./parts";

/** The field with the number of a column. */
export const columnField = (name: ColumnName): string => `column-${name}`;

/** To see whether somebody has chosen other columns: names and numbers in one order. */
export const writtenColumns = (columns: ColumnChoice): string =>
	Object.entries(columns)
		.map(([name, number]) => `${name}=${number}`)
		.sort()
		.join("&");

const encodings = { "UTF-8": "UTF-8", SHIFT_JIS: "Shift_JIS" } as const;

/** In one line: "CSV · UTF-8 · Comma". */
export function readingLine({ format, encoding, table }: FileLook, language: Language): string {
	const { delimiters } = wordsIn(language).file;
	const parts = [format, encodings[encoding], ...(table === null ? [] : [delimiters[table.delimiter]])];
	return parts.join(" · ");
}

export const Reading: FC<{ state: PageState; look: FileLook }> = ({ state, look }) => {
	const { language } = state.frame;
	const words = wordsIn(language).file;
	const { table, tokens, missing } = look;
	return (
		<Card id="reading-title" title={words.reading} lead={readingLine(look, language)}>
			{missing !== null && (
				<Notice tone="warning">
					{missing.reason === "import-columns"
						? words.missingColumns
						: missing.params?.kind === "password"
							? words.needsPassword
							: words.needsKey}
				</Notice>
			)}
			{table !== null && <Choices state={state} look={look} table={table} />}
			<h3>{words.first}</h3>
			{tokens.length === 0 ? (
				<p class="muted">{words.noTokens}</p>
			) : (
				<Table frame={state.frame} caption={words.first} columns={columnsIn(language)} rows={tokens} />
			)}
		</Card>
	);
};

const Choices: FC<{ state: PageState; look: FileLook; table: FileTable }> = ({ state, look, table }) => {
	const { language } = state.frame;
	const { columns, file: words } = wordsIn(language);
	const { form } = state;
	const asFound = (what: string): Option => ({ value: "", text: words.guessed(what) });
	const header = words.headers[table.hasHeader ? "yes" : "no"];
	const options: Option[] = [
		{ value: "", text: words.notThere },
		...table.columns.map(({ title, sample }, place) => ({
			value: String(place + 1),
			text: [title ?? words.column(place + 1), sample].filter(Boolean).join(" · "),
			isName: true,
		})),
	];
	const numberOf = (name: ColumnName) => String(table.columns.findIndex(({ holds }) => holds === name) + 1 || "");
	return (
		<>
			<div class="filter-fields">
				<SelectField
					state={form}
					name="encoding"
					label={words.encoding}
					options={[asFound(encodings[look.encoding]), ...optionsOf(encodings)]}
				/>
				<SelectField
					state={form}
					name="delimiter"
					label={words.delimiter}
					options={[asFound(words.delimiters[table.delimiter] ?? ""), ...optionsOf(words.delimiters)]}
				/>
				<SelectField
					state={form}
					name="header"
					label={words.header}
					options={[asFound(header), ...optionsOf(words.headers)]}
				/>
				<SelectField
					state={form}
					name="secretEncoding"
					label={words.secretEncoding}
					options={[
						{ value: "", text: words.ofAuthenticator },
						...optionsOf(consoleWords[language].authenticators.create.encodings),
					]}
				/>
			</div>
			<h3>{words.columns}</h3>
			<p class="muted">{words.columnsLead}</p>
			<input type="hidden" name="guess" value={writtenColumns(table.guess)} />
			<div class="filter-fields">
				{(Object.keys(columns) as ColumnName[]).map((name) => (
					<SelectField
						// What is chosen here is what was looked at, also after another file was chosen.
						state={{ ...form, values: {} }}
						name={columnField(name)}
						label={columns[name]}
						options={options}
						value={numberOf(name)}
					/>
				))}
			</div>
		</>
	);
};

type Token = FileLook["tokens"][number];

function columnsIn(language: Language): Column<Token>[] {
	const { columns, file: words, rows } = wordsIn(language);
	const { digits, trial } = consoleWords[language].authenticators;
	const kindOf = (token: Token) => [
		token.protocol,
		token.hash,
		token.digits && digits(token.digits),
		token.periodSeconds && trial.seconds(token.periodSeconds),
	];
	return [
		{ title: columns.serial, isName: true, cell: ({ serial }) => <span translate="no">{serial ?? "–"}</span> },
		{ title: columns.user, cell: ({ user }) => <span translate="no">{user ?? "–"}</span> },
		{ title: columns.type, cell: (token) => kindOf(token).filter(Boolean).join(" · ") || "–" },
		{
			title: rows.result,
			cell: ({ fault }) => (fault === null ? words.noRemark : <strong>{told(fault, language)}</strong>),
		},
	];
}
