// The words of the console in Japanese. PURE.
import type { ConsoleWords } from "../en";
import { accountFlash, accountWords } from "./account";
import { applicationsFlash, applicationsWords } from "./applications";
import { frameWords } from "./frame";
import { signInWords } from "./sign-in";
import { tokensFlash, tokensWords } from "./tokens";

export const ja = {
	...frameWords,
	...signInWords,
	...accountWords,
	...applicationsWords,
	...tokensWords,
	/** By entry of the menu. */
	flash: {
		account: accountFlash,
		applications: applicationsFlash,
		tokens: tokensFlash,
	},
} satisfies ConsoleWords;
