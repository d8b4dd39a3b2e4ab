// The form of an application, for a new one and for a change, and what its fields mean.
import type { FC } from "hono/jsx";
import * as z from "zod";
import type { ApplicationRow } from "../../applications/service";
import { Card } from "../../ui/card";
import { SelectField, TextArea } from "../../ui/choices";
import { Field, Form } from "../../ui/form";
import type { PageState } from "../../web/page";
import { consoleWords, FormEnd } from "../frame";
import { zonesWith } from "../input";

export const ApplicationFields = z.object({
	name: z.string(),
	returnUrls: z.string(),
	defaultLocale: z.string(),
	region: z.string(),
	timeZone: z.string(),
	extends: z.string(),
	signingAlgorithm: z.string(),
});
type Fields = z.infer<typeof ApplicationFields>;

type Application = Pick<
	ApplicationRow,
	"name" | "returnUrls" | "defaultLocale" | "region" | "timeZone" | "extends" | "signingAlgorithm"
>;

interface ApplicationFormProps {
	state: PageState;
	/** What stands in the form when it comes fresh. */
	application: Application;
	/** Those that can be extended. */
	bases: readonly { id: string; name: string }[];
	algorithms: readonly string[];
	button: string;
	back: string;
}

/** The form asks for the action `save`. */
export const ApplicationForm: FC<ApplicationFormProps> = (props) => {
	const { state, bases, algorithms, button, back } = props;
	const { language } = state.frame;
	const words = consoleWords[language].applications;
	const values = textsOf(props.application);
	const own = <Name extends keyof Fields>(name: Name) => ({ state: state.form, name, value: values[name] });
	return (
		<Form state={state.form} action="save" language={language} class="stack">
			<Card id="general" title={words.general}>
				<div class="fields">
					<Field {...own("name")} label={words.name} hint={words.nameHint} autocomplete="off" maxlength={100} />
					<SelectField
						{...own("extends")}
						label={words.extends}
						hint={words.extendsHint}
						options={[
							{ value: "", text: words.extendsNone },
							...bases.map(({ id, name }) => ({ value: id, text: name, isName: true })),
						]}
					/>
					<SelectField
						{...own("signingAlgorithm")}
						label={words.signingAlgorithm}
						hint={words.signingAlgorithmHint}
						options={algorithms.map((value) => ({ value, text: value, isName: true }))}
					/>
				</div>
			</Card>
			<Card id="where" title={words.where}>
				<TextArea {...own("returnUrls")} label={words.returnUrls} hint={words.returnUrlsHint} rows={5} isCode />
			</Card>
			<Card id="place" title={words.place}>
				<div class="fields">
					<Field
						{...own("defaultLocale")}
						label={words.defaultLocale}
						hint={words.defaultLocaleHint}
						autocomplete="off"
						maxlength={35}
					/>
					<Field {...own("region")} label={words.region} hint={words.regionHint} autocomplete="off" maxlength={2} />
					<SelectField {...own("timeZone")} label={words.timeZone} options={zonesWith(values.timeZone)} />
				</div>
			</Card>
			<FormEnd state={state} back={back}>
				{button}
			</FormEnd>
		</Form>
	);
};

function textsOf(application: Application): Fields {
	const { name, returnUrls, defaultLocale, region, timeZone, signingAlgorithm } = application;
	return {
		name,
		returnUrls: returnUrls.join("\n"),
		defaultLocale,
		region: region ?? "",
		timeZone,
		extends: application.extends ?? "",
		signingAlgorithm,
	};
}

/** What the API would be given. The schema holds it to its rules. */
export const inputOf = (fields: Fields) => ({
	...fields,
	returnUrls: linesOf(fields.returnUrls),
	region: fields.region.trim().toUpperCase() || null,
	extends: fields.extends || null,
});

export const linesOf = (text: string): string[] =>
	text
		.split("\n")
		.map((line) => line.trim())
		.filter((line) => line !== "");
