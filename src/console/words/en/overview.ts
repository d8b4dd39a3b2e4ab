// The words of the overview in English. The other languages have the same shape. PURE.
import type { Channel } from "../../../messages/message";
import type { AccountHealth } from "../../../providers/health";
import type { PeriodName } from "../../overview/period";

export const overviewWords = {
	overview: {
		title: "Overview",
		lead: "How codes and messages do, and what needs you today.",
		period: "Time",
		periods: { "24h": "24 hours", "7d": "7 days", "30d": "30 days" } as Record<PeriodName, string>,
		unit: { "24h": "Hour", "7d": "Quarter of a day", "30d": "Day" } as Record<PeriodName, string>,

		attention: "Needs attention today",
		allWell: "Nothing needs your attention.",
		down: "Provider down",
		channel: "Nobody delivers",
		hook: "Hook failing",
		letters: "Messages given up",
		backlog: "Events stuck",
		locks: "Lockouts",
		tokens: "Old API tokens",
		isDown: (name: string, failures: number) =>
			`${name} has failed ${failures} times in a row, so it is left out for a while.`,
		noChannel: (names: string) => `${names}: no account is switched on. Add one, or switch the authenticator off.`,
		hookFails: (name: string, failures: number, calls: number) =>
			`${name}: ${failures} of ${calls} calls since yesterday had no usable answer.`,
		someLetters: (letters: number) =>
			letters === 1
				? "A message of a queue was given up. Put it back when its cause is gone."
				: `${letters} messages of the queues were given up. Put them back when their cause is gone.`,
		someBacklog: (users: number) =>
			users === 1
				? "Events of one user don't get into the log. None is lost."
				: `Events of ${users} users don't get into the log. None is lost.`,
		someLocks: (locks: number) =>
			locks === 1
				? "A factor was locked in the last 24 hours, after failures in a row."
				: `Factors were locked ${locks} times in the last 24 hours, after failures in a row.`,
		oldTokens: (tokens: number) =>
			tokens === 1
				? "A token is older than a year. Make a new one, and revoke the old one."
				: `${tokens} tokens are older than a year. Make new ones, and revoke the old ones.`,
		look: "Look",
		lookAt: (what: string) => `Look: ${what}`,

		first: "First steps",
		firstLead: "There are no users yet. These steps lead to the first verified code.",
		stepToken: "Make an API token for your application",
		stepTokenNote: "It says who calls, and what it may do.",
		stepAccount: "Add a provider that delivers your messages",
		stepAccountNote: "Or begin with authenticator apps and tokens, which need none.",
		stepUser: "Create the first user, and enrol a factor",
		stepUserNote: "By the API, or here in the console.",
		stepVerify: "Verify a code",
		stepVerifyNote: "Its event appears in the system log a few seconds later.",
		done: "Done",
		open: "To do",

		verifications: "Verifications",
		successRate: "Success rate",
		deliveries: "Messages sent",
		deliveryRate: "Send success",
		locked: "Lockouts",
		refused: "Refused",
		none: "–",
		succeeded: "Success",
		failed: "Failure",
		sent: "Sent",
		notSent: "Not sent",
		verificationsOf: (verified: string, failed: string) => `${verified} codes verified, ${failed} refused`,
		noVerifications: "No codes in this time",
		deliveriesOf: (sent: string, failed: string) => `${sent} messages sent, ${failed} not sent`,
		noDeliveries: "No messages in this time",

		providers: "Providers",
		providersLead: "Accounts that deliver messages, as the last tries left them.",
		noProviders: "No provider yet",
		noProvidersLead:
			"Text messages, calls and e-mails need an account with a provider. Codes of apps and tokens need none.",
		addProvider: "Providers",
		account: "Account",
		provider: "Provider",
		channels: "Channels",
		channelNames: {
			SMS: "Text message",
			CALL: "Call",
			EMAIL: "E-mail",
			IM: "Instant message",
		} as Record<Channel, string>,
		state: "State",
		states: { fine: "Working", failing: "Failing", down: "Down", off: "Switched off" } as Record<
			AccountHealth["state"],
			string
		>,
		failures: "Failures in a row",
		activeHook: "Hook",
		hookLead: "The active telephony hook is asked before any account.",
		hookCalls: (successes: number, failures: number) => `${successes} answered, ${failures} failed since yesterday`,
	},
};
