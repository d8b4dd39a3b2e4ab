// The words of the console in Japanese. PURE.
import type { ConsoleWords } from "../en";
import { accountFlash, accountWords } from "./account";
import { administratorsFlash, administratorsWords } from "./administrators";
import { applicationsFlash, applicationsWords } from "./applications";
import { authenticatorsFlash, authenticatorsWords } from "./authenticators";
import { careFlash, careWords } from "./care";
import { challengePoliciesFlash, challengePoliciesWords } from "./challenge-policies";
import { challengeTermsWords } from "./challenge-terms";
import { challengeTypesFlash, challengeTypesWords } from "./challenge-types";
import { deliveriesWords } from "./deliveries";
import { enrollmentPoliciesFlash, enrollmentPoliciesWords } from "./enrollment-policies";
import { frameWords } from "./frame";
import { groupsFlash, groupsWords } from "./groups";
import { hooksFlash, hooksWords } from "./hooks";
import { importsFlash, importsWords } from "./imports";
import { inboundFlash, inboundWords } from "./inbound";
import { inventoryFlash, inventoryWords } from "./inventory";
import { keysWords } from "./keys";
import { limitsFlash, limitsWords } from "./limits";
import { logFlash, logWords } from "./log";
import { overviewWords } from "./overview";
import { propertiesFlash, propertiesWords } from "./properties";
import { providersFlash, providersWords } from "./providers";
import { registrationFlash, registrationWords } from "./registration";
import { routesFlash, routesWords } from "./routing";
import { settingsFlash, settingsWords } from "./settings";
import { signInWords } from "./sign-in";
import { templatesFlash, templatesWords } from "./templates";
import { textsFlash, textsWords } from "./texts";
import { tokensFlash, tokensWords } from "./tokens";
import { usersFlash, usersWords } from "./users";

export const ja = {
	...accountWords,
	...administratorsWords,
	...applicationsWords,
	...authenticatorsWords,
	...careWords,
	...challengePoliciesWords,
	...challengeTermsWords,
	...challengeTypesWords,
	...deliveriesWords,
	...enrollmentPoliciesWords,
	...frameWords,
	...groupsWords,
	...hooksWords,
	...importsWords,
	...inboundWords,
	...inventoryWords,
	...keysWords,
	...limitsWords,
	...logWords,
	...overviewWords,
	...propertiesWords,
	...providersWords,
	...registrationWords,
	...routesWords,
	...settingsWords,
	...signInWords,
	...templatesWords,
	...textsWords,
	...tokensWords,
	...usersWords,
	/** By entry of the menu. */
	flash: {
		account: accountFlash,
		administrators: administratorsFlash,
		applications: applicationsFlash,
		authenticators: authenticatorsFlash,
		care: careFlash,
		challengePolicies: challengePoliciesFlash,
		challengeTypes: challengeTypesFlash,
		enrollmentPolicies: enrollmentPoliciesFlash,
		groups: groupsFlash,
		hooks: hooksFlash,
		imports: importsFlash,
		inbound: inboundFlash,
		inventory: inventoryFlash,
		limits: limitsFlash,
		log: logFlash,
		properties: propertiesFlash,
		providers: providersFlash,
		registration: registrationFlash,
		routes: routesFlash,
		settings: settingsFlash,
		templates: templatesFlash,
		texts: textsFlash,
		tokens: tokensFlash,
		users: usersFlash,
	},
} satisfies ConsoleWords;
