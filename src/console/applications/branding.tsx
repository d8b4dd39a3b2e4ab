// What the hosted pages show of an application: changing it, with the page as people will see it, saved or not.
import type { FC } from "hono/jsx";
import * as z from "zod";
import { brandOf, colorUrl } from "../../applications/brand";
import { Branding, contrastWithWhite, minContrast } from "../../applications/branding";
import { ApplicationLooks } from "../../applications/schema";
import { type ApplicationRow, changeApplication, getApplication } from "../../applications/service";
import type { Language } from "../../languages";
import { readSnapshot } from "../../settings/snapshot";
import { Card } from "../../ui/card";
import { TextArea } from "../../ui/choices";
import { Field, Form, type FormState } from "../../ui/form";
import { formatNumber } from "../../ui/formats";
import { Badge } from "../../ui/parts";
import { atFields } from "../../web/at-fields";
import { action, type Page, page } from "../../web/page";
import { withOwnPictures } from "../../web/reply";
import { administrators } from "../../web/router";
import { check } from "../../web/validate";
import { done } from "../flash";
import { consolePage, consoleWords, MainButton } from "../frame";
import { applicationAt, paths, signInFor } from "../paths";
import { type DrawPreview, PreviewFrame } from "../preview-frame";
import { Looked, PreviewButton, preview } from "../templates/parts";
import { linesOf } from "./form";
import { AccentColor } from "./parts";

const Fields = z.object({ brandName: z.string(), accentColor: z.string(), logo: z.string(), contactText: z.string() });
type Fields = z.infer<typeof Fields>;

/** @param draw a page as it will be */
export const brandingPage = (draw: DrawPreview): Page =>
	page({
		path: "/console/applications/{applicationId}/branding",
		access: administrators,
		signIn: signInFor,
		headers: () => withOwnPictures,
		load: async (ctx, { params: { applicationId: id } }) => {
			const [application, settings] = await Promise.all([getApplication(ctx, id), readSnapshot(ctx, id)]);
			return { actor: ctx.actor, application, settings, now: ctx.now() };
		},
		view: (state, { actor, application, settings, now }) => {
			const { frame, form } = state;
			const { language } = frame;
			const words = consoleWords[language].applications;
			const { id, name } = application;
			const typed = { ...fieldsOf(application), ...form.values };
			const languages = [language];
			const html = draw({
				page: "code",
				about: "ChallengeSMS",
				settings,
				languages,
				brand: brandFrom(application, typed, languages),
				frame,
				now,
			});
			const back = applicationAt(id);
			return consolePage(state, {
				title: words.brandingTitle(name),
				lead: words.brandingPageLead,
				actor,
				crumbs: [{ href: back, text: name }],
				scripts: ["picture.js"],
				tools: (
					<a class="button" href={`${paths.texts}?${new URLSearchParams({ scope: id })}`}>
						{words.wordingLink}
					</a>
				),
				children: (
					<div class="side-by-side">
						<Card id="branding" title={words.branding}>
							<Form state={form} action="save" language={language} class="fields">
								<BrandFields form={form} language={language} values={fieldsOf(application)} />
								<div class="form-end">
									<MainButton>{consoleWords[language].save}</MainButton>
									<PreviewButton language={language} />
									<a class="button" href={back}>
										{consoleWords[language].cancel}
									</a>
								</div>
							</Form>
						</Card>
						<Card id="seen" title={words.asSeen} lead={words.asSeenLead}>
							<div id="preview" class="stack-tight" data-live>
								<Contrast language={language} color={typed.accentColor.trim()} />
								<PreviewFrame language={language} html={html} />
							</div>
						</Card>
					</div>
				),
			});
		},
		actions: {
			save: action({
				fields: Fields.extend({ do: z.literal(preview).optional() }),
				run: async (ctx, { do: what, ...fields }, { params: { applicationId = "" } }) => {
					const looks = await atFields(fieldOf, () => check(ApplicationLooks, looksOf(fields)));
					if (what === preview) return new Looked();
					const { id, name } = await changeApplication(ctx, applicationId, looks);
					return done(applicationAt(id), "applications.branded", name);
				},
			}),
		},
	});

