// The words of customer care in English. The other languages have the same shape. PURE.

/** What stands for one action: in the list of actions, in its question, and why there is nothing to do. */
interface ActionWords {
	title: string;
	/** In the list. */
	what: string;
	button: string;
	question: (name: string) => string;
	effect: string;
	confirm: (name: string) => string;
	nothing: string;
}

const actions = {
	unlock: {
		title: "Unlock",
		what: "Clears the failures of the last five minutes, and what policies count. Three times an hour for one person.",
		button: "Unlock",
		question: (name: string) => `Unlock ${name}?`,
		effect:
			"The failures of the last five minutes end, and so do those that policies count. In the next hour, at most 20 failed attempts are judged. Failures in a row stay: an administrator clears them.",
		confirm: (name: string) => `Unlock ${name}`,
		nothing: "No failure counts at the moment.",
	},
	"temporary-allow": {
		title: "Temporary allow",
		what: "For a while, policies challenge the person where they would block.",
		button: "Allow",
		question: (name: string) => `Challenge ${name} where policies block?`,
		effect:
			"After the password and at the challenge, a block becomes a challenge. The person still has to answer it. It passes no check before the password, no lock, and no suspension.",
		confirm: (name: string) => `Allow ${name} for a while`,
		nothing: "There is one already.",
	},
	"temporary-allow/cancel": {
		title: "Temporary allow is on",
		what: "Policies challenge the person where they would block.",
		button: "Cancel it",
		question: (name: string) => `End the temporary allow of ${name}?`,
		effect: "Policies block the person again where they say so, from this moment on.",
		confirm: (name: string) => `End the temporary allow of ${name}`,
		nothing: "There is none.",
	},
	"help-desk-code": {
		title: "Code of the help desk",
		what: "Eight digits that you read to the person. They work once, within ten minutes, in one application.",
		button: "Make a code",
		question: (name: string) => `Make a code for ${name}?`,
		effect:
			"Whoever knows the code gets past the challenge. So be sure first that you are speaking with the person. The code is shown once. A person gets three within a day.",
		confirm: (name: string) => `Make a code for ${name}`,
		nothing: "The person has a code already.",
	},
	"reset-otp-profile": {
		title: "Reset contact data",
		what: "Numbers and addresses count no more, and declining ends. The person is asked to register again.",
		button: "Reset",
		question: (name: string) => `Reset the contact data of ${name}?`,
		effect:
			"Registered numbers and addresses count no more, in all applications, and having declined ends. Codes that are under way end. The person is asked to register again. Factors stay.",
		confirm: (name: string) => `Reset the contact data of ${name}`,
		nothing: "There is nothing to reset.",
	},
	"reset-questions": {
		title: "Reset security questions",
		what: "The answers end. The person chooses from the same questions again.",
		button: "Reset",
		question: (name: string) => `Reset the security questions of ${name}?`,
		effect:
			"The answers count no more, and codes that are under way end. The person chooses from the same questions again.",
		confirm: (name: string) => `Reset the security questions of ${name}`,
		nothing: "No question is answered.",
	},
	"reset-phrase": {
		title: "Reset the security phrase",
		what: "The phrase ends. The person chooses another one.",
		button: "Reset",
		question: (name: string) => `Reset the security phrase of ${name}?`,
		effect: "Pages and messages show no phrase any more, and codes that are under way end.",
		confirm: (name: string) => `Reset the security phrase of ${name}`,
		nothing: "There is no phrase.",
	},
	"reset-all": {
		title: "Reset everything",
		what: "Contact data, questions, phrase and recovery codes. Factors stay.",
		button: "Reset all",
		question: (name: string) => `Reset everything of ${name}?`,
		effect:
			"Contact data, answers, phrase and recovery codes count no more, in all applications. Codes that are under way end. Nobody can take this back. Factors stay: they are removed on the user's page.",
		confirm: (name: string) => `Reset everything of ${name}`,
		nothing: "There is nothing to reset.",
	},
	"unregister-devices": {
		title: "Unregister all devices",
		what: "No browser is the person's own any more.",
		button: "Unregister",
		question: (name: string) => `Unregister all devices of ${name}?`,
		effect:
			"No browser is the person's own any more. Where policies ask for a registered device, the person is asked again.",
		confirm: (name: string) => `Unregister all devices of ${name}`,
		nothing: "No device is registered.",
	},
} satisfies Record<string, ActionWords>;

