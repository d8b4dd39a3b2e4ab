// The fields of limits: for those of all senders, and for those that one sender has in their place. Each field is
// called by its place in the limits, so a mistake is shown at its field.
import type { FC } from "hono/jsx";
import * as z from "zod";
import type { OwnSendLimits } from "../../delivery/limits/schema";
import type { Language } from "../../languages";
import { SelectField, TextArea } from "../../ui/choices";
import { Field, type FormState } from "../../ui/form";
import { consoleWords } from "../frame";

export const wordsIn = (language: Language) => consoleWords[language].limits;

const channelFields = ["cooldownSeconds", "perDestination.hourly", "perDestination.daily", "perRangeHourly"] as const;

const ofChannel = (channel: "telephone" | "mail") => channelFields.map((name) => `${channel}.${name}` as const);

const addressFields = ["address.hourly", "address.daily"] as const;

const fieldsOf = <Name extends string>(names: readonly Name[], longest: number) =>
	z.object(
		Object.fromEntries(names.map((name) => [name, z.string().max(longest).default("")])) as Record<
			Name,
			z.ZodDefault<z.ZodString>
		>,
	);

export const TelephoneFields = fieldsOf(ofChannel("telephone"), 20);
export const MailFields = fieldsOf(ofChannel("mail"), 20);
export const AddressFields = fieldsOf(addressFields, 20);
/** A thousand entries of 16 signs, and what stands between them. */
export const ListFields = fieldsOf(["blockedNumbers", "allowedNumbers"], 40_000);

type Typed<Fields extends z.ZodObject> = z.infer<Fields>;

/** Japanese keyboards type full-width digits. An empty field is null. */
export const numberIn = (typed: string): number | null =>
	typed.trim() === "" ? null : Number(typed.normalize("NFKC").trim());

const isEmpty = (fields: object) => Object.values(fields).every((typed) => typed.trim() === "");

function channelIn(typed: Readonly<Record<string, string>>, channel: string) {
	const [cooldownSeconds, hourly, daily, perRangeHourly] = channelFields.map((name) =>
		numberIn(typed[`${channel}.${name}`] ?? ""),
	);
	return { cooldownSeconds, perDestination: { hourly, daily }, perRangeHourly };
}

/** Undefined where every field is empty. */
export const telephoneIn = (typed: Typed<typeof TelephoneFields>) =>
	isEmpty(typed) ? undefined : channelIn(typed, "telephone");

export const mailIn = (typed: Typed<typeof MailFields>) => channelIn(typed, "mail");

/** Null where both fields are empty: no limit. */
export const addressIn = (typed: Typed<typeof AddressFields>) =>
	isEmpty(typed) ? null : { hourly: numberIn(typed["address.hourly"]), daily: numberIn(typed["address.daily"]) };

/** One entry a line, or with commas between them, however people group the digits. */
export const numbersIn = (typed: string): string[] => [
	...new Set(
		typed
			.normalize("NFKC")
			.split(/[\n,、]/)
			.map((entry) => entry.replaceAll(/[\s()-]/g, ""))
			.filter((entry) => entry !== ""),
	),
];

/** "blockedNumbers.3" is about one entry of a field. */
export const fieldOfLimit = (place: string): string => place.replace(/^(\w+Numbers)\.\d+$/, "$1");

interface LimitsProps {
	form: FormState;
	language: Language;
	limits: OwnSendLimits;
}

export const ChannelFields: FC<LimitsProps & { channel: "telephone" | "mail" }> = ({
	form,
	language,
	limits,
	channel,
}) => {
	const words = wordsIn(language);
	const { cooldownSeconds, perDestination, perRangeHourly } = limits[channel] ?? {};
	const field = (
		name: (typeof channelFields)[number],
		label: string,
		value: number | null | undefined,
		hint?: string,
	) => <NumberField form={form} name={`${channel}.${name}`} label={label} value={value} hint={hint} />;
	return (
		<fieldset class="limit-fields">
			<legend>{words[channel]}</legend>
			<div class="filter-fields">
				{field("cooldownSeconds", words.cooldown, cooldownSeconds)}
				{field("perDestination.hourly", words.hourly, perDestination?.hourly)}
				{field("perDestination.daily", words.daily, perDestination?.daily)}
				{field("perRangeHourly", channel === "mail" ? words.rangeMail : words.range, perRangeHourly, words.noLimit)}
			</div>
		</fieldset>
	);
};

export const AddressFieldset: FC<LimitsProps> = ({ form, language, limits: { address } }) => {
	const words = wordsIn(language);
	return (
		<fieldset class="limit-fields">
			<legend>{words.address}</legend>
			<p class="hint">{words.addressLead}</p>
			<div class="filter-fields">
				<NumberField form={form} name="address.hourly" label={words.hourly} value={address?.hourly} />
				<NumberField form={form} name="address.daily" label={words.daily} value={address?.daily} />
			</div>
		</fieldset>
	);
};

interface NumberFieldProps {
	form: FormState;
	name: string;
	label: string;
	hint?: string;
	value: number | null | undefined;
}

export const NumberField: FC<NumberFieldProps> = ({ form, value, ...labels }) => (
	<Field
		state={form}
		{...labels}
		value={value?.toString() ?? ""}
		inputmode="numeric"
		autocomplete="off"
		maxlength={20}
	/>
);

export const FixedLines: FC<LimitsProps & { none?: string }> = ({ form, language, limits, none }) => {
	const words = wordsIn(language);
	return (
		<SelectField
			state={form}
			name="fixedLines"
			label={words.fixedLines}
			value={limits.fixedLines}
			options={[
				...(none === undefined ? [] : [{ value: "", text: none }]),
				...Object.entries(words.fixedLinesChoices).map(([value, text]) => ({ value, text })),
			]}
		/>
	);
};

export const NumberLists: FC<LimitsProps> = ({ form, language, limits }) => {
	const words = wordsIn(language);
	const list = (name: "blockedNumbers" | "allowedNumbers", label: string) => (
		<TextArea
			state={form}
			name={name}
			label={label}
			value={limits[name]?.join("\n") ?? ""}
			rows={Math.min(12, Math.max(4, (limits[name]?.length ?? 0) + 1))}
			isCode
		/>
	);
	return (
		<div class="side-by-side">
			{list("blockedNumbers", words.blocked)}
			{list("allowedNumbers", words.allowed)}
		</div>
	);
};
