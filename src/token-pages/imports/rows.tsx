// The tokens of an import: what comes, or came, of each, by result, with the report as a file.
import type { FC } from "hono/jsx";
import { importAt, userAt } from "../../console/paths";
import type { Page } from "../../db";
import type { ImportRow, ImportState, RowResult } from "../../imports/job/types";
import { Card } from "../../ui/card";
import { Badge, type Tone } from "../../ui/parts";
import { type Column, Table } from "../../ui/table";
import type { PageState } from "../../web/page";
import { told, wordsIn } from "./parts";

const tones: Record<RowResult, Tone> = {
	PENDING: "neutral",
	OK: "info",
	REFUSED: "danger",
	TAKEN: "success",
	FAILED: "danger",
};

interface RowsProps {
	state: PageState;
	job: ImportState;
	rows: Page<ImportRow>;
	/** Which rows are shown; undefined: all. */
	result: RowResult | undefined;
	/** User id → name. */
	users: ReadonlyMap<string, string>;
}

export const Rows: FC<RowsProps> = ({ state, job: { id, counts }, rows, result, users }) => {
	const { frame } = state;
	const { language } = frame;
	const words = wordsIn(language).rows;
	const numbers = Object.entries(words.results).map(([name, text]) => ({
		name: name as RowResult,
		text,
		count: counts[name.toLowerCase() as keyof typeof counts],
	}));
	const all = numbers.reduce((sum, { count }) => sum + count, 0);
	const choices = [{ name: undefined, text: words.all, count: all }, ...numbers];
	const columns: Column<ImportRow>[] = [
		{ title: words.row, isNumber: true, cell: ({ row }) => row.toLocaleString(language) },
		{ title: words.serial, isName: true, cell: ({ serial }) => <span translate="no">{serial ?? "–"}</span> },
		{
			title: words.user,
			cell: ({ user, userId }) =>
				userId === null ? (
					<span translate="no">{user ?? "–"}</span>
				) : (
					<a href={userAt(userId)} translate="no">
						{users.get(userId) ?? user ?? userId}
					</a>
				),
		},
		{
			title: words.result,
			cell: ({ result, isCanary }) => (
				<>
					<Badge tone={tones[result]}>{words.results[result]}</Badge>
					{isCanary && <small>{words.ofCanary}</small>}
				</>
			),
		},
		{ title: words.remark, cell: ({ cause }) => cause && told(cause, language) },
	];
	return (
		<Card
			id="tokens"
			title={words.title}
			tools={
				<>
					<span class="muted">{words.report}</span>
					{(["CSV", "NDJSON"] as const).map((format) => (
						<a class="button" href={`${importAt(id, "export")}?format=${format}`} translate="no">
							{format}
						</a>
					))}
				</>
			}
		>
			<nav class="tools" aria-label={words.result}>
				<ul class="choices">
					{choices
						.filter(({ name, count }) => name === undefined || name === result || count > 0)
						.map(({ name, text, count }) => (
							<li>
								<a
									href={`${importAt(id)}${name === undefined ? "" : `?result=${name}`}#tokens`}
									aria-current={name === result ? "true" : undefined}
								>
									{text} {count.toLocaleString(language)}
								</a>
							</li>
						))}
				</ul>
			</nav>
			{rows.items.length === 0 ? (
				<p class="muted">{words.none}</p>
			) : (
				<Table frame={frame} caption={words.title} columns={columns} rows={rows.items} next={rows.next ?? null} />
			)}
		</Card>
	);
};
