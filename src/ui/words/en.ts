// The words that the parts of all pages say, in English. The other languages have the same shape. PURE.

export const en = {
	skipLink: "Skip to the content",
	menu: "Menu",
	/** Names the navigation of the site, for screen readers. */
	site: "Site",
	titled: (title: string) => `${title} · Tessera`,
	pages: {
		console: "Console",
		inbox: "Inbox",
		reference: "API reference",
		openApi: "OpenAPI",
	},
	copy: "Copy",
	copied: "Copied",
	/** On the button that shows what was typed into the field of a secret, and hides it again. */
	showPassword: "Show",
	hidePassword: "Hide",
	/** Names the links to further pages of a list, for screen readers. */
	listPages: "Pages of the list",
	firstPage: "First page",
	nextPage: "Next page",
	/** Under a chart. */
	asTable: "Show as a table",
	/** Behind the label of a field that may stay empty. */
	optional: "optional",
	/** Above a form that was refused. */
	pleaseCheck: "Please check the form:",
	order: {
		title: "Order",
		up: "Up",
		down: "Down",
		upOf: (name: string) => `Move ${name} up`,
		downOf: (name: string) => `Move ${name} down`,
		moveTo: "Move",
		positionOf: (name: string) => `New place of ${name}`,
		moveToOf: (name: string) => `Move ${name} to this place`,
	},
};

export type UiWords = typeof en;
