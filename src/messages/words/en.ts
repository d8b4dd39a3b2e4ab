// What Tessera says in English. PURE.
import type { LanguageTexts, TextValues } from "./shape";

const notYou = "If this wasn't you, ignore it.";
const hangUp = "If this wasn't you, just hang up.";
const nothingToDo = "You didn't ask for this? Then there is nothing you have to do: without the code nothing changes.";

const mail = (
	subject: string,
	intro: string,
	{ code, minutes, organization }: TextValues,
	otherwise = nothingToDo,
) => ({
	subject,
	body: [
		"Hello,",
		intro,
		`    ${code}`,
		`It works once, for the next ${minutes} min. We never ask you for a code by phone, mail or chat: keep it to yourself.`,
		otherwise,
		organization,
	].join("\n\n"),
});

export const english: LanguageTexts = {
	SMS: {
		enrollment: ({ code, organization }) =>
			`${organization}: ${code} is the code to register this phone. Don't share it.`,
		verification: ({ code, organization }) => `${organization}: ${code} is your verification code. Don't share it.`,
		unlock: ({ code, organization }) => `${organization}: ${code} is the code to unlock your account. ${notYou}`,
		reset: ({ code, organization }) => `${organization}: ${code} is the code to reset your password. ${notYou}`,
	},
	CALL: {
		enrollment: ({ code, organization }) =>
			`Hello, this is ${organization}. To register this phone, enter this code: ${code}. Goodbye.`,
		verification: ({ code, organization }) =>
			`Hello, this is ${organization}. Your verification code is: ${code}. Goodbye.`,
		unlock: ({ code, organization }) =>
			`Hello, this is ${organization}. The code to unlock your account is: ${code}. ${hangUp}`,
		reset: ({ code, organization }) =>
			`Hello, this is ${organization}. The code to reset your password is: ${code}. ${hangUp}`,
	},
	IM: {
		enrollment: ({ code, organization }) =>
			`${code} is the code to receive messages of ${organization} here. Don't share it.`,
		verification: ({ code, organization }) => `${code} is your verification code for ${organization}. Don't share it.`,
		unlock: ({ code, organization }) => `${code} is the code to unlock your account at ${organization}. ${notYou}`,
		reset: ({ code, organization }) => `${code} is the code to reset your password at ${organization}. ${notYou}`,
	},
	EMAIL: {
		enrollment: (values) =>
			mail(
				`Confirm your e-mail address for ${values.organization}`,
				"enter this code to receive passcodes at this address:",
				values,
			),
		verification: (values) =>
			mail(
				`Your verification code for ${values.organization}`,
				"this is the code to complete your sign-in:",
				values,
				"You aren't signing in? Then somebody may know your password. Please change it and tell your administrator.",
			),
		unlock: (values) =>
			mail(`Unlock your account at ${values.organization}`, "enter this code to unlock your account:", values),
		reset: (values) =>
			mail(`Reset your password at ${values.organization}`, "enter this code to choose a new password:", values),
	},
	aloud: (code) => {
		const once = [...code].join(", ");
		return `${once}. Once more: ${once}`;
	},
};
