// What an error page says, in English. The other languages have the same shape. PURE.

export const en = {
	/** Title by status; `other` for every other status. */
	titles: {
		400: "This request can't be understood",
		401: "Please sign in",
		403: "You can't open this page",
		404: "This page doesn't exist",
		405: "This page can't be asked like that",
		413: "This is too large",
		429: "Please wait a moment",
		other: "Something went wrong",
	},
	sessionOver: {
		title: "Your session has ended",
		lead: "Nothing was changed yet. This page keeps what you typed.",
		signIn: "Sign in in a new tab",
		comeBack: "Come back to this tab, and send the form again.",
		again: "Send again",
		secrets: "Passwords, codes and keys aren't kept. You type them again on the next page.",
	},
	/** Behind it stands the id, for whoever asks for help. */
	errorId: "Error id",
	toFrontPage: "To the front page",
};

export type WebWords = typeof en;
