// The mail about an administrator's account in English. The other languages have the same shape. PURE.

export const en = {
	subject: (organization: string) => `News about your account at ${organization}`,
	kinds: {
		NEW_DEVICE: "Sign-in from a browser that was new",
		PASSWORD_CHANGED: "Password changed",
		APP_CHANGED: "Authenticator app changed",
		APP_REMOVED: "Authenticator app removed",
		PASSKEY_ADDED: "Passkey added",
		PASSKEY_REMOVED: "Passkey removed",
		RECOVERY_CODES_MADE: "Recovery codes replaced",
		RECOVERY_CODE_USED: "Recovery code used to sign in",
		TOKENS_EXPORTED: "Tokens of users were exported by an administrator",
		RECOVERED: "An administrator was invited from the command line",
	},
	from: (address: string) => `from the address ${address}`,
	wasItYou: "If you know of this, there is nothing you have to do.",
	ifNot: (link: string) =>
		`If you don't: change your password, end your other sessions, and tell another administrator.\n${link}`,
};

export type NoticeWords = typeof en;
