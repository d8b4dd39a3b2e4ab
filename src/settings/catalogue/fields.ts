// Properties of the fields for contact data, and of the texts that open beside them. PURE.
import { type Defaults, flag, html, line, oneOf, type Property, wholeNumber, word } from "./property";

const field = "userinfo.inputs.enum.{key}";

/** The storages of contact data: our own database, under the reference's name, and the HTTP directory. */
export const contactManager = "com.bharosa.uio.manager.user.DefaultContactInfoManager";
export const directoryManager = "HttpDirectoryContactInfoManager";

export const storageClasses = [
	{ name: "DATABASE", value: contactManager },
	{ name: "DIRECTORY", value: directoryManager },
] as const;

const about: readonly Property[] = [
	{ name: "userinfo.inputs.enum", type: line, meaning: "What the enumeration of fields is for" },
	{ name: field, type: wholeNumber(0, 9_999), meaning: "The number of the field, which no other field has" },
	{ name: `${field}.name`, type: html, isPerLocale: true, meaning: "The label of the field" },
	{ name: `${field}.description`, type: html, isPerLocale: true, meaning: "The text that explains the field" },
	{ name: `${field}.inputname`, type: word, meaning: "The name of the HTML input" },
	{ name: `${field}.inputtype`, type: oneOf("text", "password", "checkbox"), meaning: "The type of the HTML input" },
	{ name: `${field}.values`, type: line, meaning: "The value that a check box must give" },
	{ name: `${field}.maxlength`, type: wholeNumber(1, 256), meaning: "How many characters the field takes" },
	{ name: `${field}.required`, type: flag, meaning: "Whether the field must be filled in" },
	{ name: `${field}.order`, type: wholeNumber(0, 9_999), meaning: "The place of the field on its page" },
	{ name: `${field}.enabled`, type: flag, meaning: "Whether the field is shown" },
	{ name: `${field}.regex`, type: { kind: "expression" }, meaning: "The expression that the whole value must match" },
	{ name: `${field}.errorCode`, type: word, meaning: "Which error text is shown when the value doesn't match" },
	{
		name: `${field}.managerClass`,
		type: { kind: "class", known: [contactManager, directoryManager] },
		meaning: "Where the value is kept",
	},
];

const texts: readonly Property[] = [
	{ name: "messages.enum", type: line, meaning: "What the enumeration of texts is for" },
	{ name: "messages.enum.{key}", type: wholeNumber(0, 9_999), meaning: "The number of the text" },
	{ name: "messages.enum.{key}.name", type: line, isPerLocale: true, meaning: "The title of a text that opens" },
	{ name: "messages.enum.{key}.description", type: html, isPerLocale: true, meaning: "The text that opens" },
	{ name: "messages.enum.{key}.enabled", type: flag, meaning: "Whether the text can be opened" },
	{ name: "error.{code}", type: line, isPerLocale: true, meaning: "What is said of a value that doesn't match" },
];

const storage: readonly Property[] = [
	{ name: "oaam.otp.contact.info.prefix", type: word, meaning: "Begins the keys of contact values" },
	{ name: "oaam.otp.contact.info.flag.prefix", type: word, meaning: "Begins the keys of contact flags" },
];

export const fieldProperties: readonly Property[] = [
	...about,
	...texts,
	...storage.map((property): Property => ({ ...property, isGlobal: true })),
];

/** The longest value that makes sense, and who wants another one sets it. The reference's lengths shut people out. */
const lengths = { terms: 40, mobile: 32, email: 254, phone: 32, im: 128 };

const shipped = [
	{ key: "terms", number: 4, order: 5, inputname: "terms", inputtype: "checkbox", isRequired: true, isEnabled: true },
	{ key: "mobile", number: 0, order: 1, inputname: "cellnumber", inputtype: "text", isRequired: true, isEnabled: true },
	{ key: "email", number: 1, order: 2, inputname: "email", inputtype: "text", isRequired: true, isEnabled: false },
	{ key: "phone", number: 2, order: 3, inputname: "phone", inputtype: "text", isRequired: true, isEnabled: false },
	{ key: "im", number: 3, order: 4, inputname: "im", inputtype: "text", isRequired: true, isEnabled: false },
] as const;

export const fieldKeys = shipped.map(({ key }) => key);

/**
 * The shipped fields. Numbers and addresses have no expression to begin with: our own check of each takes those of the
 * whole world. The reference's expressions are a profile (`src/settings/profiles.ts`).
 */
export const fieldDefaults: Defaults = {
	...Object.fromEntries(
		shipped.flatMap(({ key, number, order, inputname, inputtype, isRequired, isEnabled }) => {
			const name = `userinfo.inputs.enum.${key}`;
			return [
				[name, String(number)],
				[`${name}.inputname`, inputname],
				[`${name}.inputtype`, inputtype],
				[`${name}.maxlength`, String(lengths[key])],
				[`${name}.required`, String(isRequired)],
				[`${name}.order`, String(order)],
				[`${name}.enabled`, String(isEnabled)],
				[`${name}.errorCode`, `otp.invalid.${key}`],
				[`${name}.managerClass`, contactManager],
			];
		}),
	),
	"userinfo.inputs.enum.terms.values": "true",
	"userinfo.inputs.enum.terms.regex": ".+",
	"oaam.otp.contact.info.prefix": "otpContactInfo_",
	"oaam.otp.contact.info.flag.prefix": "otpContactInfoFlag_",
};
