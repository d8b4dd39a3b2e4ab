// Tables of lists: a caption for screen readers, cards on a phone, and the way to the next page.
import type { Child } from "hono/jsx";
import { type PageFrame, pathWith, uiWords } from "./frame";

export interface Column<Row> {
	title: string;
	cell(row: Row): Child;
	/** The column that names the row. */
	isName?: boolean;
	/** Stands to the right, with digits of one width. */
	isNumber?: boolean;
}

/** The column with the name that somebody gave the row, as a link to the row's page. */
export const nameColumn = <Row extends { id: string; name: string }>(
	title: string,
	pathOf: (id: string) => string,
): Column<Row> => ({
	title,
	isName: true,
	cell: ({ id, name }) => (
		<a href={pathOf(id)} translate="no">
			{name}
		</a>
	),
});

interface TableProps<Row> {
	frame: PageFrame;
	/** What the table lists, for screen readers. */
	caption: string;
	columns: readonly Column<Row>[];
	rows: readonly Row[];
	/** The cursor of the next page; null on the last one, undefined where a list has one page. */
	next?: string | null;
}

export function Table<Row>({ frame, caption, columns, rows, next }: TableProps<Row>) {
	return (
		<>
			<table class="table">
				<caption class="unseen">{caption}</caption>
				<thead>
					<tr>
						{columns.map(({ title, isNumber }) => (
							<th scope="col" class={isNumber ? "number" : undefined}>
								{title}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{rows.map((row) => (
						<tr>{columns.map((column) => cellOf(column, row))}</tr>
					))}
				</tbody>
			</table>
			{next !== undefined && <Pager frame={frame} next={next} />}
		</>
	);
}

const cellOf = <Row,>({ title, cell, isName, isNumber }: Column<Row>, row: Row) =>
	isName ? (
		<th scope="row" data-label={title}>
			{cell(row)}
		</th>
	) : (
		<td data-label={title} class={isNumber ? "number" : undefined}>
			{cell(row)}
		</td>
	);

/** Lists go on by a cursor, so page 50 is as fast as page 1, and nobody counts all rows. */
export function Pager({ frame, next }: { frame: PageFrame; next: string | null }) {
	const words = uiWords[frame.language];
	const isFirst = !new URLSearchParams(frame.path.split("?")[1]).has(cursorName);
	if (isFirst && next === null) return null;
	return (
		<nav class="pager" aria-label={words.listPages}>
			{!isFirst && (
				<a class="button" href={pathWith(frame, { [cursorName]: null })}>
					{words.firstPage}
				</a>
			)}
			{next !== null && (
				<a class="button" href={pathWith(frame, { [cursorName]: next })} rel="next">
					{words.nextPage}
				</a>
			)}
		</nav>
	);
}

/** The query parameter of a list's cursor. */
const cursorName = "after";
