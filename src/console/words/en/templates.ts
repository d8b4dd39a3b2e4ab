// The words of the texts of messages in English. The other languages have the same shape. PURE.

const messages = (count: number) => (count === 1 ? "1 message" : `${count} messages`);

export const templatesWords = {
	templates: {
		title: "Message texts",
		lead: "What a code is sent in. We have a text for each purpose, in English and Japanese. A text of yours goes before it.",
		channels: { SMS: "SMS", CALL: "Voice call", EMAIL: "E-mail", IM: "Instant message" },
		any: "All purposes",
		purposes: {
			enrollment: "Registration of a phone or address",
			verification: "Verification at sign-in",
			unlock: "Account unlock",
			reset: "Password reset",
		},

		/** The texts by channel and purpose. */
		texts: "Texts by purpose and channel",
		textsLead:
			"A text for one purpose goes before a text for all purposes. People get the text in their language, if there is one.",
		purpose: "Purpose",
		scope: "Whose texts",
		everybodys: "All applications",
		show: "Show",
		standard: "Standard",
		common: "As for all purposes",
		inherited: "Inherited",
		comma: ", ",
		own: "Yours",
		allLanguages: "All languages",

		/** One text. */
		textTitle: (channel: string, purpose: string) => `${channel}: ${purpose}`,
		textLead: (scope: string) => `Scope: ${scope}. A change counts within 30 seconds everywhere.`,
		languages: "Languages",
		otherLanguage: "Another language",
		otherLanguageHint: "A tag such as fr, pt-BR or zh-TW.",
		open: "Open",
		yours: "Your text",
		yoursLead: "An empty field is no text. Then the text beside it counts.",
		subject: "Subject",
		subjectHint: "Without a code, because locked screens show subjects. {1} is your organisation.",
		subjectElsewhereHint: "Only services that know subjects show it.",
		body: "Text",
		bodyHint:
			"{0} is the code, {1} your organisation, {2} the minutes that are left. Write an apostrophe twice, and a brace in quotes: '{'.",
		fromName: "Sender's name",
		fromAddress: "Sender's address or number",
		fromHint: "Empty: as the provider's account says.",
		otherwise: "What counts without it",
		fromOurs: "The text of Tessera",
		fromScope: (scope: string) => `A text of: ${scope}`,
		preview: "Preview",
		noText: "There is no text of yours here.",
		reset: "Remove this text",
		resetTitle: (name: string) => `Remove your text “${name}”?`,
		resetText: (language: string) =>
			`Your text goes, with subject and sender where they are set (${language}). Messages then have the text that counts without it.`,
		nothingToReset: "There is no text of yours to remove.",

		/** What a text costs, and what is wrong with it. */
		sample: "As people get it",
		spoken: "As people hear it",
		cost: (segments: number, encoding: string, units: number, room: number) =>
			`${messages(segments)} · ${encoding} · ${units} of ${room} units`,
		costs: (least: number, most: number) => (least === most ? String(least) : `${least}–${most}`),
		foreign: (segments: number, inGsm7: number) =>
			`These characters are outside the basic alphabet of text messages. With them the text takes ${messages(segments)}, without them ${inGsm7}:`,
		unicode: "The text has characters outside the basic alphabet, so a message holds 70 characters instead of 160.",
		double: "These characters count twice:",
		wrong: "What can't be filled in or read is marked:",

		/** SMS templates. */
		list: "SMS templates",
		listLead:
			"For single callers: whoever asks for a code may name a template by its ID. Its text goes before all others.",
		name: "Name",
		nameHint: "For administrators. Up to 50 characters.",
		language: "Language",
		languageHint: "Of the main text. A tag such as en, ja or pt-BR.",
		template: "Main text",
		isCode: "the code",
		isOrganization: "your organisation",
		templateHint: "up to 161 characters",
		translation: "Translation",
		translationHint: "An empty text removes the translation.",
		newTranslation: "New translation",
		empty: "No SMS template yet",
		emptyLead: "Add one when one application or one source needs another text than all others.",
		add: "Add an SMS template",
		length: "Messages",
		changed: "Changed",
		id: "ID",
		type: "Type",
		typeOfCode: "Verification code",
		usedBy: "Named by these inbound sources",
		created: "Created",
		facts: "Template",
		newTitle: "Add an SMS template",
		editTitle: (name: string) => `Edit ${name}`,
		save: "Save",
		deletion: {
			title: (name: string) => `Delete ${name}?`,
			text: (languages: number) =>
				languages === 1 ? "The text is gone for good." : `Its texts in ${languages} languages are gone for good.`,
			callers: "Whoever names its ID then gets the text that counts for all.",
			sources: (count: number) =>
				count === 1 ? "One inbound source names the template:" : `${count} inbound sources name the template:`,
		},
		remove: "Delete",
		removeNamed: (name: string) => `Delete ${name}`,
	},
};

/** What the pages of the texts say after an action. */
export const templatesFlash = {
	text: (name: string) => `The text “${name}” is saved.`,
	reset: (name: string) => `Your text “${name}” is removed.`,
	added: (name: string) => `The template ${name} is added.`,
	saved: (name: string) => `The template ${name} is saved.`,
	deleted: (name: string) => `The template ${name} is deleted.`,
};
