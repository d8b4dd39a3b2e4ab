// One text of a page or a message: the customer's beside ours, and what people will see while it is written.
import type { FC } from "hono/jsx";
import * as z from "zod";
import { type Brand, brandOf } from "../../applications/brand";
import { getApplication } from "../../applications/service";
import { hasRole } from "../../context";
import { readSampleSender } from "../../delivery/settings/service";
import { causeText } from "../../errors/cause";
import { type Sample, sampleOfText } from "../../messages/sample";
import { defaultScope } from "../../settings/catalogue";
import type { Elsewheres } from "../../settings/elsewhere";
import { PropertyInput } from "../../settings/schema";
import { changeProperties, resetProperty, setProperty } from "../../settings/service";
import { fillText } from "../../settings/text-format";
import { getText, type TextState, withValue } from "../../settings/texts";
import { findValue, localeOf, type Snapshot } from "../../settings/values";
import { Card, Notice } from "../../ui/card";
import { Form, stateOf } from "../../ui/form";
import { languageName, listed } from "../../ui/formats";
import { atFields } from "../../web/at-fields";
import { action, type Page, type PageState, page } from "../../web/page";
import { administrators } from "../../web/router";
import { done } from "../flash";
import { consolePage, MainButton } from "../frame";
import { optional } from "../input";
import { overseers } from "../menu";
import { paths, signInFor } from "../paths";
import { type DrawPreview, PreviewFrame } from "../preview-frame";
import { ValueField } from "../properties/parts";
import { Looked, PreviewButton, preview, SampleView, withoutReturns } from "../templates/parts";
import { Languages, localeName } from "../templates/text-parts";
import { textName, textPath, wordsIn } from "./parts";

/** @param draw a page as it will be */
export const oneTextPage = (keepers: Elsewheres, draw: DrawPreview): Page =>
	page({
		path: `${paths.texts}/{textName}`,
		access: overseers,
		signIn: signInFor,
		query: z.object({
			locale: z
				.string()
				.transform((text) => localeOf(text.trim()) ?? "")
				.catch(""),
		}),
		load: async (ctx, { params, query: { locale }, frame: { language } }) => {
			const name = decodeURIComponent(params.textName);
			const [{ text, snapshot }, sender] = await Promise.all([
				getText(ctx, name, { locale, language }),
				readSampleSender(ctx),
			]);
			const { scope } = text;
			const application = scope === defaultScope ? null : await getApplication(ctx, scope);
			const base = text.theirs?.from ?? scope;
			const above = base === scope || base === defaultScope ? null : await getApplication(ctx, base);
			const languages = [locale || language];
			const nobodys: Brand = { name: sender.organization, logoUrl: null, styleUrl: null, contact: null };
			return {
				actor: ctx.actor,
				name,
				locale,
				text,
				title: textName(language, text),
				snapshot,
				sender,
				languages,
				brand: application === null ? nobodys : brandOf(application, languages),
				scopeName: application?.name ?? null,
				aboveName: above?.name ?? null,
				now: ctx.now(),
			};
		},
		view: (state, loaded) => {
			const { actor, name, locale, text, title, scopeName, aboveName } = loaded;
			const { language } = state.frame;
			const words = wordsIn(language);
			const mayChange = hasRole(actor, administrators);
			const written = withoutReturns(stateOf(state.form, "save").values.value ?? text.theirs?.value ?? text.ours ?? "");
			const missing = listed(
				text.untranslated.map((tag) => languageName(tag, language)),
				language,
			);
			return consolePage(state, {
				title,
				lead: words.textLead(scopeName ?? words.allApplications),
				actor,
				children: (
					<>
						<Languages state={state} here={locale} locales={text.locales} pathOf={(tag) => textPath(name, tag)} />
						{text.untranslated.length > 0 && <Notice tone="warning">{words.untranslatedNotice(missing)}</Notice>}
						<div class="side-by-side">
							<Card id="yours" title={words.yours} lead={mayChange && words.yoursLead}>
								{mayChange ? (
									<Change state={state} text={text} locale={locale} />
								) : (
									<Source text={text.own} none={words.notSet} />
								)}
							</Card>
							<Card id="ours" title={words.oursTitle}>
								<Source text={text.ours} none={words.oursNone} />
								{text.theirs !== null && text.theirs.from !== text.scope && (
									<>
										<p class="muted">{words.countsTitle(aboveName ?? words.allApplications)}</p>
										<Source text={text.theirs.value} none="" />
									</>
								)}
							</Card>
						</div>
						{hasPreview(text) && (
							<Card id="shown" title={words.previewTitle} lead={isOnPage(text) && words.previewLead}>
								<div id="preview" data-live>
									<Shown state={state} loaded={loaded} draw={draw} written={written} />
								</div>
							</Card>
						)}
					</>
				),
			});
		},
		actions: {
			save: action({
				access: administrators,
				fields: z.object({
					value: PropertyInput.shape.value.transform(withoutReturns),
					locale: optional(z.string().max(35)),
					do: z.literal(preview).optional(),
				}),
				run: async (ctx, { value, locale = null, do: what }, { params, frame: { language } }) => {
					const name = decodeURIComponent(params.textName!);
					if (what === preview) {
						const { text } = await getText(ctx, name, { locale: locale ?? "", language });
						const place = { scope: text.scope, locale: locale ?? "" };
						await atFields(
							() => "value",
							() => changeProperties(ctx, place, new Map([[text.name, value]]), { isTrial: true }),
						);
						return new Looked();
					}
					const { warnings } = await setProperty(ctx, keepers, name, { value, locale });
					const told = warnings.map((cause) => causeText(cause, language)).join(" ");
					const target = textPath(name, locale ?? "");
					return told === "" ? done(target, "texts.saved") : done(target, "texts.warned", told.slice(0, 600));
				},
			}),
			reset: action({
				access: administrators,
				fields: z.object({ locale: optional(z.string().max(35)) }),
				run: async (ctx, { locale }, { params }) => {
					const name = decodeURIComponent(params.textName!);
					await resetProperty(ctx, keepers, name, locale ? { locale } : {});
					return done(textPath(name, locale ?? ""), "texts.reset");
				},
			}),
		},
	});

