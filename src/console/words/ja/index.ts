// The words of the console in Japanese. PURE.
import type { ConsoleWords } from "../en";
import { accountFlash, accountWords } from "./account";
import { frameWords } from "./frame";
import { signInWords } from "./sign-in";

export const ja = {
	...frameWords,
	...signInWords,
	...accountWords,
	/** By entry of the menu. */
	flash: {
		account: accountFlash,
	},
} satisfies ConsoleWords;
