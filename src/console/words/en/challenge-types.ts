// The words of the challenge types in English. The other languages have the same shape. PURE.
import type { Obstacle } from "../../../challenges/processors/processor";
import type { padDevices } from "../../../settings/catalogue/challenge-types";

type Device = (typeof padDevices)[number];

/** By the shipped type whose processor it is. */
const processors: Readonly<Record<string, string>> = {
	ChallengeSMS: "Sends a code as a text message",
	ChallengeEmail: "Sends a code by e-mail",
	ChallengeIM: "Sends a code as an instant message",
	ChallengeVoice: "Calls, and reads a code out",
	ChallengeToken: "Asks for the code of a token or an app",
	ChallengeQuestion: "Asks a security question",
	ChallengeRecoveryCode: "Asks for a recovery code",
	ChallengeHelpDesk: "Asks for a code of the help desk",
};

const devices: Readonly<Record<Device, string>> = {
	none: "The plain field",
	DeviceHTMLControl: "The plain field (HTML control)",
	DeviceTextPad: "Text pad",
	DeviceQuestionPad: "Question pad",
	DevicePinPad: "PIN pad",
	DeviceKeyPadAlpha: "Keypad with letters and digits",
	DeviceKeyPadFull: "Full keypad",
};

export const challengeTypesWords = {
	challengeTypes: {
		title: "Challenge types",
		lead: "The ways in which people can be asked to confirm who they are. Policies choose among those that a person is offered.",
		list: "Challenge types",
		name: "Name",
		does: "What it does",
		processorOf: (processor: string | null) =>
			(processor === null ? undefined : processors[processor]) ?? "Nothing of ours stands for its class",
		requires: "Requires",
		requiresNothing: "No contact data",
		status: "Status",
		statuses: { ON: "On", UNAVAILABLE: "Off", DISABLED: "Disabled", PROCESSOR: "Unknown class" },
		codes: "Codes that are sent",
		codesLead: "The same for every type whose codes we make.",
		codeLength: "Length",
		codeCharacters: "Characters",
		explain: {
			title: "Why isn't somebody offered a type?",
			lead: "Goes through all types for one user, with the settings that are chosen above. Nothing is sent.",
			user: "Login or ID of the user",
			button: "Explain",
			of: (name: string) => `What ${name} is offered`,
			ofLead: "As of now. A policy may choose fewer.",
			result: "Offered",
			yes: "Yes",
			no: "No",
			why: "By what, or why not",
			ready: "Everything is there.",
			obstacles: {
				PROCESSOR: "Nothing of ours stands for the type's class.",
				UNAVAILABLE: "The type is off.",
				DISABLED: "The type is disabled, or rules may not name its action.",
				INFO: "Not registered, or not proven yet:",
				UNREACHABLE: "The directory of contact data doesn't answer, so nobody knows what is registered.",
				DECLINED: "The user has declined codes.",
				POLICY: "The enrolment policy that holds the user doesn't have the authenticator, or it is deactivated.",
				SENDER: "No provider and no hook sends by this channel.",
				STOPPED: "The user has ended text messages to this number.",
				NOTHING: "The user has nothing to answer with.",
			} satisfies Record<Obstacle, string> as Record<Obstacle, string>,
		},
		facts: "About this type",
		key: "Key",
		className: "Class",
		texts: "Texts",
		allTexts: "All texts of its pages and messages, by name",
		change: "Change",
		changeLead: "Only what differs is saved. It counts everywhere within 30 seconds.",
		available: "On",
		availableHint: "The type is ready. The fields that it requires join the registration page.",
		enabled: "Rules may name it",
		enabledHint: "Otherwise it is as if there were no such type.",
		requiresHint: "Whoever lacks one of these isn't offered the type. Codes go to the first that takes them.",
		displays: "Shows",
		displaysHint: "The page says where the code goes, masked.",
		textIn: {
			name: (language: string) => `Name in ${language}`,
			description: (language: string) => `Description in ${language}`,
			htmlLabel: (language: string) => `Label of the field in ${language}`,
		},
		life: "Life of a code in milliseconds",
		lifeHint: "From 1000 to 600000. Five minutes are 300000.",
		inputType: "The field for the answer",
		inputTypes: { text: "Can be read while somebody types", password: "Can't be read while somebody types" },
		device: "Typed on",
		deviceHint: "Counts where policies don't choose what is typed on.",
		deviceOf: (device: string) => devices[device as Device] ?? device,
	},
};

/** What the pages of challenge types say after an action. */
export const challengeTypesFlash = {
	changed: "The type is saved.",
};
