// How far an import is: the status in words, a bar while it works, and what can be done with it now.
import type { FC } from "hono/jsx";
import { MainButton, MainLink } from "../../console/frame";
import { importAt } from "../../console/paths";
import type { ImportState } from "../../imports/job/types";
import { Card, Notice } from "../../ui/card";
import { Form } from "../../ui/form";
import type { PageState } from "../../web/page";
import { ImportBadge, told, wordsIn } from "./parts";

/** What this reader may do in this status. */
export type May = Record<"upload" | "start" | "pause" | "resume" | "cancel", boolean>;

interface Shown {
	state: PageState;
	job: ImportState;
}

/** An import leads on from these by itself. */
export const isWorking = ({ status }: Pick<ImportState, "status">): boolean =>
	["UPLOADING", "LISTING", "CHECKING", "CANARY_RUNNING", "RUNNING"].includes(status);

export const Progress: FC<Shown & { may: May }> = ({ state, job, may }) => {
	const { language } = state.frame;
	const words = wordsIn(language).progress;
	const { id, status, source } = job;
	const sendText = status === "WAITING" ? words.sendFile : words.otherFile;
	return (
		<Card
			id="progress-title"
			title={words.title}
			tools={
				isWorking(job) && (
					<a class="button" href={importAt(id)}>
						{words.refresh}
					</a>
				)
			}
		>
			<ProgressPart state={state} job={job} />
			{may.cancel && (
				<div class="tools">
					{may.resume && (
						<Form state={state.form} action="resume" language={language}>
							<MainButton>{words.resume}</MainButton>
						</Form>
					)}
					{may.start && <MainLink href={importAt(id, "start")}>{wordsIn(language).start.link(job.counts.ok)}</MainLink>}
					{may.pause && isWorking(job) && (
						<Form state={state.form} action="pause" language={language}>
							<button type="submit" class="button">
								{words.pause}
							</button>
						</Form>
					)}
					{may.upload &&
						source === "FILE" &&
						(status === "WAITING" ? (
							<MainLink href={importAt(id, "file")}>{sendText}</MainLink>
						) : (
							<a class="button" href={importAt(id, "file")}>
								{sendText}
							</a>
						))}
					<a class="button button-danger" href={importAt(id, "cancel")}>
						{words.cancel}
					</a>
				</div>
			)}
		</Card>
	);
};

/** `progress.js` shows it anew while the import works. */
export const ProgressPart: FC<Shown> = ({ state, job }) => {
	const { language } = state.frame;
	const words = wordsIn(language).progress;
	const { done, all } = stepsOf(job);
	const line = lineOf(job, words);
	return (
		<div id="progress" class="stack-tight" data-progress={isWorking(job) ? importAt(job.id, "progress") : undefined}>
			<p role="status">
				<ImportBadge status={job.status} language={language} /> {line}
			</p>
			{isWorking(job) && (
				<progress class="progress" max={all || undefined} value={all ? done : undefined} aria-label={line} />
			)}
			{job.problem !== null && job.status !== "REFUSED" && (
				<Notice tone="warning">
					{words.problem} {told(job.problem, language)}
				</Notice>
			)}
		</div>
	);
};

/** What is done of the present work. */
function stepsOf({ status, counts }: ImportState): { done: number; all: number } {
	const { pending, ok, refused, taken, failed } = counts;
	if (status === "CHECKING") return { done: ok + refused, all: pending + ok + refused };
	return { done: taken + failed, all: ok + taken + failed };
}

type Words = ReturnType<typeof wordsIn>["progress"];

function lineOf(job: ImportState, words: Words): string {
	const { status, counts } = job;
	const { done, all } = stepsOf(job);
	switch (status) {
		case "CHECKING":
			return `${words.of(done, all)} · ${words.checked}`;
		case "RUNNING":
		case "CANARY_RUNNING":
			return `${words.of(done, all)} · ${words.taken}`;
		case "UPLOADING":
		case "LISTING":
			return words.begins;
		case "CHECKED":
		case "CANARY":
			return words[status](counts.ok);
		case "DONE":
		case "CANCELLED":
			return words[status](counts.taken);
		default:
			return words[status];
	}
}
