// The public pages as links: where they are, and what a reader calls them. PURE.
import type { Language } from "../languages";
import { uiWords } from "./frame";
import type { UiWords } from "./words/en";

export interface SiteLink {
	href: string;
	text: string;
}

const addresses: Readonly<Record<keyof UiWords["pages"], string>> = {
	console: "/console",
	inbox: "/dev/inbox",
	reference: "/docs",
	openApi: "/openapi.json",
};

export const siteLink = (language: Language, page: keyof UiWords["pages"]): SiteLink => ({
	href: addresses[page],
	text: uiWords[language].pages[page],
});

/** The links of the public pages. */
export const publicLinks = (language: Language): SiteLink[] => [
	siteLink(language, "reference"),
	siteLink(language, "openApi"),
];
