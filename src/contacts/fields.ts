// The fields for contact data as the settings of an application have them: what each takes, and where it is kept.
import { findApplication } from "../applications/service";
import type { Ctx } from "../context";
import { derived } from "../derived";
import { defaultScope } from "../settings/catalogue";
import { typeOfProcessor } from "../settings/catalogue/challenge-types";
import { directoryManager } from "../settings/catalogue/fields";
import { type Element, elementOf } from "../settings/enumeration";
import { rememberedSnapshot } from "../settings/snapshot";
import { findValue, keysOf, type Snapshot } from "../settings/values";
import type { ContactFlagRow } from "./table";

/** What a value is: it says how the value is checked, and whether somebody has to prove that it is theirs. */
export type ContactKind = "PHONE" | "EMAIL" | "IM" | "CHECK" | "TEXT";

export interface ContactField {
	key: string;
	kind: ContactKind;
	/** Codes are sent as text messages, so a number must take them. */
	takesTexts: boolean;
	storage: ContactFlagRow["storage"];
	/** The registration page has it. */
	isShown: boolean;
	isRequired: boolean;
	maxLength: number;
	/** As Java writes it. The whole of what is typed must match. */
	expression: string | null;
	/** What a check box gives. */
	checkedValue: string;
	/** Ends the name of the text that is shown for a value that isn't taken. */
	errorCode: string | null;
	inputName: string;
	inputType: "text" | "password" | "checkbox";
	order: number;
	/** HTML of our allow-list, in the language that was asked for. */
	name: string;
	description: string;
}

/** All that the settings say of contact data. */
export interface ContactSettings {
	snapshot: Snapshot;
	/** ISO 3166: the country of numbers that are written without one. Null: every number needs "+". */
	region: string | null;
	/** By their order, those that aren't shown among them: their values may be there. */
	fields: readonly ContactField[];
	/** Challenge types whose codes are sent to contact data. */
	types: readonly ContactType[];
	valuePrefix: string;
	flagPrefix: string;
}

/** A challenge type whose codes are sent. By it a field is known for a number, an address or a name. */
export interface ContactType {
	key: string;
	kind: ContactKind;
	takesTexts: boolean;
	isOn: boolean;
	/** A person needs all of them. */
	fieldKeys: readonly string[];
}

const enumeration = "userinfo.inputs.enum";
const longest = 256;

/**
 * @param applicationId undefined: the settings for all
 * @param wanted languages in order, for names and descriptions
 */
export async function contactSettings(
	ctx: Ctx,
	applicationId: string | undefined,
	wanted: readonly string[] = [],
): Promise<ContactSettings> {
	const [snapshot, application] = await Promise.all([
		rememberedSnapshot.get(ctx, applicationId ?? defaultScope),
		applicationId === undefined ? null : findApplication(ctx, applicationId),
	]);
	return settingsIn(snapshot, application?.region ?? null, wanted);
}

/** The same of a snapshot that is at hand. */
export const settingsIn = (
	snapshot: Snapshot,
	region: string | null,
	wanted: readonly string[] = [],
): ContactSettings => ({ ...fieldsIn(snapshot, ...wanted), region });

const fieldsIn = derived((snapshot: Snapshot, ...wanted: string[]): Omit<ContactSettings, "region"> => {
	const types = contactTypes(snapshot);
	const fields = keysOf(snapshot, enumeration).map((key) => fieldOf(snapshot, key, types, wanted));
	return {
		snapshot,
		fields: fields.sort((one, other) => one.order - other.order),
		types,
		valuePrefix: findValue(snapshot, "oaam.otp.contact.info.prefix")?.value ?? "",
		flagPrefix: findValue(snapshot, "oaam.otp.contact.info.flag.prefix")?.value ?? "",
	};
});

/** Somebody has to prove that a number, an address or a name is theirs before it counts. */
export const isProvable = ({ kind }: Pick<ContactField, "kind">): boolean => kind !== "CHECK" && kind !== "TEXT";

/** Type whose processor sends → what it sends to. */
const kindsOfTypes: Readonly<Record<string, ContactKind>> = {
	ChallengeSMS: "PHONE",
	ChallengeVoice: "PHONE",
	ChallengeEmail: "EMAIL",
	ChallengeIM: "IM",
};

function contactTypes(snapshot: Snapshot): ContactType[] {
	const types = "challenge.type.enum";
	return keysOf(snapshot, types).flatMap((key) => {
		const { attributes } = elementOf(snapshot, types, key, []);
		const sender = typeOfProcessor(attributes.processor ?? "") ?? "";
		const kind = kindsOfTypes[sender];
		if (kind === undefined) return [];
		return {
			key,
			kind,
			takesTexts: sender === "ChallengeSMS",
			isOn: attributes.available === "true" && attributes.enabled !== "false" && isActionOn(snapshot, key),
			fieldKeys: attributes.requiredInfo?.split(",") ?? [],
		};
	});
}

/** Rules choose a type by the action that has its name. */
const isActionOn = (snapshot: Snapshot, type: string): boolean =>
	findValue(snapshot, `rule.action.enum.${type}.enabled`)?.value !== "false";

/** What the shipped fields are, whether a type asks for them or not. */
const shippedKinds: Readonly<Record<string, ContactKind>> = {
	mobile: "PHONE",
	phone: "PHONE",
	email: "EMAIL",
	im: "IM",
};

function fieldOf(
	snapshot: Snapshot,
	key: string,
	types: readonly ContactType[],
	wanted: readonly string[],
): ContactField {
	const { attributes, number }: Element = elementOf(snapshot, enumeration, key, wanted);
	const needing = types.filter(({ fieldKeys }) => fieldKeys.includes(key));
	const inputType = inputTypes.find((type) => type === attributes.inputtype) ?? "text";
	return {
		key,
		kind: inputType === "checkbox" ? "CHECK" : (needing[0]?.kind ?? shippedKinds[key] ?? "TEXT"),
		takesTexts: needing.some(({ takesTexts }) => takesTexts),
		storage: attributes.managerClass === directoryManager ? "DIRECTORY" : "DATABASE",
		isShown: isShown(snapshot, key, needing),
		isRequired: attributes.required === "true",
		maxLength: Math.min(Number(attributes.maxlength ?? longest), longest),
		expression: attributes.regex || null,
		checkedValue: attributes.values ?? "true",
		errorCode: attributes.errorCode ?? null,
		inputName: attributes.inputname ?? key,
		inputType,
		order: Number(attributes.order ?? number ?? Number.MAX_SAFE_INTEGER),
		name: attributes.name ?? key,
		description: attributes.description ?? "",
	};
}

const inputTypes = ["text", "password", "checkbox"] as const;

/** A challenge type that is on brings its fields along, unless somebody has switched such a field off. */
function isShown(snapshot: Snapshot, key: string, needing: readonly ContactType[]): boolean {
	const enabled = findValue(snapshot, `${enumeration}.${key}.enabled`);
	if (enabled === null || enabled.value === "true") return true;
	return enabled.from === null && needing.some(({ isOn }) => isOn);
}
