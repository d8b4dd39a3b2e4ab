// The words of the console in Japanese. PURE.
import type { ConsoleWords } from "../en";
import { accountFlash, accountWords } from "./account";
import { administratorsFlash, administratorsWords } from "./administrators";
import { applicationsFlash, applicationsWords } from "./applications";
import { frameWords } from "./frame";
import { groupsFlash, groupsWords } from "./groups";
import { logWords } from "./log";
import { overviewWords } from "./overview";
import { keysWords } from "./keys";
import { settingsFlash, settingsWords } from "./settings";
import { signInWords } from "./sign-in";
import { tokensFlash, tokensWords } from "./tokens";
import { eventWords } from "./user-events";
import { usersFlash, usersWords } from "./users";

export const ja = {
	...accountWords,
	...administratorsWords,
	...applicationsWords,
	...frameWords,
	...groupsWords,
	...logWords,
	...overviewWords,
	...signInWords,
	...keysWords,
	...settingsWords,
	...tokensWords,
	...eventWords,
	...usersWords,
	/** By entry of the menu. */
	flash: {
		account: accountFlash,
		administrators: administratorsFlash,
		applications: applicationsFlash,
		groups: groupsFlash,
		settings: settingsFlash,
		tokens: tokensFlash,
		users: usersFlash,
	},
} satisfies ConsoleWords;
