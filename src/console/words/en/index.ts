// The words of the console in English: a file for each entry of the menu. PURE.
import { accountFlash, accountWords } from "./account";
import { applicationsFlash, applicationsWords } from "./applications";
import { frameWords } from "./frame";
import { signInWords } from "./sign-in";
import { tokensFlash, tokensWords } from "./tokens";

export const en = {
	...frameWords,
	...signInWords,
	...accountWords,
	...applicationsWords,
	...tokensWords,
	/** By entry of the menu. A text may have the name of what was changed. */
	flash: {
		account: accountFlash,
		applications: applicationsFlash,
		tokens: tokensFlash,
	},
};

export type ConsoleWords = typeof en;
