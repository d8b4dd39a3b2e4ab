// Properties of notices: what users are told about their accounts, when something happens to them. PURE.
import type { Property } from "./property";

/** What is told, and when. A trigger of the log and one of users write these words (`user_notices`). */
const kinds = {
	factorAdded: "a factor became active",
	factorChanged: "a token was moved to another authenticator",
	factorRemoved: "a factor was removed",
	factorsReset: "all factors were removed",
	contactChanged: "a number or an address was added, or replaced another one",
	contactReset: "contact data were reset",
	questionsChanged: "security questions were answered",
	questionsReset: "security questions were removed",
	phraseChanged: "the security phrase was set or removed",
	recoveryCodesMade: "recovery codes were made",
	recoveryCodeUsed: "a recovery code was used",
	accountReset: "customer care reset all that a user is challenged by",
	devicesRemoved: "devices are no longer registered",
	temporaryAllow: "customer care lets the user pass a block for a while",
	helpDeskCode: "the help desk made a code",
	locked20: "20 wrong codes in a row were entered",
	locked50: "50 wrong codes in a row were entered",
	locked100: "100 wrong codes in a row were entered",
} as const;

export type NoticeKind = keyof typeof kinds;
export const noticeKinds = Object.keys(kinds) as NoticeKind[];

/** `{1}` is the organization, `{3}` the sentence of what has happened, `{4}` when it happened. No notice has a code. */
export const noticeProperties: readonly Property[] = [
	...noticeKinds.map(
		(kind): Property => ({
			name: `notice.${kind}`,
			type: { kind: "message", placeholders: [1] },
			isPerLocale: true,
			meaning: `What a user is told when ${kinds[kind]}`,
		}),
	),
	{
		name: "notice.subject",
		type: { kind: "message", placeholders: [1] },
		isPerLocale: true,
		meaning: "The subject of e-mails about what has happened to an account",
	},
	{
		name: "notice.text",
		type: { kind: "message", placeholders: [1, 3, 4], hasLines: true },
		isPerLocale: true,
		meaning: "The text of such an e-mail: {3} is what has happened, and {4} when",
	},
	{
		name: "notice.sms",
		type: { kind: "message", placeholders: [1, 3, 4], hasLines: true },
		isPerLocale: true,
		meaning: "The same as a text message, for a user without an e-mail address",
	},
];
