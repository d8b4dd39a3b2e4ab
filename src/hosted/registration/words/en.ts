// English: what the pages of registration and of preferences say, where the settings have no texts. PURE.
import type { TextsOf } from "../../../languages";

export const english = {
	/** Closes a text that has opened, such as the terms. */
	close: "Close",
	skip: "Not now",
	registered: (value: string) => `Registered: ${value}.`,
	waiting: (value: string) => `Not confirmed yet: ${value}.`,
	unchanged: "Leave the field empty to keep it.",
	proof: {
		title: "Confirm by a code",
		notSent: (value: string) => `We send a code to ${value}, to see that it is yours.`,
		sent: (value: string) => `We have sent a code to ${value}. Enter it here.`,
		perhaps: (value: string) => `A code may be on its way to ${value}. Enter it here when it arrives.`,
		sentAt: (ago: string) => `Last sent: ${ago}`,
		code: "Code",
		goOn: "Continue",
		send: "Send the code",
		sendAgain: "Send the code again",
		change: "Use another number or address",
	},
	questions: {
		title: "Security questions",
		lead: "Choose three questions and answer them. Later we may ask you one of them, to confirm that it's you.",
		question: (place: number) => `Question ${place}`,
		answer: (place: number) => `Answer ${place}`,
		hint: "Capital letters, spaces and punctuation make no difference.",
		again: "You have answered your questions. New answers replace the earlier ones.",
		save: "Save the answers",
	},
	phrase: {
		title: "Your security phrase",
		lead: "Our pages greet you with this phrase. Keep the one we suggest, or write your own.",
		label: "Phrase",
		save: "Save the phrase",
	},
	codes: {
		title: "Recovery codes",
		lead: "With one of these codes you can confirm that it's you when your phone or token is out of reach.",
		left: (count: number) => (count === 1 ? "1 code is left." : `${count} codes are left.`),
		make: "Show new codes",
		makeHint: "Earlier codes stop working.",
		once: "Each code works once. Print this page or keep the file now, because we don't show the codes again.",
		download: "Download as a file",
		fileName: "recovery-codes.txt",
		noted: "I have noted them",
	},
	devices: {
		title: "Devices",
		lead: "Whoever uses a device that you have registered may be asked less often.",
		forgetThis: "Forget this device",
		forgetAll: "Forget all devices",
	},
	preferences: {
		title: "Your sign-in settings",
		left: (minutes: number) =>
			minutes === 1
				? "You can make changes for one more minute. Each change counts at once."
				: `You can make changes for ${minutes} minutes. Each change counts at once.`,
		over: "The time for changes is over. Begin again to change more.",
		saved: "Your change has been saved.",
		contacts: "How we reach you",
		optedOut: "You have declined codes. When you register a number or an address here, you get codes again.",
		save: "Save",
		finish: "I'm done",
	},
};

export type RegistrationWords = TextsOf<typeof english>;