export const careWords = {
	care: {
		title: "Customer care",
		lead: "Find whoever has called, by a whole login, number or address. A part of one finds nobody.",
		value: "Login, number or e-mail address",
		valueHint: "As a whole. A number begins with its country code, such as +81.",
		find: "Find",
		found: "People who were found",
		several: (count: number) => `${count} people have this number or address. Ask who is calling.`,
		name: "Name",
		login: "Login",
		status: "Status",
		nobody: "Nobody is found",
		nobodyLead: "Nobody has exactly this login, number or address. Administrators are never found here.",
		another: "Find somebody else",
		userPage: "User's page",
		nothingInTheWay: "Nothing that is known here stands in the way.",
		stopped: "has answered STOP, so no SMS goes there until the person answers START.",
		optedOut: "Has declined to get codes by message. A reset of the contact data ends this.",
		noDirectory: "The directory with the contact data doesn't answer at the moment.",
		until: "Until",
		types: {
			ChallengeSMS: "SMS",
			ChallengeEmail: "E-mail",
			ChallengeIM: "Instant message",
			ChallengeVoice: "Call",
			ChallengeToken: "Token or authenticator app",
			ChallengeQuestion: "Security question",
			ChallengeRecoveryCode: "Recovery code",
			ChallengeHelpDesk: "Code of the help desk",
		} as Readonly<Record<string, string>>,
		policyFailures: (count: number) =>
			count === 1 ? "1 wrong answer, as policies count" : `${count} wrong answers in a row, as policies count`,
		next: {
			title: "What the person sees",
			lead: "At the next sign-in, with a browser and from a place that nobody knows yet.",
			application: "Application",
			anyApplication: "Settings for all",
			show: "Show",
			locked: "As long as the lock lasts: every answer is refused, and the page says how long to wait.",
			noStatus: "Nothing, because no code is sent or verified for this person at the moment.",
			outcomes: {
				ALLOW: "Goes on after the password, without a challenge.",
				BLOCK_BEFORE: "Is stopped before the password, by a policy. No action here changes this.",
				BLOCK: "Is stopped after the password, by a policy. A temporary allow makes a challenge of this.",
				NO_METHOD: "Is stopped after the password, because there is nothing to be challenged by.",
				CHALLENGE: "Is challenged after the password, and may choose:",
				REGISTER: "Is asked to register after the password, because there is nothing to be challenged by yet.",
			},
		},
		channels: {
			title: "Reached and challenged by",
			none: "No contact data and no factor is registered.",
			kinds: {
				PHONE: "Phone",
				EMAIL: "E-mail",
				IM: "Instant message",
				CHECK: "Consent",
				TEXT: "Other data",
			},
			statuses: { REGISTERED: "Registered", WAITING: "Waits for its proof" },
			questions: "Security questions",
			answered: (count: number) => `${count} answered`,
			phrase: "Security phrase",
			hasPhrase: "Chosen",
			recoveryCodes: "Recovery codes",
			left: (count: number) => `${count} left`,
		},
		actionsTitle: "What you can do",
		actionsLead:
			"Each action asks for a reason, and the person is told by message where that is due. You have 30 actions an hour.",
		actions,
		noPermission: (permission: string) =>
			`You need the permission “${permission}”. An administrator can give it to you.`,
		isLocked: "A locked person gets no code. Unlock the person first.",
		notNow: "This can't be done now",
		note: {
			reason: "Reason",
			reasonHint: "For the System Log. No code, no number and no address belongs in it.",
			ticket: "Ticket",
			ticketHint: "Where else the matter is written down. May stay empty.",
		},
		minutes: "For how long",
		lasts: {
			15: "15 minutes",
			30: "30 minutes",
			60: "1 hour",
			120: "2 hours",
			240: "4 hours",
			480: "8 hours",
			1440: "1 day",
		},
		applicationHint: "The one that the person wants to sign in to.",
		codeTitle: "Read this code to the person now",
		codeLead: "It is shown this once. The person chooses the code from the help desk, and types the digits.",
	},
};

/** What the pages of customer care say after an action, by its name. */
export const careFlash = {
	unlock: (name: string) => `The failures of ${name} are cleared.`,
	"temporary-allow": (name: string) => `Policies challenge ${name} for a while where they would block.`,
	"temporary-allow/cancel": (name: string) => `The temporary allow of ${name} has ended.`,
	"reset-otp-profile": (name: string) => `The contact data of ${name} is reset.`,
	"reset-questions": (name: string) => `The security questions of ${name} are reset.`,
	"reset-phrase": (name: string) => `The security phrase of ${name} is reset.`,
	"reset-all": (name: string) => `Everything of ${name} is reset.`,
	"unregister-devices": (name: string) => `All devices of ${name} are unregistered.`,
};
