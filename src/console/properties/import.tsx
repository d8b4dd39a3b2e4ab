// Importing a file of properties: first a report on every line, and then the same file for good.
import type { FC } from "hono/jsx";
import * as z from "zod";
import { toBase64 } from "../../crypto/bytes";
import { causeText } from "../../errors/cause";
import type { Language } from "../../languages";
import { wholeName } from "../../settings/catalogue";
import type { Elsewheres } from "../../settings/elsewhere";
import { type ImportReport, importFile } from "../../settings/files/import";
import { outcomes, type PlannedLine } from "../../settings/files/plan";
import { PropertyFileInput } from "../../settings/files/schema";
import { Card, Notice } from "../../ui/card";
import { on, Switch, TextArea } from "../../ui/choices";
import { Field, Form } from "../../ui/form";
import { Badge, type Tone } from "../../ui/parts";
import { type Column, Table } from "../../ui/table";
import { action, Finding, type Page, type PageState, page } from "../../web/page";
import { administrators } from "../../web/router";
import { check } from "../../web/validate";
import { consolePage } from "../frame";
import { isOn } from "../input";
import { paths, signInFor } from "../paths";
import { propertyAt, wordsIn } from "./parts";

class Reported extends Finding {
	readonly report: ImportReport;
	readonly isOnlyFaults: boolean;

	constructor(report: ImportReport, isOnlyFaults: boolean) {
		super();
		this.report = report;
		this.isOnlyFaults = isOnlyFaults;
	}
}

/** A form writes most bytes of a file with three characters. */
const largestForm = 4 * 1024 * 1024;

/** The two buttons of the form. */
const steps = ["check", "import"] as const;

export const importPropertiesPage = (elsewheres: Elsewheres): Page =>
	page({
		path: paths.importProperties,
		access: administrators,
		signIn: signInFor,
		maxFormBytes: largestForm,
		load: (ctx) => ({ actor: ctx.actor }),
		view: (state, { actor }) => {
			const words = wordsIn(state.frame.language);
			const { finding } = state;
			return consolePage(state, {
				title: words.importTitle,
				lead: words.importLead,
				actor,
				children: (
					<>
						{finding instanceof Reported && <Report state={state} found={finding} />}
						<FileForm state={state} />
					</>
				),
			});
		},
		actions: {
			file: action({
				fields: z.object({
					content: z.string(),
					fileName: z.string().trim(),
					faults: isOn,
					do: z.enum(steps).default("check"),
				}),
				run: async (ctx, { content, fileName, faults, do: step }) => {
					const bytes = new TextEncoder().encode(content.replaceAll("\r\n", "\n"));
					const name = fileName === "" ? {} : { fileName };
					const input = check(PropertyFileInput, { content: toBase64(bytes), ...name });
					const report = await importFile(ctx, elsewheres, input, { isTrial: step === "check" });
					return new Reported(report, faults);
				},
			}),
		},
	});

const FileForm: FC<{ state: PageState }> = ({ state: { form, frame } }) => {
	const words = wordsIn(frame.language);
	return (
		<Form state={form} action="file" language={frame.language} class="stack">
			<Field
				state={form}
				name="fileName"
				label={words.fileName}
				hint={
					<>
						<code translate="no">client_resource_ja.properties</code>
						{words.fileNameHint}
					</>
				}
				autocomplete="off"
				maxlength={255}
			/>
			<TextArea state={form} name="content" label={words.content} hint={words.contentHint} rows={14} isCode />
			<Switch state={form} name="faults" label={words.onlyFaults} isOn={form.values.faults === on} />
			<div class="form-end">
				<button type="submit" class="button" name="do" value="check">
					{words.check}
				</button>
				<button type="submit" class="button button-main" name="do" value="import">
					{words.importIt}
				</button>
			</div>
		</Form>
	);
};

const tones: Record<PlannedLine["outcome"], Tone> = {
	TAKEN: "success",
	MAPPED: "success",
	REPLACED: "neutral",
	UNKNOWN: "warning",
	INVALID: "danger",
};

/** The rest is counted. */
const mostLines = 500;

const Report: FC<{ state: PageState; found: Reported }> = ({ state, found: { report, isOnlyFaults } }) => {
	const { language } = state.frame;
	const words = wordsIn(language);
	const lines = report.lines.filter(({ outcome, remarks }) =>
		isOnlyFaults ? outcome === "INVALID" || outcome === "UNKNOWN" || remarks.length > 0 : true,
	);
	const { isTrial } = report;
	const text = outcomes
		.map((outcome) => ({ outcome, count: report.lines.filter((line) => line.outcome === outcome).length }))
		.flatMap(({ outcome, count }) => (count === 0 ? [] : [`${words.outcomes[outcome]}: ${count}`]))
		.join(" · ");
	return (
		<Card id="report" title={isTrial ? words.trialReport : words.report} lead={text}>
			<Notice tone={isTrial ? "warning" : "success"} isStatus>
				{isTrial ? words.nothingChanged : words.imported}
			</Notice>
			{lines.length > 0 && (
				<Table
					frame={state.frame}
					caption={words.lines}
					columns={columnsIn(language)}
					rows={lines.slice(0, mostLines)}
				/>
			)}
			{lines.length > mostLines && <p class="muted">{words.moreLines(lines.length - mostLines)}</p>}
		</Card>
	);
};

function columnsIn(language: Language): Column<PlannedLine>[] {
	const words = wordsIn(language);
	return [
		{ title: words.line, isNumber: true, cell: ({ line }) => line },
		{
			title: words.name,
			isName: true,
			cell: ({ named, name }) =>
				named === null ? (
					<span class="property-name" translate="no">
						{name}
					</span>
				) : (
					<a class="property-name" href={propertyAt(wholeName(named))} translate="no">
						{name}
					</a>
				),
		},
		{
			title: words.outcome,
			cell: ({ outcome }) => <Badge tone={tones[outcome]}>{words.outcomes[outcome]}</Badge>,
		},
		{
			title: words.remarks,
			cell: ({ remarks }) => remarks.map((cause) => causeText(cause, language)).join(" "),
		},
	];
}
