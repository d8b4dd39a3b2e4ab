// The words of the console in English: a file for each entry of the menu. PURE.
import { accountFlash, accountWords } from "./account";
import { frameWords } from "./frame";
import { signInWords } from "./sign-in";

export const en = {
	...frameWords,
	...signInWords,
	...accountWords,
	/** By entry of the menu. A text may have the name of what was changed. */
	flash: {
		account: accountFlash,
	},
};

export type ConsoleWords = typeof en;
