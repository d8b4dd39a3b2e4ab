// The form of an SMS template: its main text beside the translations, each with a preview of its own.
import type { Child, FC } from "hono/jsx";
import * as z from "zod";
import { invalid } from "../../errors";
import { canonicalLanguage, defaultLanguage, type Language } from "../../languages";
import type { Sample } from "../../messages/sample";
import type { SmsTemplateInput } from "../../messages/templates/schema";
import type { SmsTemplateRow } from "../../messages/templates/service";
import { Card } from "../../ui/card";
import { TextArea } from "../../ui/choices";
import { Field, Form } from "../../ui/form";
import { languageName } from "../../ui/formats";
import type { PageState } from "../../web/page";
import { consoleWords, MainButton } from "../frame";
import { PreviewButton, preview, SampleView, withoutReturns, wordsIn } from "./parts";

const text = z.string().max(1_024).default("");

/** As they are typed. Each translation is a row with a number: `tag0` and `text0`. */
export const TemplateFields = z
	.object({ name: text, language: text, template: text, do: z.literal(preview).optional() })
	.catchall(text);
type Typed = Readonly<Record<string, string>>;

interface TranslationRow {
	number: number;
	tag: string;
	text: string;
}

const textIn = (typed: Typed, name: string) => withoutReturns(typed[name] ?? "");

/** The rows in which something is written. */
const rowsOf = (typed: Typed): TranslationRow[] =>
	Object.keys(typed)
		.flatMap((name) => /^tag(\d{1,3})$/.exec(name)?.[1] ?? [])
		.map((digits) => ({
			number: Number(digits),
			tag: textIn(typed, `tag${digits}`).trim(),
			text: textIn(typed, `text${digits}`),
		}))
		.filter(({ tag, text }) => tag !== "" || text !== "");

/** What the API would be given. Throws 400 for two rows in one language, of which one would get lost. */
export function inputOf(typed: Typed) {
	const rows = rowsOf(typed);
	for (const { number, tag } of rows) {
		const isSame = (row: TranslationRow) => canonicalLanguage(row.tag) === canonicalLanguage(tag);
		if (rows.some((row) => row.number < number && isSame(row))) throw invalid(`tag${number}`, "language-twice");
	}
	return {
		name: typed.name,
		language: typed.language?.trim(),
		template: textIn(typed, "template"),
		translations: Object.fromEntries(rows.map(({ tag, text }) => [tag, text])),
	};
}

/** The form's field for a place of that input. */
export const fieldIn = (typed: Typed) => (place: string, reason: string) => {
	const row = rowsOf(typed).find(({ tag }) => place === `translations.${tag}`);
	if (!row) return place;
	return reason === "language-code" ? `tag${row.number}` : `text${row.number}`;
};

/** What stands in a form that comes fresh. */
function typedOf({ name, language, template, translations }: Omit<SmsTemplateInput, "type">): Typed {
	const rows = Object.entries(translations ?? {}).flatMap(([tag, text], number) => [
		[`tag${number}`, tag],
		[`text${number}`, text ?? ""],
	]);
	return { name, language, template, ...Object.fromEntries(rows) };
}

const emptyTemplate = { name: "", language: defaultLanguage, template: `\${org.name}: \${code}` };

interface TemplateFormProps {
	state: PageState;
	/** Null for a new one. */
	template: SmsTemplateRow | null;
	sampleOf(tag: string, text: string): Sample;
	/** Where somebody goes who changes their mind. */
	back: string;
}

export const TemplateForm: FC<TemplateFormProps> = ({ state, template, sampleOf, back }) => {
	const { form } = state;
	const { language } = state.frame;
	const words = wordsIn(language);
	const typed = form.action === null ? typedOf(template ?? emptyTemplate) : form.values;
	const written = rowsOf(typed).map(({ number }) => number);
	const next = Math.max(-1, ...written) + 1;
	const numbers = [...written, next];
	const sampleIn = (tag: string, name: string) => {
		const text = textIn(typed, name);
		return text === "" ? null : sampleOf(canonicalLanguage(typed[tag] ?? "") ?? "", text);
	};
	const own = (name: string) => ({ state: form, name, value: typed[name] ?? "" });
	return (
		<Form state={form} action="save" language={language} class="stack">
			<Field {...own("name")} label={words.name} hint={words.nameHint} autocomplete="off" maxlength={50} />
			<div class="side-by-side">
				<TextCard id="main" title={words.template} language={language} sample={sampleIn("language", "template")}>
					<Field
						{...own("language")}
						label={words.language}
						hint={words.languageHint}
						autocomplete="off"
						maxlength={20}
					/>
					<TextArea
						{...own("template")}
						label={words.template}
						hint={<PlaceholdersHint language={language} />}
						rows={4}
					/>
				</TextCard>
				{numbers.map((number) => (
					<TextCard
						id={`translation-${number}`}
						title={number === next ? words.newTranslation : titleOf(typed[`tag${number}`] ?? "", language)}
						language={language}
						sample={sampleIn(`tag${number}`, `text${number}`)}
					>
						<Field
							{...own(`tag${number}`)}
							label={words.language}
							hint={words.otherLanguageHint}
							autocomplete="off"
							maxlength={20}
						/>
						<TextArea {...own(`text${number}`)} label={words.translation} hint={words.translationHint} rows={4} />
					</TextCard>
				))}
			</div>
			<div class="form-end">
				<MainButton>{words.save}</MainButton>
				<PreviewButton language={language} />
				<a class="button" href={back}>
					{consoleWords[language].cancel}
				</a>
			</div>
		</Form>
	);
};

const PlaceholdersHint: FC<{ language: Language }> = ({ language }) => {
	const words = wordsIn(language);
	return (
		<>
			<code>{`\${code}`}</code> {words.isCode} · <code>{`\${org.name}`}</code> {words.isOrganization} ·{" "}
			{words.templateHint}
		</>
	);
};

const titleOf = (tag: string, language: Language): string => {
	const known = canonicalLanguage(tag.trim());
	return known === null ? wordsIn(language).translation : languageName(known, language);
};

interface TextCardProps {
	id: string;
	title: string;
	language: Language;
	/** Null where nothing is written yet. */
	sample: Sample | null;
	children?: Child;
}

/** A text's fields, and under them the text as people get it. */
const TextCard: FC<TextCardProps> = ({ id, title, language, sample, children }) => (
	<Card id={id} title={title}>
		<div class="fields">{children}</div>
		<div id={`${id}-preview`} data-live>
			{sample && <SampleView language={language} sample={sample} />}
		</div>
	</Card>
);
