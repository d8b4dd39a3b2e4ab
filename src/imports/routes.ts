// Imports of tokens over HTTP: `/api/v1/token-imports`.
import * as z from "zod";
import { downloadResponse } from "../web/download";
import { pageReply } from "../web/links";
import { administrators, type Route, readers, route } from "../web/router";
import { importReport } from "./report";
import {
	ImportListQuery,
	ImportRowsQuery,
	ImportRowView,
	ImportStart,
	ReportQuery,
	TokenImportInput,
	TokenImportSummary,
	TokenImportView,
} from "./schema";
import {
	cancelImport,
	createImport,
	getImportWithState,
	listImportRows,
	listImports,
	pauseImport,
	resumeImport,
	startImport,
} from "./service";
import { keyHeader, passwordHeader, uploadFile, uploadOf } from "./upload";
import { toImportRowView, toImportSummary, toImportView } from "./view";

const tag = "Token imports";
const path = "/api/v1/token-imports/{importId}";

export const importRoutes: Route[] = [
	route({
		method: "GET",
		path: "/api/v1/token-imports",
		tag,
		summary: "List token imports",
		description: "The newest first. An import and its report are deleted 30 days after it has ended.",
		access: readers,
		query: ImportListQuery,
		answer: z.array(TokenImportSummary),
		handle: async (ctx, { query }) => {
			const page = await listImports(ctx, query);
			return pageReply(ctx, { ...page, items: page.items.map((row) => toImportSummary(ctx, row)) }, query);
		},
	}),
	route({
		method: "POST",
		path: "/api/v1/token-imports",
		tag,
		summary: "Begin a token import",
		description: `
\`FILE\`: the tokens of a file, which is sent next. Users get the tokens that name them, and tokens without a user are
kept for later. With \`fromAuthenticatorId\` the users change from that authenticator to the new one, each with the new
token. \`AUTHENTICATOR\`: all users of \`fromAuthenticatorId\` change to the new authenticator, each with the same secret.
A factor that moves keeps its id, and its used codes stay used.

An import checks all its tokens first, and changes nothing. Then you start it: with a few tokens, with all, or with all
that a first try has left.`.trim(),
		access: administrators,
		body: TokenImportInput,
		answer: TokenImportView,
		handle: async (ctx, { body }) => toImportView(ctx, await createImport(ctx, body)),
	}),
	route({
		method: "GET",
		path,
		tag,
		summary: "Retrieve a token import",
		access: readers,
		answer: TokenImportView,
		handle: async (ctx, { params }) => toImportView(ctx, await getImportWithState(ctx, params.importId)),
	}),
	route({
		method: "PUT",
		path: `${path}/file`,
		tag,
		summary: "Send the file of a token import",
		description: `
PSKC (RFC 6030) or CSV, up to 90 MiB. A file can be replaced by another until the import is started. Secrets are sealed
while the file arrives.

An encrypted PSKC file needs \`${passwordHeader}\`, the password's UTF-8 bytes in Base64, or \`${keyHeader}\`, the key in
hexadecimal or Base64. Neither is kept. A password that is hashed more than 100,000 times can't be used here. PSKC has
to have a MAC for each secret, and a secret for the holder of a certificate is skipped. A DOCTYPE is refused.

CSV has a header, or \`columns\` say where the serial number, the user and the secret are. Some products' files are
known without both.`.trim(),
		access: administrators,
		body: z.string(),
		bodyMediaType: "application/octet-stream",
		streamsBody: true,
		answer: TokenImportView,
		handle: async (ctx, { params, request }) => {
			await uploadFile(ctx, params.importId, uploadOf(request));
			return toImportView(ctx, await getImportWithState(ctx, params.importId));
		},
	}),
	route({
		method: "GET",
		path: `${path}/rows`,
		tag,
		summary: "List the tokens of a token import",
		access: readers,
		query: ImportRowsQuery,
		answer: z.array(ImportRowView),
		handle: async (ctx, { params, query }) => {
			const page = await listImportRows(ctx, params.importId, query);
			return pageReply(ctx, { ...page, items: page.items.map((row) => toImportRowView(row)) }, query);
		},
	}),
	route({
		method: "GET",
		path: `${path}/report`,
		tag,
		summary: "Download the report of a token import",
		description: "A line for each token. In CSV a text that a spreadsheet would take for a formula gets an apostrophe.",
		access: readers,
		query: ReportQuery,
		answer: z.string(),
		mediaType: "text/csv",
		handle: async (ctx, { params, query }) =>
			downloadResponse(ctx, await importReport(ctx, params.importId, query.format, "en"), {}) as never,
	}),
	route({
		method: "POST",
		path: `${path}/lifecycle/start`,
		tag,
		summary: "Start a token import",
		access: administrators,
		body: ImportStart,
		hasOptionalBody: true,
		answer: TokenImportView,
		handle: async (ctx, { params, body }) => toImportView(ctx, await startImport(ctx, params.importId, body)),
	}),
	...(
		[
			["pause", "Pause", "What is under way is finished first.", pauseImport],
			["resume", "Resume", "Goes on where the import was paused.", resumeImport],
			["cancel", "Cancel", "Tokens that were taken stay. The secrets of all others are erased.", cancelImport],
		] as const
	).map(([verb, word, description, handle]) =>
		route({
			method: "POST",
			path: `${path}/lifecycle/${verb}`,
			tag,
			summary: `${word} a token import`,
			description,
			access: administrators,
			answer: TokenImportView,
			handle: async (ctx, { params }) => toImportView(ctx, await handle(ctx, params.importId)),
		}),
	),
];
