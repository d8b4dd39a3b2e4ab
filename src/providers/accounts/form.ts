// The form of a driver in the reader's language: its fields, read from the JSON Schemas that the API answers, and the
// settings that somebody typed into them.
import * as z from "zod";
import type { Ctx } from "../../context";
import { ja } from "../../drivers/words/ja";
import type { Language } from "../../languages";
import { on } from "../../ui/choices";
import type { ProviderDriverView } from "./schema";
import { getDriverView } from "./view";

/** What drivers use of JSON Schema. */
const JsonField = z.object({
	type: z.enum(["string", "integer", "boolean"]),
	title: z.string(),
	description: z.string().default(""),
	examples: z.array(z.string()).default([]),
	enum: z.array(z.string()).default([]),
	default: z.union([z.string(), z.number(), z.boolean()]).optional(),
	maxLength: z.int().default(1_024),
	/** Such as a key in lines. */
	contentMediaType: z.string().optional(),
});

const JsonForm = z.object({ required: z.array(z.string()).default([]), properties: z.record(z.string(), JsonField) });

export interface DriverField extends z.infer<typeof JsonField> {
	/** As the driver calls it. */
	key: string;
	/** As the form calls it. A page that holds a form after its session's end leaves out what ends with `secret`. */
	name: string;
	/** Of the switch that takes a stored secret away. */
	clearName: string;
	isSecret: boolean;
	isRequired: boolean;
}

export interface DriverForm extends Pick<ProviderDriverView, "id" | "title" | "channels" | "hasReceipts"> {
	/** Settings first, then secrets. */
	fields: readonly DriverField[];
}

/** Throws 404 for a driver that isn't there. */
export function getDriverForm(ctx: Ctx, driverId: string, language: Language): DriverForm {
	const { config, secrets, ...driver } = getDriverView(ctx, driverId);
	return { ...driver, fields: [...fieldsOf(config, false, language), ...fieldsOf(secrets, true, language)] };
}

function fieldsOf(schema: unknown, isSecret: boolean, language: Language): DriverField[] {
	const { required, properties } = JsonForm.parse(schema);
	return Object.entries(properties).map(([key, field]) => ({
		...field,
		title: textIn(language, field.title),
		description: textIn(language, field.description),
		key,
		name: isSecret ? secretName(key) : configName(key),
		clearName: `${key}.clear`,
		isSecret,
		isRequired: required.includes(key),
	}));
}

const configName = (key: string) => `config.${key}`;
const secretName = (key: string) => `${key}.secret`;

/** The form's field for a path of the verbs' input, such as `secrets.authToken`. */
export function fieldOfInput(path: string): string | null {
	const [part, key = ""] = path.split(".");
	if (part === "secrets") return secretName(key);
	if (part === "config") return configName(key);
	return path === "name" ? path : null;
}

type Values = Readonly<Record<string, unknown>>;

/** What the verbs take. An empty field is a null, which counts as left out. An empty secret stays as it is stored. */
export function settingsOf(fields: readonly DriverField[], typed: Values): Record<"config" | "secrets", Values> {
	const config = fields.filter(({ isSecret }) => !isSecret).map((field) => [field.key, settingOf(field, typed)]);
	const secrets = fields.filter(({ isSecret }) => isSecret).flatMap((field) => secretOf(field, typed));
	return { config: Object.fromEntries(config), secrets: Object.fromEntries(secrets) };
}

function settingOf({ name, type }: DriverField, typed: Values): unknown {
	if (type === "boolean") return typed[name] === on;
	const text = String(typed[name] ?? "").trim();
	if (text === "") return null;
	// Japanese keyboards type full-width digits.
	return type === "integer" ? Number(text.normalize("NFKC")) : text;
}

function secretOf({ key, name, clearName }: DriverField, typed: Values): [string, unknown][] {
	const text = typed[name] ?? "";
	if (text !== "") return [[key, text]];
	return typed[clearName] === on ? [[key, null]] : [];
}

/** Words that people have to type stand between backticks. */
const textIn = (language: Language, text: string): string =>
	(language === "ja" ? (ja[text] ?? text) : text).replaceAll("`", "");
