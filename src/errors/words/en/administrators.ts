// English: what an administrator is told at sign-in, and about her own account. PURE.

export const administrators = {
	"access-refused": "Cloudflare Access names nobody who may come in here. Use your password, or ask an administrator.",
	"administrator-inactive": "This administrator is deactivated.",
	"code-used": "This code was used already. Wait for the next one.",
	"invitation-over": "This link or one-time password is no longer valid. Ask for a new one.",
	"own-account": "Nobody deactivates or resets their own account.",
	"last-administrator": "The last active administrator stays, so that somebody can come in.",
	"last-ways-in":
		"Two ways to sign in have to remain. First add a passkey, or make new recovery codes beside another way.",
	"passkey-refused": "The passkey couldn't be checked, or the page was open for too long. Please try again.",
	"passkeys-too-many": "There are {maximum} passkeys already. Remove one of them first.",
	"password-common": "This password is among the first that somebody would try. Take another one.",
	"password-like-login": "This password is little more than the login. Take another one.",
	"passwords-differ": "The two passwords differ.",
	"sign-in-over": "This sign-in has taken too long. Please begin again.",
	"wrong-name-or-password": "The name or the password is wrong.",
	"wrong-password": "The password is wrong.",
	"wrong-recovery-code": "This is none of your recovery codes, or it was used before.",
} as const;
