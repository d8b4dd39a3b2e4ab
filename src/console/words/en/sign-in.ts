// The words of the sign-in in English. The other languages have the same shape. PURE.

export const signInWords = {
	signIn: {
		title: "Sign in",
		lead: "The console is for the administrators of this Tessera.",
		login: "Login",
		password: "Password",
		continue: "Continue",
		noAccount: "No access yet, or locked out? Another administrator can invite or reset you.",
	},
	invitation: {
		title: "Welcome to the console",
		lead: "You have been invited as an administrator. Next, you choose a password and set up an authenticator app. Both take two minutes, and you need your phone.",
		accept: "Accept the invitation",
	},
	newPassword: {
		title: "Choose a password",
		lead: "Your one-time password has done its work. From now on you sign in with a password of your own.",
		password: "New password",
		hint: "At least 15 characters. A few words that have nothing to do with each other are good, and any character is fine.",
		again: "Once more",
		save: "Save the password",
	},
	firstApp: {
		title: "Set up an authenticator app",
		lead: "The password is the first half of your sign-in. The second half is a code that your phone makes.",
	},
	appSteps: {
		install: "Open an authenticator app on your phone, such as the one that your company uses. Add an account there.",
		scan: "Scan this code.",
		qr: "QR code of the new account",
		byHand: "Can't scan? Type this key into the app instead:",
		prove: "Type the six digits that the app shows now.",
		code: "Code of the app",
		done: "Finish the set-up",
	},
	code: {
		title: "Enter your code",
		lead: "Open your authenticator app and type the code that it shows for this account.",
		code: "Code of the app",
		signIn: "Sign in",
		lost: "I can't use my app",
		otherPerson: "Sign in as somebody else",
	},
	recoveryCode: {
		title: "Use a recovery code",
		lead: "Each of your recovery codes replaces the app once. Afterwards, set up your app again in your account.",
		code: "Recovery code",
		hint: "Ten letters and digits, with or without the hyphen.",
		signIn: "Sign in",
		back: "I have my app after all",
	},
	signOutPage: { title: "Sign out?", lead: "You can sign in again at any time." },
};
