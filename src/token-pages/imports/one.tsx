// One import: how far it is, whether its tokens fit, trying a few, what comes of each token, and what can be done.
import * as z from "zod";
import { listAuthenticators } from "../../authenticators/service";
import { CopyableId } from "../../console/copyable";
import { done } from "../../console/flash";
import { consolePage } from "../../console/frame";
import { overseers } from "../../console/menu";
import { authenticatorAt, importAt, paths, signInFor } from "../../console/paths";
import { type Ctx, hasRole } from "../../context";
import { beginWithFitting, fitOf } from "../../imports/fit";
import { type ImportState, type ImportStatus, rowResults, statesFor } from "../../imports/job/types";
import { ImportStart } from "../../imports/schema";
import { getImportWithState, listImportRows, pauseImport, resumeImport, startImport } from "../../imports/service";
import { Card, Facts } from "../../ui/card";
import { Time } from "../../ui/time";
import { namesOfUsers } from "../../users/service";
import { atFields } from "../../web/at-fields";
import { type ActionInput, action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { singleLine } from "../../web/text";
import { check } from "../../web/validate";
import { CanaryForms, Tried } from "./canary";
import { FitCard } from "./fit";
import { nameOf, namesOf, titleOf, wordsIn } from "./parts";
import { isWorking, type May, Progress } from "./progress";
import { Rows } from "./rows";

const rowsOfAPage = 50;

export const importPage = page({
	path: `${paths.imports}/{importId}`,
	access: overseers,
	signIn: signInFor,
	query: z.object({
		result: z.enum(rowResults).optional().catch(undefined),
		after: z.coerce.number().int().min(0).optional().catch(undefined),
	}),
	load: async (ctx, { params: { importId: id }, query: { result, after } }) => {
		const [found, rows, authenticators] = await Promise.all([
			getImportWithState(ctx, id),
			listImportRows(ctx, id, { result, after, limit: rowsOfAPage }),
			listAuthenticators(ctx),
		]);
		const [fit, users] = await Promise.all([
			fitOf(ctx, found),
			namesOfUsers(
				ctx,
				[...rows.items, ...found.canaries].map(({ userId }) => userId),
			),
		]);
		const names = namesOf(authenticators);
		return { actor: ctx.actor, now: ctx.now(), found, rows, result, fit, users, names, may: mayDo(ctx, found.state) };
	},
	view: (state, { actor, now, found, rows, result, fit, users, names, may }) => {
		const { frame } = state;
		const { language } = frame;
		const words = wordsIn(language);
		const { row, state: job, canaries } = found;
		const hasRows = Object.values(job.counts).some((count) => count > 0);
		return consolePage(state, {
			title: titleOf(row, names, language),
			actor,
			scripts: ["copy.js", ...(isWorking(job) ? (["progress.js"] as const) : [])],
			children: (
				<>
					<Progress state={state} job={job} may={may} />
					{fit && <FitCard state={state} fit={fit} mayChange={may.cancel && row.source === "FILE"} />}
					{canaries.length > 0 && <Tried state={state} now={now} canaries={canaries} users={users} />}
					{may.start && <CanaryForms state={state} />}
					{hasRows && <Rows state={state} job={job} rows={rows} result={result} users={users} />}
					<Card id="facts" title={words.facts}>
						<Facts
							facts={[
								[words.id, <CopyableId id={row.id} language={language} />],
								[
									words.into,
									<a href={authenticatorAt(row.authenticatorId)} translate="no">
										{nameOf(names, row.authenticatorId, language)}
									</a>,
								],
								[
									words.usersOf,
									row.fromAuthenticatorId && (
										<a href={authenticatorAt(row.fromAuthenticatorId)} translate="no">
											{nameOf(names, row.fromAuthenticatorId, language)}
										</a>
									),
								],
								[words.by, row.createdBy && <span translate="no">{row.createdBy}</span>],
								[words.created, <Time at={row.createdAt} now={now} frame={frame} />],
							]}
						/>
					</Card>
				</>
			),
		});
	},
	actions: {
		first: action({
			access: administrators,
			fields: z.object({ first: z.string().max(10) }),
			run: async (ctx, { first }, input) => {
				const plain = first.normalize("NFKC").trim();
				const canary = { first: /^\d+$/.test(plain) ? Number(plain) : plain };
				return tryFew(ctx, input, "first", canary);
			},
		}),
		users: action({
			access: administrators,
			fields: z.object({ users: z.string().max(10_000) }),
			run: (ctx, { users }, input) => {
				const names = users.split(/\r?\n/).map((line) => line.trim());
				return tryFew(ctx, input, "users", { users: names.filter((name) => name !== "") });
			},
		}),
		pause: action({
			access: administrators,
			fields: z.object({}),
			run: async (ctx, _values, { params }) => {
				const { row } = await pauseImport(ctx, params.importId!);
				return done(importAt(row.id), "imports.paused");
			},
		}),
		resume: action({
			access: administrators,
			fields: z.object({}),
			run: async (ctx, _values, { params }) => {
				const { row } = await resumeImport(ctx, params.importId!);
				return done(importAt(row.id), "imports.resumed");
			},
		}),
		fit: action({
			access: administrators,
			fields: z.object({ name: singleLine(255).min(1) }),
			run: async (ctx, { name }, { params }) => {
				const { row } = await beginWithFitting(ctx, params.importId!, name);
				return done(importAt(row.id, "file"), "imports.fitting", name);
			},
		}),
	},
});

/** Whatever is wrong with the choice is wrong with its one field. */
const tryFew = (ctx: Ctx, { params }: ActionInput, field: string, canary: unknown) =>
	atFields(
		() => field,
		async () => {
			const { row } = await startImport(ctx, params.importId!, check(ImportStart, { canary }));
			return done(importAt(row.id), "imports.canary");
		},
	);

function mayDo({ actor }: Ctx, { status, counts }: ImportState): May {
	const isAdministrator = hasRole(actor, administrators);
	const fits = (verb: keyof typeof statesFor) =>
		isAdministrator && (statesFor[verb] as readonly ImportStatus[]).includes(status);
	return {
		upload: fits("upload"),
		start: fits("start") && counts.ok > 0,
		pause: fits("pause"),
		resume: fits("resume"),
		cancel: fits("cancel"),
	};
}
