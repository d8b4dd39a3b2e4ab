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
	/** Behind it stands the id, for whoever asks for help. */
	errorId: "Error id",
	toFrontPage: "To the front page",
};

export type WebWords = typeof en;
