// Properties of challenge types: which there are, what they need, what they say, and how their codes are made. PURE.
import { type Defaults, flag, html, line, oneOf, type Property, wholeNumber } from "./property";

const type = "challenge.type.enum.{type}";
const ofType = "{type}";

/** The classes of the reference by the type whose processor they are: those of 11.1.2, of 11.1.1, and of its books. */
const processors: Readonly<Record<string, readonly string[]>> = {
	ChallengeEmail: ["EmailUMSOTPChallengeProcessor", "ChallengeEmailProcessor", "EmailChallengeProcessor"],
	ChallengeSMS: ["SMSUMSOTPChallengeProcessor", "ChallengeSMSProcessor", "SmsChallengeProcessor"],
	ChallengeIM: ["IMUMSOTPChallengeProcessor", "ChallengeIMProcessor"],
	ChallengeVoice: ["ChallengeVoiceProcessor"],
};
const packageName = "com.bharosa.uio.processor.challenge.";

/** The shipped type whose processor a class is; undefined for a class that nothing of ours stands for. */
export const typeOfProcessor = (className: string): string | undefined =>
	Object.keys(processors).find((type) => processors[type]?.some((name) => packageName + name === className));

const known = Object.values(processors).flatMap((classes) => classes.map((name) => packageName + name));

/** What an answer is typed on. */
export const padDevices = [
	"none",
	"DeviceKeyPadFull",
	"DeviceKeyPadAlpha",
	"DeviceTextPad",
	"DeviceQuestionPad",
	"DevicePinPad",
	"DeviceHTMLControl",
] as const;

const minute = 60_000;

const types: readonly Property[] = [
	{ name: "challenge.type.enum", type: line, meaning: "What the enumeration of challenge types is for" },
	{ name: type, type: wholeNumber(0, 9_999), meaning: "The number of the type, which no other type has" },
	{ name: `${type}.name`, type: line, isPerLocale: true, meaning: "What the type is called" },
	{ name: `${type}.description`, type: line, isPerLocale: true, meaning: "What the type is" },
	{ name: `${type}.processor`, type: { kind: "class", known }, meaning: "What makes, sends and checks the answer" },
	{ name: `${type}.requiredInfo`, type: { kind: "keys" }, meaning: "Fields that a user must have filled in" },
	{ name: `${type}.displayedInfo`, type: { kind: "keys" }, meaning: "Fields that the page shows, masked" },
	{ name: `${type}.available`, type: flag, meaning: "Whether the type is ready, and may be offered" },
	{ name: `${type}.enabled`, type: flag, meaning: "Whether there is this type" },
	{ name: `${type}.otp`, type: flag, meaning: "Whether the answer is a code for one use" },
	{ name: `${type}.otpexpirytimeMs`, type: wholeNumber(1_000, 10 * minute), meaning: "The life of a code in ms" },
	{ name: `${type}.htmlLabel`, type: line, isPerLocale: true, meaning: "The label of the plain input" },
	{ name: `${type}.htmlInputType`, type: oneOf("text", "password"), meaning: "The type of the plain input" },
	{ name: `${ofType}.message`, type: html, isPerLocale: true, meaning: "The text of the challenge page" },
	{
		name: `${ofType}.registerdevice.message`,
		type: line,
		isPerLocale: true,
		meaning: "The label of the check box that remembers the device",
	},
	{ name: `${ofType}.continue.button`, type: line, isPerLocale: true, meaning: "The button of the challenge page" },
	{ name: `${ofType}.incorrect.message`, type: line, isPerLocale: true, meaning: "What a wrong code is told" },
	{ name: `${ofType}.authenticator.device`, type: oneOf(...padDevices), meaning: "What the answer is typed on" },
	{ name: "use.authentipad.checkpoint", type: flag, meaning: "Whether policies choose what is typed on" },
	{ name: "authentipad.is_ada_compliant", type: flag, meaning: "Accessible pads. Ours always are" },
	{
		name: "bharosa.authentipad.questionpad.datafield.input.type",
		type: oneOf("text", "password"),
		isPerLocale: true,
		isGlobal: true,
		meaning: "Whether an answer to a question can be read while it is typed",
	},
];

/** What the reference doesn't tell apart: a text for one purpose goes before the text for all of them. */
export const textPurposes = ["enrollment", "verification", "unlock", "reset"] as const;

