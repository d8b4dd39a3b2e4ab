// What the log's page shows as a file: CSV for spreadsheets, NDJSON for programs. Read while the browser takes it.
import * as z from "zod";
import { eachPage } from "../../log/read";
import type { LogEventView } from "../../log/schema";
import { LogQuery } from "../../log/schema";
import { withWindow } from "../../log/search";
import { csvParts } from "../../web/csv";
import { Download } from "../../web/download";
import { page } from "../../web/page";
import { check } from "../../web/validate";
import { overseers } from "../menu";
import { paths, signInFor } from "../paths";
import { searchOf, windowOf, zonedFrame } from "./find-events";
import { LogPageQuery } from "./query";

/** D1 answers a thousand questions for a request, and a Worker computes for some seconds. */
export const mostExported = 100_000;

export const exportPage = page({
	path: paths.exportLog,
	access: overseers,
	signIn: signInFor,
	query: LogPageQuery.extend({ format: z.enum(["csv", "ndjson"]).default("csv") }),
	load: (ctx, { query, frame }) => {
		const now = ctx.now();
		const window = windowOf(query, now, zonedFrame(frame, query).zone);
		const search = withWindow(ctx, check(LogQuery, searchOf(query, { ...window, until: window.until ?? now })));
		const name = `tessera-log-${new Date(now).toISOString().slice(0, 19).replaceAll(/\D/g, "")}`;
		return { name, format: query.format, pages: eachPage(ctx, search, mostExported) };
	},
	view: (_state, { name, format, pages }) =>
		format === "csv"
			? new Download(`${name}.csv`, "text/csv; charset=utf-8", csvParts(head, rowsOf(pages)))
			: new Download(`${name}.ndjson`, "application/x-ndjson", linesOf(pages)),
});

async function* linesOf(pages: AsyncIterable<LogEventView[]>) {
	for await (const events of pages) yield events.map((event) => `${JSON.stringify(event)}\n`).join("");
}

async function* rowsOf(pages: AsyncIterable<LogEventView[]>) {
	for await (const events of pages) yield events.map((event) => columns.map(([, read]) => read(event) ?? ""));
}

/** The paths of the API, so that a column is called as its filter. */
const columns: readonly (readonly [string, (event: LogEventView) => string | null | undefined])[] = [
	["published", ({ published }) => published],
	["eventType", ({ eventType }) => eventType],
	["displayMessage", ({ displayMessage }) => displayMessage],
	["severity", ({ severity }) => severity],
	["outcome.result", ({ outcome }) => outcome.result],
	["outcome.reason", ({ outcome }) => outcome.reason],
	["actor.id", ({ actor }) => actor.id],
	["actor.type", ({ actor }) => actor.type],
	["actor.alternateId", ({ actor }) => actor.alternateId],
	["actor.displayName", ({ actor }) => actor.displayName],
	["target.id", ({ target }) => target.map(({ id }) => id).join(" ")],
	["target.type", ({ target }) => target.map(({ type }) => type).join(" ")],
	["target.alternateId", ({ target }) => target.flatMap(({ alternateId }) => alternateId ?? []).join(" ")],
	["target.displayName", ({ target }) => target.flatMap(({ displayName }) => displayName ?? []).join(", ")],
	["client.ipAddress", ({ client }) => client.ipAddress],
	["client.userAgent.rawUserAgent", ({ client }) => client.userAgent?.rawUserAgent],
	["debugContext.debugData", ({ debugContext }) => JSON.stringify(debugContext.debugData)],
	["transaction.id", ({ transaction }) => transaction.id],
	["uuid", ({ uuid }) => uuid],
];

const head = columns.map(([name]) => name);
