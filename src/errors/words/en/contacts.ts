// English: what is wrong with contact data, or with the directory that keeps it. PURE.

export const contacts = {
	"contact-unknown": "There is nothing to prove in this field.",
	"directory-answer": "The contact directory's answer isn't the one of the contract. Nobody knows what it has kept.",
	"directory-missing": "The field is kept in a contact directory, and none is set up.",
	"directory-other-value": "The contact directory answered with another value than it was given.",
	"directory-redirect": "The contact directory answered with a redirect. Redirects are not followed.",
	"directory-secret-lost": "The contact directory's secret can't be read any more. Enter it again.",
	"directory-status": "The contact directory answered with a status that isn't 200.",
	"directory-timeout": "The contact directory didn't answer in time. Nobody knows what it has kept.",
	"directory-unreachable": "The contact directory couldn't be reached. Nobody knows what it has kept.",
	"directory-url": "The contact directory's URL may not be called.",
	"directory-value": "The contact directory has a value that the field doesn't take.",
	"device-not-offered": "The settings don't offer this for devices.",
	"field-key": "Begin with a letter. Letters, digits and underscores may follow.",
	"field-needed": "These challenge types need the field: {types}. Change what they require first.",
	"registration-declined": "The user has declined to register contact data.",
	"registration-off": "The page for contact data is switched off.",
	"registration-required": "The user can't decline to register here.",
	"changes-over": "The time for changes is over. Begin again to change more.",
	"registration-skipped": "The registration has been skipped too often. It is required now.",
	"url-query": "The URL must not have a query or a fragment.",
} as const;
