// English: why an application, or what is tied to it, can't be like that. PURE.

export const applications = {
	"application-chain":
		"It must be another application, and one that extends none. An application that others extend can't extend one.",
	"application-in-use": "An API token is tied to it, or other applications extend it.",
	"application-unknown": "There is no application with this id.",
	"application-token-role": "A token of an application can't have the role ADMINISTRATOR.",
	"color-contrast": "White text is hard to read on this color. A darker one is needed.",
	"color-format": "A color is written like #0b5fad.",
	"logo-format": "The logo must be a data URL with a PNG, JPEG or WebP in base64.",
	"return-url-form": "The URL must be a whole one in its plain form, without #, * and user names.",
	"time-zone": "This is not a time zone such as Asia/Tokyo.",
} as const;