/** What is sent. `{0}` is the code, `{1}` the organization, `{2}` the minutes for which the code counts. */
const textsOf = (what: string, when: string): readonly Property[] => [
	{
		name: `${what}.subject`,
		type: { kind: "message", placeholders: [1, 2] },
		isPerLocale: true,
		meaning: `The subject of the message${when}. It holds no code, because locked screens show subjects`,
	},
	{
		name: `${what}.body`,
		type: { kind: "message", placeholders: [0, 1, 2], needsCode: true, hasLines: true },
		isPerLocale: true,
		meaning: `The text of the message${when}, with {0} for the code`,
	},
];

const messages: readonly Property[] = [
	...textsOf(`${ofType}.message`, ""),
	...textPurposes.flatMap((purpose) => textsOf(`${ofType}.message.${purpose}`, ` when the code is for: ${purpose}`)),
	{
		name: `${ofType}.message.from.name`,
		type: { kind: "sender", max: 64 },
		isPerLocale: true,
		meaning: "The name that the message comes from",
	},
	{
		name: `${ofType}.message.from.address`,
		type: { kind: "sender", max: 254 },
		meaning: "The address, number or sender name that the message comes from",
	},
];

const codes: readonly Property[] = [
	{ name: "otp.generate.code.length", type: wholeNumber(4, 16), meaning: "How many characters a code has" },
	{ name: "otp.generate.code.characters", type: { kind: "alphabet" }, meaning: "What codes are made of" },
];

export const challengeTypeProperties: readonly Property[] = [...types, ...messages, ...codes];

/** Types whose codes are sent. Somebody has to switch them on, because they need a provider. */
const sent = [
	{ key: "ChallengeSMS", number: 2, requiredInfo: "mobile,terms", displayedInfo: "mobile" },
	{ key: "ChallengeEmail", number: 1, requiredInfo: "email", displayedInfo: "email" },
	{ key: "ChallengeIM", number: 3, requiredInfo: "im", displayedInfo: "im" },
	{ key: "ChallengeVoice", number: 4, requiredInfo: "phone", displayedInfo: "phone" },
];

/** Types whose answer a person has already. They are on, because only who has set one up is offered it. */
const owned = [
	{ key: "ChallengeToken", number: 5, isForOneUse: true, device: "DeviceHTMLControl" },
	{ key: "ChallengeQuestion", number: 6, isForOneUse: false, device: "DeviceQuestionPad" },
	{ key: "ChallengeRecoveryCode", number: 7, isForOneUse: true, device: "DeviceHTMLControl" },
	{ key: "ChallengeHelpDesk", number: 8, isForOneUse: true, device: "DeviceHTMLControl" },
];

export const challengeTypeKeys = [...sent, ...owned].map(({ key }) => key);

export const challengeTypeDefaults: Defaults = {
	...Object.fromEntries(
		sent.flatMap(({ key, number, requiredInfo, displayedInfo }) => {
			const name = `challenge.type.enum.${key}`;
			return [
				[name, String(number)],
				[`${name}.processor`, packageName + processors[key]?.[0]],
				[`${name}.requiredInfo`, requiredInfo],
				[`${name}.displayedInfo`, displayedInfo],
				[`${name}.available`, "false"],
				[`${name}.enabled`, "true"],
				[`${name}.otp`, "true"],
				[`${name}.otpexpirytimeMs`, String(5 * minute)],
				[`${name}.htmlInputType`, "text"],
				[`${key}.authenticator.device`, "DeviceHTMLControl"],
			];
		}),
	),
	...Object.fromEntries(
		owned.flatMap(({ key, number, isForOneUse, device }) => {
			const name = `challenge.type.enum.${key}`;
			return [
				[name, String(number)],
				[`${name}.available`, "true"],
				[`${name}.enabled`, "true"],
				[`${name}.otp`, String(isForOneUse)],
				[`${name}.htmlInputType`, "text"],
				[`${key}.authenticator.device`, device],
			];
		}),
	),
	"use.authentipad.checkpoint": "true",
	"authentipad.is_ada_compliant": "true",
	"bharosa.authentipad.questionpad.datafield.input.type": "text",
	"otp.generate.code.length": "5",
	"otp.generate.code.characters": "1234567890",
};
