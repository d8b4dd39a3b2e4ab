// What the hosted pages say, in English. The other languages have the same shape. PURE.
import type { TextsOf } from "../../languages";

export const en = {
	titled: (title: string, application: string) => `${title} · ${application}`,
	/** Whose sign-in it is, above everything else, so that nobody confirms somebody else's. */
	account: (login: string) => `Account: ${login}`,
	language: "Language",
	cancel: "Cancel",
	toApplication: (application: string) => `Back to ${application}`,
	help: "Need help?",
	password: {
		title: "Go on with your password",
		lead: (application: string) => `Type your password at ${application} first. Then come back here.`,
		goOn: "Continue",
	},
	choose: {
		title: "How do you want to confirm that it's you?",
		/** Of the method that the person is at already. */
		current: "Chosen",
		/** After a wrong answer that took the way away. */
		wrong: "That wasn't right, and this way can't be used any more. Please choose another one.",
		unenrolled: (name: string) => `You aren't set up for ${name}. Please ask an administrator.`,
	},
	code: {
		title: "Enter the code",
		waiting: "Your code is on its way",
		waitingFor: (place: string) => `We are sending a code to ${place}.`,
		haveCode: "I have the code",
		sentAt: (time: string) => `sent at ${time}`,
		endsAt: (time: string) => `valid until ${time}`,
		perhaps: "The message has perhaps not left. If nothing comes, have it sent again.",
		quiet: "There is no news of the message yet. If nothing comes, have it sent again, or choose another way.",
		failed: "The code can't be delivered",
		failedLead: (place: string) => `The message to ${place} hasn't arrived. Nothing was counted as a failure.`,
		failedBefore: "The last message couldn't be delivered. The code of the earlier one still counts.",
		/** What the settings say of a wrong answer, and then how it goes on. */
		wrong: (said: string, more: string) => `${said} ${more}`,
		triesLeft: (count: number) => (count === 1 ? "You have one more try." : `You have ${count} more tries.`),
		resend: "Send the same code again",
		resendIn: (seconds: string) => `It can be sent again in ${seconds} seconds.`,
		/** At the end of the countdown, for screen readers as well. */
		resendNow: "It can be sent again now.",
		noResend: "This code was sent as often as a code may be.",
		nothingCame: "No message?",
		nothingCameByTelephone:
			"It may take some minutes. See whether your phone has a signal, and then have it sent again.",
		nothingCameByMail: "It may take some minutes. Look into your spam folder too, and then have it sent again.",
		outOfReach: "No access to this phone or mailbox?",
		outOfReachLead: "You can confirm in another way, too.",
		outOfReachAlone: (application: string) =>
			`Ask ${application} for help. We send no code to another number or address.`,
		another: "Use another way",
		phrase: "Your security phrase:",
	},
	locked: {
		title: "Too many wrong answers",
		forNow: (minutes: number) =>
			minutes === 1 ? "Please wait a minute, and try again." : `Please wait ${minutes} minutes, and try again.`,
		forGood: "An administrator has to unlock you before you can try again.",
	},
	end: {
		ALLOWED: "You are confirmed",
		BLOCKED: "You can't go on",
		CANCELLED: "Cancelled",
		EXPIRED: "Time is up",
		goingBack: (application: string) => `You are going back to ${application}.`,
		wentBack: "You can close this window.",
	},
	opened: {
		title: "This link was opened before",
		lead: "A link works once, in one browser. Go on there, or start again at the application that sent you here.",
	},
	gone: {
		title: "There is nothing to confirm here",
		lead: "This page has ended, or belongs to another browser. Start again at the application that sent you here.",
	},
	errors: {
		403: "This didn't come from our page",
		429: "Please wait a moment",
		503: "Please try again in a moment",
		other: "Something went wrong",
		again: "Try again",
		id: "Error id",
	},
};

export type HostedWords = TextsOf<typeof en>;
