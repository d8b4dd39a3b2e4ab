// Pages behind the page of an import: the questions before it starts and before it ends, its progress, its report.
import { listAuthenticators } from "../../authenticators/service";
import { done } from "../../console/flash";
import { consolePage } from "../../console/frame";
import { overseers } from "../../console/menu";
import { importAt, paths, signInFor } from "../../console/paths";
import { question } from "../../console/question";
import type { Ctx } from "../../context";
import { importReport } from "../../imports/report";
import { ReportQuery } from "../../imports/schema";
import { cancelImport, getImportWithState, startImport } from "../../imports/service";
import { page } from "../../web/page";
import { administrators } from "../../web/router";
import { nameOf, namesOf, titleOf, wordsIn } from "./parts";
import { ProgressPart } from "./progress";

const path = `${paths.imports}/{importId}` as const;

async function load(ctx: Ctx, id: string) {
	const [found, authenticators] = await Promise.all([getImportWithState(ctx, id), listAuthenticators(ctx)]);
	return { ...found, names: namesOf(authenticators) };
}

export const startImportPage = question({
	path: `${path}/start`,
	access: administrators,
	load: (ctx, { params }) => load(ctx, params.importId),
	ask: ({ row, state: { counts }, names }, { frame: { language } }) => {
		const words = wordsIn(language).start;
		const isMove = row.fromAuthenticatorId !== null;
		return {
			title: words.title(nameOf(names, row.authenticatorId, language)),
			of: { href: importAt(row.id), text: titleOf(row, names, language) },
			button: isMove ? words.moveButton(counts.ok) : words.button(counts.ok),
			isHarmless: true,
			text: <p>{isMove ? words.moveText(counts.ok) : words.text(counts.ok)}</p>,
			instead: counts.ok === 0 && <p>{words.nothing}</p>,
		};
	},
	take: async (ctx, { params }) => {
		const { row } = await startImport(ctx, params.importId!, {});
		return done(importAt(row.id), "imports.started");
	},
});

export const cancelImportPage = question({
	path: `${path}/cancel`,
	access: administrators,
	load: (ctx, { params }) => load(ctx, params.importId),
	ask: ({ row, names }, { frame: { language } }) => {
		const words = wordsIn(language).cancellation;
		return {
			title: words.title(nameOf(names, row.authenticatorId, language)),
			of: { href: importAt(row.id), text: titleOf(row, names, language) },
			button: words.button,
			text: <p>{words.text}</p>,
		};
	},
	take: async (ctx, { params }) => {
		const { row } = await cancelImport(ctx, params.importId!);
		return done(importAt(row.id), "imports.cancelled");
	},
});

/** `progress.js` asks for it every few seconds, so it is no sign that somebody is there. */
export const importProgressPage = page({
	path: `${path}/progress`,
	access: overseers,
	signIn: signInFor,
	isQuiet: true,
	load: async (ctx, { params }) => ({ actor: ctx.actor, ...(await load(ctx, params.importId)) }),
	view: (state, { actor, row, state: job, names }) => {
		const { language } = state.frame;
		return consolePage(state, {
			title: wordsIn(language).progress.title,
			actor,
			crumbs: [{ href: importAt(row.id), text: titleOf(row, names, language) }],
			children: <ProgressPart state={state} job={job} />,
		});
	},
});

export const importReportPage = page({
	path: `${path}/export`,
	access: overseers,
	signIn: signInFor,
	query: ReportQuery,
	load: (ctx, { params, query, frame }) => importReport(ctx, params.importId, query.format, frame.language),
	view: (_state, file) => file,
});
