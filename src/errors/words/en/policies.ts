// English: why an application or a policy can't be like that. PURE.

export const policies = {
	"application-chain":
		"It must be another application, and one that extends none. An application that others extend can't extend one.",
	"application-in-use": "An API token is tied to it, or other applications extend it.",
	"application-unknown": "There is no application with this id.",
	"application-token-role": "A token of an application can't have the role ADMINISTRATOR or SOURCE.",
	"color-contrast": "White text is hard to read on this color. A darker one is needed.",
	"color-format": "A color is written like #0b5fad.",
	"logo-format": "The logo must be a data URL with a PNG, JPEG or WebP in base64.",
	"return-url-form": "The URL must be a whole one in its plain form, without #, * and user names.",
	"time-zone": "This is not a time zone such as Asia/Tokyo.",
	"authenticator-in-policies": "Authenticator Enrollment Policies: {policies}",
	"authenticator-missing": "There is no such authenticator here.",
	"authenticator-twice": "An authenticator above is the same one.",
	"group-unknown": "There is no group with this id.",
	"password-required": "Passwords are checked by the calling application, and always REQUIRED.",
	"policy-changed": "A group, an authenticator or the policy has just been changed. Please try again.",
	"policy-system": "The default policy can't be deactivated or deleted.",
	"rule-system": "The default rule can't be changed.",
	"user-or-login-unknown": "Nobody has this id or login.",
	"user-unknown": "There is no user with this id.",
} as const;
