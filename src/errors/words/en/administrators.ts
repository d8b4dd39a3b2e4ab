// English: what an administrator is told at sign-in, and about her own account. PURE.

export const administrators = {
	"administrator-inactive": "This administrator is deactivated.",
	"code-used": "This code was used already. Wait for the next one.",
	"invitation-over": "This link or one-time password is no longer valid. Ask for a new one.",
	"own-account": "Nobody deactivates or resets their own account.",
	"last-administrator": "The last active administrator stays, so that somebody can come in.",
	"password-common": "This password is among the first that somebody would try. Take another one.",
	"password-like-login": "This password is little more than the login. Take another one.",
	"passwords-differ": "The two passwords differ.",
	"sign-in-over": "This sign-in has taken too long. Please begin again.",
	"wrong-name-or-password": "The name or the password is wrong.",
	"wrong-password": "The password is wrong.",
	"wrong-recovery-code": "This is none of your recovery codes, or it was used before.",
} as const;