const Source: FC<{ text: string | null; none: string }> = ({ text, none }) =>
	text === null ? (
		<p class="muted">{none}</p>
	) : (
		<pre class="source" translate="no">
			{text}
		</pre>
	);

const Change: FC<{ state: PageState; text: TextState; locale: string }> = ({ state, text, locale }) => {
	const { language } = state.frame;
	const words = wordsIn(language);
	const form = stateOf(state.form, "save");
	const { property, own, ours, theirs } = text;
	return (
		<>
			<Form state={form} action="save" language={language} class="fields">
				<input type="hidden" name="locale" value={locale} />
				<ValueField
					state={form}
					name="value"
					label={localeName(locale, language)}
					language={language}
					type={property.type}
					value={own ?? theirs?.value ?? ours ?? ""}
					isSecret={false}
				/>
				<div class="form-end">
					<MainButton>{words.save}</MainButton>
					{hasPreview(text) && <PreviewButton language={language} />}
				</div>
			</Form>
			{own !== null && (
				<Form state={stateOf(state.form, "reset")} action="reset" language={language} class="stack-tight">
					<input type="hidden" name="locale" value={locale} />
					<p class="muted">{words.resetLead}</p>
					<button type="submit" class="button">
						{words.reset}
					</button>
				</Form>
			)}
		</>
	);
};

const isOnPage = ({ place }: TextState) => place === "choose" || place === "code" || place === "register";

/** A list of words and a sender's name look like nothing. */
const hasPreview = (text: TextState) => isOnPage(text) || text.property.type.kind === "message";

interface ShownProps {
	state: PageState;
	loaded: {
		text: TextState;
		locale: string;
		snapshot: Snapshot;
		sender: Parameters<typeof sampleOfText>[0];
		languages: readonly string[];
		brand: Brand;
		now: number;
	};
	draw: DrawPreview;
	written: string;
}

/** As people will see it, with the text that was typed. */
const Shown: FC<ShownProps> = ({ state: { frame }, loaded, draw, written }) => {
	const { text, snapshot, languages, brand, now } = loaded;
	const { place, about, part } = text;
	const settings = withValue(snapshot, text.name, written);
	if (place === "choose" || place === "code" || place === "register") {
		const isWrong = part === "wrongAnswer";
		const isOpening = part === "infoTitle" || part === "infoText";
		const shown = isOpening ? `info-${about}` : about;
		const html = draw({ page: place, about: shown, isWrong, settings, languages, brand, frame, now });
		return <PreviewFrame language={frame.language} html={html} />;
	}
	return <SampleView language={frame.language} sample={sampleIn(loaded, settings, written)} />;
};

function sampleIn({ text, sender, languages, now }: ShownProps["loaded"], settings: Snapshot, written: string): Sample {
	const { type } = text.property;
	const placeholders = type.kind === "message" ? type.placeholders : [];
	const happened = findValue(settings, "notice.factorAdded", languages)?.value ?? "";
	const more = [
		fillText(happened, ["", sender.organization]),
		`${new Date(now).toISOString().slice(0, 16).replace("T", " ")} UTC`,
	];
	const channel = text.part === "sms" || text.place === "replies" ? "SMS" : "EMAIL";
	return sampleOfText(sender, channel, languages[0] ?? "", written, { placeholders, more });
}