const fieldsOf = ({ branding: { name, accentColor, logo }, contactText }: ApplicationRow): Fields => ({
	brandName: name ?? "",
	accentColor: accentColor ?? "",
	logo: logo ?? "",
	contactText: Object.entries(contactText)
		.map(([language, text]) => `${language}: ${text}`)
		.join("\n"),
});

/** What the API would be given. */
const looksOf = ({ brandName, accentColor, logo, contactText }: Fields) => ({
	branding: { name: brandName.trim() || null, accentColor: accentColor.trim() || null, logo: logo.trim() || null },
	contactText: Object.fromEntries(
		linesOf(contactText).map((line) => {
			const [language = "", ...text] = line.split(/[:：]/);
			return [language.trim(), text.join(":").trim()];
		}),
	),
});

/** The field of the form that shows what is wrong at a place of the input. */
function fieldOf(place: string): string {
	const [first = "", second] = place.split(".");
	if (first !== "branding") return first;
	return second === "name" ? "brandName" : (second ?? "brandName");
}

/** As it would be with these fields. What isn't taken, isn't there. */
function brandFrom(application: ApplicationRow, fields: Fields, languages: readonly string[]) {
	const looks = looksOf(fields);
	const partOf = <Part extends keyof Branding>(part: Part) =>
		Branding.shape[part].safeParse(looks.branding[part]).data ?? null;
	const [name, accentColor, logo] = [partOf("name"), partOf("accentColor"), partOf("logo")];
	const contactText = ApplicationLooks.shape.contactText.safeParse(looks.contactText).data ?? {};
	const brand = brandOf({ ...application, branding: { name, accentColor, logo }, contactText }, languages);
	const isKept = logo === application.branding.logo;
	return {
		...brand,
		logoUrl: isKept ? brand.logoUrl : logo,
		styleUrl: accentColor && colorUrl(application.id, accentColor),
	};
}

const BrandFields: FC<{ form: FormState; language: Language; values: Fields }> = ({ form, language, values }) => {
	const words = consoleWords[language].applications;
	const own = <Name extends keyof Fields>(name: Name) => ({ state: form, name, value: values[name] });
	return (
		<>
			<Field
				{...own("brandName")}
				label={words.brandName}
				hint={words.brandNameHint}
				autocomplete="off"
				maxlength={100}
			/>
			<Field
				{...own("accentColor")}
				label={words.accentColor}
				hint={words.accentColorHint}
				autocomplete="off"
				maxlength={7}
			/>
			<div class="field" data-picture="logo" hidden>
				<label for="picture">{words.choosePicture}</label>
				<p class="hint" id="picture-hint">
					{words.choosePictureHint}
				</p>
				<input id="picture" type="file" accept="image/png,image/jpeg,image/webp" aria-describedby="picture-hint" />
			</div>
			<TextArea {...own("logo")} label={words.logo} hint={words.logoHint} rows={3} isCode />
			<TextArea {...own("contactText")} label={words.contactText} hint={words.contactTextHint} rows={4} />
		</>
	);
};

/** Nothing is said of what is no colour: the field says it. */
const Contrast: FC<{ language: Language; color: string }> = ({ language, color }) => {
	const words = consoleWords[language].applications;
	if (color === "") return <p class="muted">{words.usualColor}</p>;
	if (!/^#[0-9a-f]{6}$/i.test(color)) return null;
	const ratio = contrastWithWhite(color);
	const isReadable = ratio >= minContrast;
	return (
		<p>
			<AccentColor color={color} /> {words.contrast}:{" "}
			{words.contrastIs(formatNumber(Math.floor(ratio * 10) / 10, language), formatNumber(minContrast, language))}{" "}
			<Badge tone={isReadable ? "success" : "danger"}>{isReadable ? words.readable : words.tooLight}</Badge>
		</p>
	);
};
